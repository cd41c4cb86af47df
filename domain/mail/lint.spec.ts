import { compileMjml } from '../../integrations/mail/mjml.js';
import { defaultTemplates } from './defaults/list.js';
import type { TemplateParts } from './fill.js';
import { kindSpec, type TemplateKind } from './kinds.js';
import { checksFor, type LintContext, lintMail, maySend, ruleIds, type RuleId } from './lint.js';
import { bytesOf, type Fields, goodContext, type MailParts, unsubscribe } from './lint/mail.fixture.js';

const compiled = new Map<TemplateKind, TemplateParts>();
beforeAll(async () => {
  for (const template of defaultTemplates)
    compiled.set(template.kind, { ...template, html: await compileMjml(template.mjml) });
});

interface Case {
  kind?: TemplateKind;
  fields?: Fields;
  body?: MailParts['body'];
  to?: string;
  from?: string;
  context?: Partial<LintContext>;
  sender?: Partial<LintContext['sender']>;
  sending?: Partial<LintContext['sending']>;
}

function lint({
  kind = 'invitation',
  fields,
  body,
  to = 'anna@example.net',
  from,
  context,
  sender,
  sending,
}: Case = {}) {
  const isCommercial = kindSpec(kind).stream === 'commercial';
  const raw = bytesOf({
    kind,
    template: compiled.get(kind)!,
    isCommercial,
    ...(fields && { fields }),
    ...(body && { body }),
  });
  const envelope = { from: from ?? 'hubs@mail.porchlight.example', to };
  const whole: LintContext = {
    ...goodContext,
    ...context,
    kind,
    sender: { ...goodContext.sender, ...sender },
    sending: { ...goodContext.sending, ...sending },
  };
  return { raw, envelope, context: whole };
}

const levelOf = (mail: Case, rule: RuleId) => lintMail(lint(mail)).find((check) => check.rule === rule)?.level;

const named = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

it('knows every rule of law, unsubscribing, providers and transport', () => {
  expect(ruleIds).toEqual([...named('L', 9), ...named('U', 6), ...named('G', 9), ...named('R', 8)]);
});

it.each(defaultTemplates.map(({ kind }) => kind))('passes every rule with our template %s', (kind) => {
  expect(checksFor(lint({ kind }))).toEqual([]);
});

const foreign = 'https://elsewhere.example/u/aaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const replaced = (what: string | RegExp, by: string): MailParts['body'] => {
  return ({ html, text }) => ({ html: html.replaceAll(what, by), text: text.replaceAll(what, by) });
};
const header = (name: string, value: string | null): Case => ({ fields: { [name]: value } });

/** Each rule, broken alone as far as it goes. */
const broken: [RuleId, string, Case][] = [
  ['L1', 'another address in From', header('From', 'Maria Alvarez <someone@mail.porchlight.example>')],
  ['L1', 'a From that names neither agent nor brokerage', header('From', 'Your Bank <hubs@mail.porchlight.example>')],
  ['L1', 'answers to somebody else', header('Reply-To', 'Eve <eve@example.org>')],
  ['L1', 'an envelope of another domain', { from: 'bounce@elsewhere.example' }],
  ['L2', 'a false answer', header('Subject', 'Re: your home')],
  ['L2', 'an encoded false answer', header('Subject', '=?UTF-8?Q?Fwd=3A_your_home?=')],
  ['L2', 'false urgency', header('Subject', 'Act now: your home page expires today')],
  ['L2', 'a last reminder that is not the last', header('Subject', 'Last reminder about your home')],
  ['L3', 'no word that it is commercial', { body: replaced('commercial', 'friendly') }],
  ['L4', 'no postal address of the sender', { sender: { postalAddress: null } }],
  ['L4', 'half a postal address', { sender: { postalAddress: 'Boulder' } }],
  ['L4', 'a postal address that is not in the mail', { sender: { postalAddress: '9 Oak Ave, Denver, CO 80203' } }],
  ['L5', 'no link to unsubscribe', { body: replaced(unsubscribe, foreign) }],
  ['L5', 'a link that does not say so', { body: replaced(/>Unsubscribe</g, '>Click<') }],
  ['L6', 'a link that soon stops working', { context: { optOut: { worksDays: 10, scopes: ['account', 'platform'] } } }],
  ['L7', 'somebody else’s page', header('List-Unsubscribe', `<${foreign}>`)],
  [
    'L8',
    'the address of the person in a link',
    { body: replaced('https://hillside.example', 'https://x.example/?e=anna%40example.net') },
  ],
  ['L9', 'one scope only', { context: { optOut: { worksDays: 365, scopes: ['account'] } } }],
  ['U1', 'two addresses', header('List-Unsubscribe', `<${unsubscribe}>, <${foreign}>`)],
  ['U1', 'no TLS', header('List-Unsubscribe', `<${unsubscribe.replace('https', 'http')}>`)],
  ['U2', 'other words', header('List-Unsubscribe-Post', 'List-Unsubscribe=one-click')],
  [
    'U3',
    'a signature that leaves one out',
    header('DKIM-Signature', 'v=1; d=porchlight.example; h=from:list-unsubscribe; b=y'),
  ],
  ['U3', 'a signature that does not fit', { sending: { isSignatureValid: false } }],
  ['U3', 'no signature', header('DKIM-Signature', null)],
  ['U4', 'a number anybody can count on from', header('List-Unsubscribe', '<https://porchlight.example/i/u/1207>')],
  ['U5', 'another page', header('List-Unsubscribe', '<https://porchlight.example/login>')],
  ['U6', 'an address that does it at once', header('List-Unsubscribe', `<${unsubscribe}?now=1>`)],
  [
    'G1',
    'another domain’s signature',
    header('DKIM-Signature', 'v=1; d=elsewhere.example; h=list-unsubscribe:list-unsubscribe-post; b=y'),
  ],
  ['G1', 'no SPF', { sending: { domain: { spf: false, dmarc: 'none', dkimKeyBits: 2048, reverse: true } } }],
  ['G1', 'no DMARC', { sending: { domain: { spf: true, dmarc: false, dkimKeyBits: 2048, reverse: true } } }],
  [
    'G1',
    'a key that is not in DNS',
    { sending: { domain: { spf: true, dmarc: 'none', dkimKeyBits: 0, reverse: true } } },
  ],
  ['G2', 'a weak key', { sending: { dkim: { domain: 'porchlight.example', selector: 'a', bits: 768 } } }],
  ['G3', 'no reverse DNS', { sending: { domain: { spf: true, dmarc: 'none', dkimKeyBits: 2048, reverse: false } } }],
  ['G4', 'no one-click header', header('List-Unsubscribe-Post', null)],
  ['G5', 'one complaint in five hundred', { context: { complaints: { sent: 5000, complained: 10 } } }],
  ['G6', 'no date', header('Date', null)],
  ['G6', 'two senders', header('From', 'Maria Alvarez <hubs@mail.porchlight.example>, b@example.org')],
  ['G6', 'no text', { body: ({ html }) => ({ html, text: ' ' }) }],
  ['G7', 'one address for both streams', { sending: { noticeFrom: 'hubs@mail.porchlight.example' } }],
  ['G7', 'no list', header('List-Id', null)],
  ['G8', 'nothing to count complaints by', header('Feedback-ID', 'a:b:c:d:e')],
  ['G9', 'an unsigned mail to Gmail', { to: 'anna@gmail.com', fields: { 'DKIM-Signature': null } }],
  ['R1', 'a local part of 65 letters', { to: `${'a'.repeat(65)}@example.net` }],
  ['R2', 'a line of a thousand letters', header('Feedback-ID', `a:${'b'.repeat(1000)}:porchlight`)],
  ['R3', 'a Message-ID of another domain', header('Message-ID', '<1@elsewhere.example>')],
  ['R3', 'a date that is none', header('Date', 'soon')],
  ['R4', 'a short wait', { sending: { answerTimeoutMs: 60_000 } }],
  ['R5', 'a header from a name', header('To', 'Anna\r\nBcc: all@example.org')],
  ['R5', 'half a line break', header('To', 'Anna\rBell <anna@example.net>')],
  ['R6', 'an address in letters that few servers take', { to: 'ännä@example.net' }],
  ['R7', 'nobody to report to', { from: '' }],
];

it.each(broken)('%s blocks %s', (rule, _, mail) => {
  expect(levelOf({}, rule)).toBe('pass');
  const checks = lintMail(lint(mail));
  const check = checks.find((each) => each.rule === rule)!;
  expect(check.level).toBe('block');
  expect(check.sentence).toMatch(/\.$/);
  expect(check.fix).toMatch(/\.$/);
  expect(maySend(checks)).toBe(false);
});

it('breaks every rule but the one that only warns', () => {
  const tried = new Set(broken.map(([rule]) => rule));
  expect(ruleIds.filter((rule) => !tried.has(rule))).toEqual(['R8']);
});

it.each<[RuleId, string, Case]>([
  ['L2', 'capitals', header('Subject', 'A PAGE FOR YOUR HOME')],
  [
    'L8',
    'a picture from elsewhere',
    { body: ({ html, text }) => ({ html: `${html}<img src="https://pixel.example/1.gif">`, text }) },
  ],
  ['G2', 'a key of 1024 bits', { sending: { dkim: { domain: 'porchlight.example', selector: 'a', bits: 1024 } } }],
  ['G3', 'no TLS', { sending: { requiresTls: false } }],
  ['G5', 'the first complaints of a small sender', { context: { complaints: { sent: 100, complained: 1 } } }],
  ['R6', 'more than Gmail shows', { body: ({ html, text }) => ({ html: html + 'x'.repeat(110_000), text }) }],
  ['R7', 'no reports of failure', { sending: { asksForReports: false } }],
  ['R8', 'a notice that machines would answer', { kind: 'claimed', fields: { 'Auto-Submitted': null } }],
])('%s warns of %s and lets it go', (rule, _, mail) => {
  expect(levelOf(mail, rule)).toBe('warn');
});

it('says what it could not check, and never passes it in silence', () => {
  const local: Case = {
    context: { local: true, complaints: null },
    sending: { domain: null, dkim: null, requiresTls: false, answerTimeoutMs: null },
    fields: { 'DKIM-Signature': null },
  };
  const checks = checksFor(lint(local));
  expect(checks.map(({ rule, level }) => [rule, level])).toEqual(
    ['U3', 'G1', 'G2', 'G3', 'G5', 'R4'].map((rule) => [rule, 'note']),
  );
  for (const { sentence } of checks) expect(sentence).toMatch(/ot (?:checked|signed)/);
});

it('lets a date stand in a subject only when it is the true end of the link', () => {
  const until = 'Tuesday, December 22, 2026';
  expect(levelOf(header('Subject', `The link is expiring on ${until}`), 'L2')).toBe('pass');
  expect(levelOf(header('Subject', 'The link is expiring on Friday'), 'L2')).toBe('block');
});

it('holds a notice to form and truth, not to the rules of advertising', () => {
  const code = lint({ kind: 'claim_code', sender: { postalAddress: null } });
  expect(checksFor(code)).toEqual([]);
  expect(levelOf({ kind: 'claim_code', fields: { 'List-Unsubscribe': `<${unsubscribe}>` } }, 'G7')).toBe('block');
});

it('puts what blocks before what only warns', () => {
  const checks = checksFor(lint({ sending: { requiresTls: false }, sender: { postalAddress: null } }));
  expect(checks.map(({ rule }) => rule)).toEqual(['L4', 'G3']);
});
