import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readConfig, variables, WrongSettings } from './config.js';

const whole = {
  DATABASE_URL: 'postgres://porchlight:secret@db.example.com:5432/porchlight',
  TEMPORAL_ADDRESS: 'temporal.example.com:7233',
  SMTP_URL: 'smtp://mail.example.com:587',
  STORAGE_URL: 'file:///var/lib/porchlight',
  PUBLIC_URL: 'https://app.example.com/',
  AUTH_SECRET: 'x'.repeat(32),
  SECRET_KEYS: `1:${Buffer.alloc(32).toString('base64')}`,
  ADDRESS_KEY: Buffer.alloc(32).toString('base64'),
};

const sentencesOf = (env: NodeJS.ProcessEnv) => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof WrongSettings) return error.sentences;
    throw error;
  }
  return [];
};

it('reads a whole environment and fills in the defaults', () => {
  expect(readConfig(whole)).toMatchObject({
    local: false,
    temporal: { address: 'temporal.example.com:7233', namespace: 'default' },
    publicUrl: 'https://app.example.com',
    port: 3000,
    queues: ['workflows', 'imports', 'syncs', 'mail', 'campaigns'],
    undoDays: 30,
  });
});

it('names every variable that cannot be guessed', () => {
  const names = sentencesOf({}).map((sentence) => sentence.split(' ')[0]);
  expect(names).toEqual(Object.keys(whole));
});

it('takes an empty value for an unset one', () => {
  expect(readConfig({ ...whole, PORT: '', MAIL_UI_URL: '' })).toMatchObject({ port: 3000, mailUiUrl: undefined });
});

it.each([
  ['DATABASE_URL', 'mysql://db.example.com/x', 'must be an address like postgres://'],
  ['TEMPORAL_ADDRESS', 'http://temporal.example.com:7233', 'must be host:port'],
  ['SMTP_URL', 'mail.example.com', 'must be an address like smtp://'],
  ['STORAGE_URL', '/var/lib/porchlight', 'must be an address like file:///'],
  ['PUBLIC_URL', 'app.example.com', 'must be an address like https://'],
  ['PORT', 'http', 'must be a port number'],
  ['PORT', '70000', 'must be a port number'],
  ['PORT', '4190', 'a port that browsers refuse to open'],
  ['AUTH_SECRET', 'too-short', 'at least 32 characters'],
  ['SECRET_KEYS', '1:short', '32 bytes in base64'],
  ['ADDRESS_KEY', 'short', '32 bytes in base64'],
  ['SECRET_KEYS', `${whole.SECRET_KEYS},${whole.SECRET_KEYS}`, 'newest first'],
  ['MAIL_FROM', 'Porchlight', 'must be an address like'],
  ['SES_URL', 'https://email.us-east-1.amazonaws.com', 'must be an address like ses://'],
  ['HUB_MAIL_FROM', 'Hubs <hubs@porchlight.example>', 'must be an address alone'],
  ['MAIL_RETRY_SECONDS', '5m', 'must be seconds separated by commas'],
  ['DKIM_PRIVATE_KEY', 'secret', 'must be an RSA key'],
  ['LOG_LEVEL', 'loud', 'must be one of fatal'],
  ['WORKER_QUEUES', 'imports,everything', 'must be some of workflows'],
  ['UNDO_DAYS', '-1', 'whole number of days'],
  ['IMPORT_PART_ROWS', 'many', 'whole number of rows'],
  ['LOCAL_PLATFORM', 'yes', 'must be true or false'],
])('says in one sentence what is wrong with %s=%s', (name, value, words) => {
  const sentences = sentencesOf({ ...whole, [name]: value });
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(new RegExp(`^${name} `));
  expect(sentences[0]).toContain(words);
});

it('keeps a wrong secret to itself', () => {
  expect(sentencesOf({ ...whole, AUTH_SECRET: 'too-short' }).join()).not.toContain('too-short');
});

it('is described by .env.example, name by name', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(Object.keys(variables.shape).toSorted());
});

describe('mail', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const dkim = { DKIM_DOMAIN: 'porchlight.example', DKIM_SELECTOR: 'hubs', DKIM_PRIVATE_KEY: pem };

  it('takes the key that signs as PEM, as PEM in one line and as base64', () => {
    const forms = [
      pem,
      pem.replaceAll('\n', '\\n'),
      privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ];
    for (const form of forms)
      expect(readConfig({ ...whole, ...dkim, DKIM_PRIVATE_KEY: form }).dkim).toMatchObject({
        domain: 'porchlight.example',
      });
  });

  it('refuses a key that is too short to be believed', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey;
    const text = short.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(sentencesOf({ ...whole, ...dkim, DKIM_PRIVATE_KEY: text })[0]).toContain('1024 bits');
  });

  it('wants the three settings of DKIM together', () => {
    expect(sentencesOf({ ...whole, DKIM_DOMAIN: 'porchlight.example' })).toEqual([
      'DKIM_SELECTOR is missing beside the other DKIM settings.',
      'DKIM_PRIVATE_KEY is missing beside the other DKIM settings.',
    ]);
  });

  it('wants both senders at the domain that signs, or below it', () => {
    const below = { HUB_MAIL_FROM: 'hubs@mail.porchlight.example', MAIL_FROM: 'P <hello@porchlight.example>' };
    expect(sentencesOf({ ...whole, ...dkim, ...below })).toEqual([]);
    expect(sentencesOf({ ...whole, ...dkim, HUB_MAIL_FROM: 'hubs@notporchlight.example' })[0]).toMatch(
      /^HUB_MAIL_FROM must be at DKIM_DOMAIN/,
    );
  });

  it('needs no mail server where Amazon SES takes the mails', () => {
    const { SMTP_URL: _, ...without } = whole;
    expect(sentencesOf({ ...without, SES_URL: 'ses://us-east-1?configurationSet=hubs' })).toEqual([]);
    expect(sentencesOf(without)[0]).toContain('SMTP_URL is not set');
  });
});

it('finds registrations with CRMs by connector, also where a secret holds the signs that part them', () => {
  const config = readConfig({ ...whole, CRM_APPS: 'hubspot=abc:se:cr=et, google-contacts=x.apps:y' });
  expect(config.crmApps).toEqual({
    hubspot: { id: 'abc', secret: 'se:cr=et' },
    'google-contacts': { id: 'x.apps', secret: 'y' },
  });
});

it('sends no connector to another place than its vendor outside a local platform', () => {
  const CRM_ORIGINS = 'hubspot=http://127.0.0.1:4020';
  expect(readConfig({ ...whole, CRM_ORIGINS }).crmOrigins).toEqual({});
  expect(readConfig({ ...whole, CRM_ORIGINS, LOCAL_PLATFORM: 'true' }).crmOrigins).toEqual({
    hubspot: 'http://127.0.0.1:4020',
  });
});
