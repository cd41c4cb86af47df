import { createHash, generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { composeMail, type MailToCompose } from './compose.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signer = { domain: 'porchlight.example', selector: 'hubs', privateKey };
const dns = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

/** The DNS of these tests: one key, at its name and nowhere else. */
const resolver = async (name: string, type: string): Promise<string[][]> => {
  if (type === 'TXT' && name === 'hubs._domainkey.porchlight.example') return [[`v=DKIM1; k=rsa; p=${dns}`]];
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
};

const mail: MailToCompose = {
  from: { name: 'Maria Alvarez', address: 'hubs@porchlight.example' },
  replyTo: { name: 'Maria Alvarez', address: 'maria@hillside.example' },
  to: { name: 'Anna Bell', address: 'anna@example.com' },
  subject: 'Your page for 12 Elm St',
  html: '<p>Hello Anna, <a href="https://app.example/i/x">open it</a>.</p>',
  text: 'Hello Anna, open it: https://app.example/i/x\n',
  messageId: '<abc@porchlight.example>',
  date: new Date('2026-11-25T10:00:00Z'),
  list: {
    unsubscribeUrl: 'https://app.example/i/u/token',
    name: 'Hub invitations of Hillside Realty',
    label: 'account-12.invitations',
  },
  feedbackId: 'invitation:a12:hub:porchlight',
};

const verify = async (raw: Buffer) => (await dkimVerify(raw, { resolver })).results;
const compose = async (more: Partial<MailToCompose> = {}, unsigned: string[] = []) =>
  (await composeMail({ ...mail, ...more }, signer, unsigned)).raw;
const signedFields = (raw: Buffer) =>
  /; h=([^;]+);/.exec(raw.toString('latin1').replace(/\r\n\s+/g, ' '))?.[1]?.split(/:\s*/) ?? [];
/** The lines of the header, unfolded. */
const header = (raw: Buffer) =>
  raw
    .toString('latin1')
    .split('\r\n\r\n')[0]!
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');

it('is signed so that another implementation says pass, aligned with the sender', async () => {
  const [result] = await verify(await compose());
  expect(result).toMatchObject({
    signingDomain: 'porchlight.example',
    status: { result: 'pass', aligned: 'porchlight.example' },
  });
});

it.each([
  ['a changed body', (text: string) => text.replace('Hello Anna', 'Hello Ann!')],
  ['another subject', (text: string) => text.replace('Your page for', 'Your bill for')],
  ['another way out', (text: string) => text.replace('/i/u/token', '/i/u/taken')],
  ['a way out without the one press', (text: string) => text.replace(/List-Unsubscribe-Post:[^\r]*\r\n/, '')],
  ['a second sender before the signed one', (text: string) => `From: Eve <eve@example.org>\r\n${text}`],
  ['a second subject before the signed one', (text: string) => `Subject: Urgent\r\n${text}`],
  ['a second receiver before the signed one', (text: string) => `To: Eve <eve@example.org>\r\n${text}`],
])('does not pass any more with %s', async (_, change) => {
  const changed = Buffer.from(change((await compose()).toString('latin1')), 'latin1');
  const results = await verify(changed);
  expect(results.map(({ status }) => status.result)).not.toContain('pass');
});

it('passes with texts of any script and lines of any length', async () => {
  const text = `Grüße aus 北京 \t \n${'long '.repeat(900)}\n.\n..\nend   `;
  const raw = await compose({
    text,
    html: `<p>${text}</p>`,
    subject: 'Ihr Zuhause – Ängelholm 🏡',
    from: { ...mail.from, name: 'Zoë Ångström' },
  });
  expect((await verify(raw))[0]?.status.result).toBe('pass');
  const lines = raw.toString('latin1').split('\r\n');
  expect(lines.filter((line) => line.length > 998)).toEqual([]);
  expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(raw.every((byte) => byte < 128)).toBe(true);
});

it('covers both headers of the one press, and names sender, receiver and subject once more than they stand', async () => {
  const fields = signedFields(await compose());
  expect(fields).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'list-id']));
  for (const name of ['from', 'to', 'subject']) expect(fields.filter((field) => field === name)).toHaveLength(2);
});

it('leaves out of the signature what the transport writes anew', async () => {
  const raw = await compose({}, ['message-id', 'date']);
  expect(signedFields(raw)).not.toContain('date');
  const rewritten = raw
    .toString('latin1')
    .replace(/Message-ID: [^\r]*/, 'Message-ID: <0100@eu-west-1.amazonses.example>');
  expect((await verify(Buffer.from(rewritten, 'latin1')))[0]?.status.result).toBe('pass');
});

it('can be left by one press: one https address, the exact Post header, an id of the list at the sender', async () => {
  const lines = header(await compose());
  expect(lines).toContain('List-Unsubscribe: <https://app.example/i/u/token>');
  expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(lines).toContain('List-ID: Hub invitations of Hillside Realty <account-12.invitations.porchlight.example>');
  expect(lines).toContain('Feedback-ID: invitation:a12:hub:porchlight');
  expect(lines.join('\n')).not.toContain('Auto-Submitted');
});

it('says of a notice that no person wrote it, and of no list that it belongs to it', async () => {
  const lines = header(await compose({ list: null }));
  expect(lines).toContain('Auto-Submitted: auto-generated');
  expect(lines.filter((line) => line.startsWith('List-'))).toEqual([]);
});

it.each([
  ['Anna\r\nBcc: eve@example.org', 'a line break'],
  ['Anna\nBcc: eve@example.org', 'a bare line feed'],
  ['Anna\u2028Bcc: eve@example.org', 'a line separator'],
  ['Anna <eve@example.org>,', 'an address'],
  ['"Anna" Bcc: eve@example.org', 'quotes'],
  ['Anna\0\u0007\u202eBcc: eve@example.org', 'controls'],
])('lets no name with %j reach a header as anything but a name (%s)', async (name) => {
  const raw = await compose({
    to: { ...mail.to, name },
    from: { ...mail.from, name },
    replyTo: { address: 'maria@hillside.example', name },
    subject: name,
    list: { ...mail.list!, name },
  });
  const parsed = await simpleParser(raw);
  expect([...parsed.headers.keys()]).not.toContain('bcc');
  expect(parsed.headers.has('bcc')).toBe(false);
  expect(parsed.to).toMatchObject({ value: [{ address: 'anna@example.com' }] });
  expect(parsed.from?.value).toHaveLength(1);
  expect(parsed.from?.value[0]?.address).toBe('hubs@porchlight.example');
  expect(header(raw).filter((line) => /^(bcc|eve)/i.test(line))).toEqual([]);
});

it('has one each of the fields that must stand once, and our Message-ID', async () => {
  const names = header(await compose()).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
  for (const name of ['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'mime-version'])
    expect(names.filter((other) => other === name)).toEqual([name]);
  expect(header(await compose())).toContain('Message-ID: <abc@porchlight.example>');
});

it('has the text before the HTML, and the digest of exactly these bytes', async () => {
  const composed = await composeMail(mail, signer);
  expect(composed.digest).toEqual(createHash('sha256').update(composed.raw).digest());
  const parsed = await simpleParser(composed.raw);
  expect(parsed.text).toContain('Hello Anna, open it');
  expect(parsed.html).toContain('<a href="https://app.example/i/x">');
  const raw = composed.raw.toString('latin1');
  expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
});

it('reads no file and no address that a text names', async () => {
  const raw = await compose({
    html: '<img src="file:///etc/passwd"><img src="https://example.com/a.png">',
    text: '/etc/passwd',
  });
  expect(raw.toString('latin1')).not.toContain('root:');
  expect((await simpleParser(raw)).attachments).toEqual([]);
});
