import { readFileSync } from 'node:fs';
import { readConfig, variables, WrongSettings } from './config.js';

const whole = {
  DATABASE_URL: 'postgres://porchlight:secret@db.example.com:5432/porchlight',
  TEMPORAL_ADDRESS: 'temporal.example.com:7233',
  SMTP_URL: 'smtp://mail.example.com:587',
  STORAGE_URL: 'file:///var/lib/porchlight',
  PUBLIC_URL: 'https://app.example.com/',
  AUTH_SECRET: 'x'.repeat(32),
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
    queues: ['workflows', 'imports'],
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
  ['AUTH_SECRET', 'too-short', 'at least 32 characters'],
  ['MAIL_FROM', 'Porchlight', 'must be an address like'],
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
