import { z } from 'zod';

export const queueNames = ['workflows', 'imports'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const url = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address like ${example}`,
  });
const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number from 1 to 65535')
  .transform(Number)
  .refine((n) => n > 0 && n < 65_536, 'must be a port number from 1 to 65535');
const rows = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'must be a whole number of rows from 1 to 9999999')
  .transform(Number);
const days = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a whole number of days from 1 to 9999')
  .transform(Number);
const hostAndPort = z.string().regex(/^[^\s/:]+:\d{1,5}$/, 'must be host:port, for example temporal.example.com:7233');

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
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<?[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address like Porchlight <hello@example.com>')
    .default('Porchlight <hello@porchlight.example>'),
  STORAGE_URL: url(['file:', 's3:'], 'file:///var/lib/porchlight or s3://bucket/prefix?region=us-east-1').optional(),
  PUBLIC_URL: url(['http:', 'https:'], 'https://app.example.com').optional(),
  PORT: port.default(3000),
  AUTH_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
    .optional(),
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
  UNDO_DAYS: days.default(30),
  PURGE_DAYS: days.default(30),
  REVIEW_EXPIRES_DAYS: days.default(30),
  IMPORT_BATCH_ROWS: rows.default(25_000),
  IMPORT_PART_ROWS: rows.default(50_000),
  POSTGRES_PORT: port.default(5433),
  TEMPORAL_PORT: port.default(7233),
  TEMPORAL_UI_PORT: port.default(8233),
  SMTP_PORT: port.default(1025),
  MAIL_UI_PORT: port.default(1080),
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
});

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
  const given = parse(whole, env);
  return {
    /** True only under `npm start` and in tests: demo users may exist and links to the helpers' pages are shown. */
    local: given.LOCAL_PLATFORM === 'true',
    databaseUrl: given.DATABASE_URL,
    temporal: { address: given.TEMPORAL_ADDRESS, namespace: given.TEMPORAL_NAMESPACE },
    temporalUiUrl: given.TEMPORAL_UI_URL,
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM,
    mailUiUrl: given.MAIL_UI_URL,
    /** `file:///folder` or `s3://bucket/prefix?region=…&endpoint=…`. */
    storageUrl: given.STORAGE_URL,
    /** Where browsers reach the api, without a slash at the end; every link is built from it. */
    publicUrl: given.PUBLIC_URL.replace(/\/+$/, ''),
    port: given.PORT,
    authSecret: given.AUTH_SECRET,
    /** Attempts to sign in that one address may make per minute; one machine is everybody in a local platform. */
    signInsPerMinute: given.SIGN_INS_PER_MINUTE ?? (given.LOCAL_PLATFORM === 'true' ? 1000 : 10),
    logLevel: given.LOG_LEVEL,
    /** The task queues this worker polls. */
    queues: given.WORKER_QUEUES,
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
