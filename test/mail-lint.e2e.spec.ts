import { homeownerOf, inviteByMail } from './homeowners.js';
import { lintCaptured } from './platform/captured-mail.js';
import { sourceOf } from './platform/newcomer.js';
import { as } from './platform/platform.js';

let raw: Buffer;
let envelope: { from: string; to: string };

beforeAll(async () => {
  const agent = await as('agent');
  const { mail } = await inviteByMail(agent, await homeownerOf(agent));
  ({ raw, envelope } = await sourceOf(mail));
});

/** The rules that the invitation breaks once it is changed so. */
const brokenBy = async (change: (text: string) => string) => {
  const broken = await lintCaptured(Buffer.from(change(raw.toString('latin1')), 'latin1'), envelope);
  return broken.map((sentence) => sentence.split(':')[0]);
};

it('finds nothing against an invitation as it arrived', async () => {
  expect(await lintCaptured(raw, envelope)).toEqual([]);
});

it('names the rules of the one press when its header is taken out', async () => {
  expect(await brokenBy((text) => text.replace(/List-Unsubscribe-Post:[^\r]*\r\n/, ''))).toEqual(
    expect.arrayContaining(['U2', 'DKIM']),
  );
});

it('names the signature when a word of the mail was changed on the way', async () => {
  expect(await brokenBy((text) => text.replace(/^Subject: /m, 'Subject: Urgent '))).toContain('DKIM');
});
