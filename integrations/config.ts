import { z } from 'zod';
import { readReturnsSettings, returnsVariables } from './mail/returns-settings.js';
import { mailContradictions, mailVariables, readMailSettings } from './mail/settings.js';
import { readSendingSettings, sendingVariables } from './mail/sending-settings.js';
import { port, webPort } from './web-port.js';

export const queueNames = ['workflows', 'imports', 'syncs', 'mail', 'campaigns'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const url = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address like ${example}`,
  });
const rows = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'must be a whole number of rows from 1 to 9999999')
  .transform(Number);
const days = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a whole number of days from 1 to 9999')
  .transform(Number);
const hostAndPort = z.string().regex(/^[^\s/:]+:\d{1,5}$/, 'must be host:port, for example temporal.example.com:7233');

/** Ids that differ, 32 bytes each. */
function isKeyRing(text: string): boolean {
  const parts = text.split(',').map((part) => /^([1-9]\d{0,3}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim()));
  return parts.every(Boolean) && new Set(parts.map((part) => part?.[1])).size === parts.length;
}

/** `name=value,name=value` with names of connectors. */
const assignments = (value: RegExp, error: string) =>
  z
    .string()
    .refine((text) => text.split(',').every((pair) => isAssignment(pair.trim(), value)), error)
    .transform((text) => Object.fromEntries(text.split(',').map((pair) => split(pair.trim(), '='))));

function isAssignment(pair: string, value: RegExp): boolean {
  const [name, text] = split(pair, '=');
  return /^[a-z0-9-]{1,40}$/.test(name) && value.test(text);
}

function split(text: string, at: string): [string, string] {
  const place = text.indexOf(at);
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)];
}

/**
 * Every variable the platform reads, and nothing else reads the environment. `.env.example` lists the same names.
 * An empty value counts as unset.
 */
export const variables = z.object({
  LOCAL_PLATFORM: z.enum(['true', 'false'], 'must be true or false').default('false'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/porchlight').optional(),
  TEMPORAL_ADDRESS: hostAndPort.optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI_URL: url(['http:', 'https:'], 'http://localhost:8233').optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.com:587').optional(),
  MAIL_UI_URL: url(['http:', 'https:'], 'http://localhost:1080').optional(),
  ...mailVariables,
  ...sendingVariables,
  ...returnsVariables,
  STORAGE_URL: url(['file:', 's3:'], 'file:///var/lib/porchlight or s3://bucket/prefix?region=us-east-1').optional(),
  PUBLIC_URL: url(['http:', 'https:'], 'https://app.example.com').optional(),
  PORT: webPort.default(3000),
  AUTH_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
  SECRET_KEYS: z
    .string()
    .refine(
      isKeyRing,
      'must be one or more keys like 1:<32 bytes in base64>, newest first; make one with: openssl rand -base64 32',
    )
    .optional(),
  ADDRESS_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64; make it once with: openssl rand -base64 32')
    .optional(),
  CRM_APPS: assignments(
    /^[^:=,\s]+:[^,\s]+$/,
    'must be pairs like hubspot=clientId:clientSecret, separated by commas',
  ).default({}),
  CRM_ORIGINS: assignments(
    /^http:\/\/(?:localhost|127\.0\.0\.1):\d{1,5}$/,
    'must be pairs like sandbox=http://127.0.0.1:4010',
  ).default({}),
  SIGN_INS_PER_MINUTE: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a whole number from 1 to 99999')
    .transform(Number)
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  WORKER_QUEUES: z
    .string()
    .default(queueNames.join(','))
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(queueNames, `must be some of ${queueNames.join(',')}, separated by commas`))),
  AUDIT_HEAD_MAIL: z.email('must be an address like audit@example.com').optional(),
  UNDO_DAYS: days.default(30),
  PURGE_DAYS: days.default(30),
  REVIEW_EXPIRES_DAYS: days.default(30),
  IMPORT_BATCH_ROWS: rows.default(25_000),
  IMPORT_PART_ROWS: rows.default(50_000),
  POSTGRES_PORT: port.default(5433),
  TEMPORAL_PORT: port.default(7233),
  TEMPORAL_UI_PORT: webPort.default(8233),
  SMTP_PORT: port.default(1025),
  MAIL_UI_PORT: webPort.default(1080),
  SANDBOX_PORT: webPort.default(4010),
  TEMPORAL_CLI_PATH: z.string().optional(),
  PORCHLIGHT_CACHE: z.string().optional(),
  PORCHLIGHT_DATA: z.string().default('.porchlight'),
});
export type Variables = z.infer<typeof variables>;

/** What cannot be guessed outside the local platform, which fills it in for its children. */
const whole = variables.required({
  DATABASE_URL: true,
  TEMPORAL_ADDRESS: true,
  SMTP_URL: true,
  STORAGE_URL: true,
  PUBLIC_URL: true,
  AUTH_SECRET: true,
  SECRET_KEYS: true,
  ADDRESS_KEY: true,
});
/** Who hands mails to Amazon SES needs no mail server. */
const withSes = whole.partial({ SMTP_URL: true });

/** A variable is wrong or missing. The message has one sentence per variable and never repeats a value. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  constructor(readonly sentences: string[]) {
    super(sentences.join('\n'));
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const sentences = new Map<string, string>();
  for (const { path, message } of result.error.issues) {
    const name = String(path[0]);
    sentences.set(
      name,
      name in given ? `${name} ${message}.` : `${name} is not set; .env.example says what it is for.`,
    );
  }
  throw new WrongSettings([...sentences.values()]);
}

/** Checks the form of each variable; those with embedded parts behind them may be missing. */
export const readVariables = (env: NodeJS.ProcessEnv): Variables => parse(variables, env);

/**
 * The settings of an api, worker or tool process, from the environment alone.
 *
 * Temporal's other standard variables (`TEMPORAL_API_KEY`, `TEMPORAL_TLS…`) are read by its own library:
 * connect with `loadClientConnectConfig` of `@temporalio/envconfig`.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const given: z.output<typeof withSes> = parse(env.SES_URL ? withSes : whole, env);
  const contradictions = Object.entries(mailContradictions(given)).map(([name, sentence]) => `${name} ${sentence}.`);
  if (contradictions.length > 0) throw new WrongSettings(contradictions);
  return {
    /** True only under `npm start` and in tests: demo users may exist and links to the helpers' pages are shown. */
    local: given.LOCAL_PLATFORM === 'true',
    databaseUrl: given.DATABASE_URL,
    temporal: { address: given.TEMPORAL_ADDRESS, namespace: given.TEMPORAL_NAMESPACE },
    temporalUiUrl: given.TEMPORAL_UI_URL,
    ...readMailSettings(given),
    /** What may leave by campaigns; operations may set other limits. */
    sending: readSendingSettings(given),
    ...readReturnsSettings(given),
    mailUiUrl: given.MAIL_UI_URL,
    /** `file:///folder` or `s3://bucket/prefix?region=…&endpoint=…`. */
    storageUrl: given.STORAGE_URL,
    /** Where browsers reach the api, without a slash at the end; every link is built from it. */
    publicUrl: given.PUBLIC_URL.replace(/\/+$/, ''),
    port: given.PORT,
    authSecret: given.AUTH_SECRET,
    /** `id:base64` of each key, newest first; see `KeyRing`. */
    secretKeys: given.SECRET_KEYS,
    /** Hashes addresses of mail; the same for ever, since what was erased can only be recognized with it. */
    addressKey: Buffer.from(given.ADDRESS_KEY, 'base64'),
    /** Our registrations with CRMs that ask for one, by connector: what signing in there needs. */
    crmApps: Object.fromEntries(
      Object.entries(given.CRM_APPS).map(([connector, app]) => {
        const [id, secret] = split(app, ':');
        return [connector, { id, secret }];
      }),
    ) as Record<string, { id: string; secret: string } | undefined>,
    /** Where a connector finds its CRM instead of at the vendor's: the practice CRM and the emulators of a local platform. */
    crmOrigins: (given.LOCAL_PLATFORM === 'true' ? given.CRM_ORIGINS : {}) as Record<string, string | undefined>,
    /** Attempts to sign in that one address may make per minute; one machine is everybody in a local platform. */
    signInsPerMinute: given.SIGN_INS_PER_MINUTE ?? (given.LOCAL_PLATFORM === 'true' ? 1000 : 10),
    logLevel: given.LOG_LEVEL,
    /** The task queues this worker polls. */
    queues: given.WORKER_QUEUES,
    /** Who keeps the daily heads of the audit in a mailbox outside of the platform. */
    auditHeadMail: given.AUDIT_HEAD_MAIL ?? null,
    /** An import may be undone for so many days after it completed. */
    undoDays: given.UNDO_DAYS,
    /** The file and the raw cells are purged so many days after an import ended. */
    purgeDays: given.PURGE_DAYS,
    /** A review nobody confirmed goes back to mapping after so many days. */
    reviewExpiresDays: given.REVIEW_EXPIRES_DAYS,
    /** Rows that a scan reads between two checkpoints. */
    importBatchRows: given.IMPORT_BATCH_ROWS,
    /** Rows that an import writes in one transaction, about. */
    importPartRows: given.IMPORT_PART_ROWS,
  };
}
export type Config = ReturnType<typeof readConfig>;
