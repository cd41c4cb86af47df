import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { MailFacts } from '../../domain/mail/facts.js';
import { MissingValues } from '../../domain/mail/fill.js';
import type { MailValues } from '../../domain/mail/values.js';
import { seeded } from '../../test/seeded.js';
import { signMail } from './dkim.js';
import { MailMould } from './mould.js';
import { headOf, type MailToWrite, type Sender, writeMail } from './write.js';

const sender: Sender = {
  mailFrom: 'Porchlight <hello@porchlight.example>',
  hubMailFrom: 'hubs@porchlight.example',
  dkim: null,
  publicUrl: 'https://porchlight.example',
};
const now = new Date('2026-11-25T10:00:00Z');

/** Long lines, blanks before line breaks, equals signs, dots, sections in sections, slots beside slots and at both ends. */
const template = {
  subject: '{{firstNames}}, your page for {{homeStreet}} – {{agentName}}',
  html: `<p>Grüße, {{firstNames}}{{lastName}}!</p> \n<p style="a=b">${'word '.repeat(60)}</p>\r\n.\n..\n<a href="{{claimUrl}}">{{homeAddress}}</a>\t\n{{#message}}<p>{{message}}</p>{{#agentTitle}} {{agentTitle}} {{/agentTitle}}{{/message}}{{^agentPhone}} none {{/agentPhone}}${'x'.repeat(200)}<a href="{{unsubscribeUrl}}">北京 🏡</a> {{notMeUrl}}{{postalAddress}}`,
  text: `{{firstName}} \n\n{{#agentAbout}}{{agentAbout}}{{/agentAbout}}\n\n\n{{message}}\n${'long '.repeat(50)}\nFrom here\n.\n{{claimUrl}} {{unsubscribeUrl}} {{notMeUrl}} {{worksUntil}} {{postalAddress}} {{agentName}} `,
  fallbacks: { homeStreet: 'the = home ' },
};

const awkward = [
  '', 'Anna', 'Zoë', 'Ängelholm-Östergård', '北京市', '👩‍👩‍👧‍👦', 'O’Brien "Bob" <b@c>', 'a=20b', '=?utf-8?Q?=41?=', 'x\r\nBcc: eve@example.org', 'trailing   ', '.', '..dots',
  'é'.repeat(90), 'word '.repeat(40), 'w'.repeat(300), '{{firstName}}', '&amp; <br> \'"', 'tab\there', 'line one\nline two \n\n\n\nline six', '\u202eevil\u0000', 'İıŞğ', 'ﷺ'.repeat(30), 'a, b; c: d', '=', 'ends=', 'From me',
]; // prettier-ignore
const addresses = ['anna@example.com', "o'hara+tag@sub.example.org", 'zoë@example.com', 'anna@bücher.example', 'Anna.Bell@Example.COM', `${'a'.repeat(64)}@${'b'.repeat(60)}.example`]; // prettier-ignore

function awkwardPerson(seed: number): { facts: MailFacts; mail: MailToWrite } {
  const random = seeded(seed);
  const any = () => awkward[random(awkward.length)]!;
  const maybe = () => (random(4) === 0 ? null : any());
  const url = (what: string) => `https://porchlight.example/i/${what}/${'Ab_-9'.repeat(random(30))}?a=1&b=%20`;
  const home = { street: maybe(), unit: maybe(), city: maybe(), state: maybe(), zip: maybe() };
  const facts: MailFacts = {
    accountId: '12',
    accountName: any() || 'Hillside',
    country: 'US',
    hubId: '1',
    contactId: '2',
    to: { name: any(), email: addresses[random(addresses.length)]! },
    agent: { id: 'u', name: any(), replyTo: 'maria@hillside.example', photoKey: null },
    values: {
      firstName: maybe(), firstNames: maybe(), lastName: any() || 'Bell', homeStreet: home, homeAddress: home, agentName: any() || 'Maria',
      agentTitle: maybe(), agentPhone: maybe(), agentAbout: maybe(), postalAddress: any() || '400 Pearl St',
    }, // prettier-ignore
  };
  const own = {
    subject: random(2) ? null : `${any()} {{firstName}}`,
    message: random(2) ? null : `${any()}\n{{lastName}}`,
  };
  const values = {
    claimUrl: url('c'),
    notMeUrl: url('n'),
    unsubscribeUrl: url('u'),
    worksUntil: new Date('2026-12-24'),
  };
  return { facts, mail: { kind: 'invitation', template, facts, values, own, messageKey: 'k'.repeat(32), now } };
}

const mouldOf = ({ kind, facts, own }: MailToWrite) =>
  MailMould.make({ kind, template, head: headOf(kind, facts, sender), ...(own && { own }) });

async function poured(mail: MailToWrite): Promise<Buffer> {
  const mould = await mouldOf(mail);
  const { facts, messageKey } = mail;
  const to = { name: facts.to.name, address: facts.to.email };
  return mould.pour({ to, values: { ...facts.values, ...mail.values }, messageKey, date: now }).bare;
}

/** With any of the values written in beforehand, as a campaign does with those of its office. */
async function pouredInTwo(mail: MailToWrite, seed: number): Promise<Buffer> {
  const random = seeded(seed);
  const all = Object.entries({ ...mail.facts.values, ...mail.values });
  const isFixed = all.map(([name]) => name !== 'unsubscribeUrl' && random(2) === 0);
  const fixed = Object.fromEntries(all.filter((_, index) => isFixed[index])) as MailValues;
  const values = Object.fromEntries(all.filter((_, index) => !isFixed[index])) as MailValues;
  const to = { name: mail.facts.to.name, address: mail.facts.to.email };
  const mould = (await mouldOf(mail)).withValues(fixed);
  return mould.pour({ to, values, messageKey: mail.messageKey, date: now }).bare;
}

/** What a mail program shows; how the parts are encoded and what stands between them is nobody's concern. */
const shown = ({ headers, headerLines, html, text }: ParsedMail) => ({
  headers: new Map([...headers].filter(([name]) => name !== 'content-type')),
  order: headerLines.map(({ key }) => key),
  html,
  text,
});

it('reads as the mail that is written for the same person alone, whatever stands in names, homes and messages', async () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const { mail } = awkwardPerson(seed);
    const alone = await writeMail(mail, sender, []);
    const ways = [poured(mail), pouredInTwo(mail, seed)].map(async (raw) => shown(await simpleParser(await raw)));
    const expected = shown(await simpleParser(alone.raw));
    expect({ seed, ways: await Promise.all(ways) }).toEqual({ seed, ways: [expected, expected] });
  }
});

it('is well-formed: ASCII unless the address is not, no bare line break, no line that begins with a dot or is above 76 in the parts or 998 in the header', async () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const { mail } = awkwardPerson(seed);
    const raw = await poured(mail);
    const [head = '', ...rest] = raw.toString('utf8').split('\r\n\r\n');
    expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(
      rest
        .join('\r\n\r\n')
        .split('\r\n')
        .filter((line) => line.length > 76 || line.startsWith('.')),
    ).toEqual([]);
    expect(head.split('\r\n').filter((line) => Buffer.byteLength(line) > 998 || line.trim() === '')).toEqual([]);
    expect(raw.every((byte) => byte < 128) || mail.facts.to.email === 'zoë@example.com').toBe(true);
  }
});

it('passes the verification of its signature by another implementation', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dns = `v=DKIM1; k=rsa; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
  const signer = { domain: 'porchlight.example', selector: 'hubs', privateKey };
  for (let seed = 0; seed < 40; seed += 1) {
    const raw = await signMail(await poured(awkwardPerson(seed).mail), { signer, now });
    const { results } = await dkimVerify(raw, { resolver: async () => [[dns]] });
    expect(results[0]?.status.result).toBe('pass');
  }
});

it('refuses a person without a value that the mail needs, and pours the next one all the same', async () => {
  const { mail } = awkwardPerson(7);
  const mould = await mouldOf({ ...mail, own: { subject: null, message: null } });
  const person = { to: { name: '', address: 'anna@example.com' }, messageKey: 'k', date: now };
  const { lastName: _, ...lacking } = { ...mail.facts.values, ...mail.values };
  expect(() => mould.pour({ ...person, values: lacking })).toThrow(MissingValues);
  expect(mould.pour({ ...person, values: { ...lacking, lastName: 'Bell' } }).bare.length).toBeGreaterThan(1_000);
});
