import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { signMail } from './dkim.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const dns = `v=DKIM1; k=rsa; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
const signer = { domain: 'porchlight.example', selector: 'hubs', privateKey };
const head = 'From: hubs@porchlight.example\r\nTo: anna@example.com\r\nSubject: A  page\r\n\r\n';

it.each([
  ['plain lines', 'one\r\ntwo\r\n'],
  ['nothing', ''],
  ['one empty line', '\r\n'],
  ['empty lines at the end', 'one\r\n\r\n\r\n'],
  ['no line break at the end', 'one'],
  ['runs of blanks', 'one  two\t\tthree\r\n'],
  ['a tab', 'one\ttwo\r\n'],
  ['blanks before a line break', 'one \r\ntwo\t\r\n'],
  ['blanks at the very end', 'one \t'],
  ['a line of blanks at the end', 'one\r\n \r\n'],
])('signs a body of %s so that another implementation finds it unchanged', async (_, body) => {
  const raw = await signMail(Buffer.from(head + body), { signer, now: new Date('2026-11-26T10:00:00Z') });
  const { results } = await dkimVerify(raw, { resolver: async () => [[dns]] });
  expect(results[0]?.status.result).toBe('pass');
});
