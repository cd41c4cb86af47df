import { lintCaptured } from './captured-mail.js';
import { platform, type Session, signIn, type TestPlatform, until } from './platform.js';

/** Where people join and their mails are caught: the lane's platform when not said. */
export type Place = Pick<TestPlatform, 'apiUrl' | 'mailUiUrl' | 'databaseUrl' | 'env'>;

interface CaughtMail {
  id: string;
  to: { address: string }[];
  envelope: { from: { address: string }; to: { address: string }[] };
  subject: string;
  text: string;
}

/** All mails to this address that the catcher has received, the latest first. */
export async function mailsTo(address: string, mailUiUrl = platform().mailUiUrl): Promise<CaughtMail[]> {
  // Asked for all mails, the catcher would answer with megabytes, and a busy lane asks twenty times a second.
  const answer = await fetch(`${mailUiUrl}/api/email?sort=desc&to.address=${encodeURIComponent(address)}`);
  return (await answer.json()) as CaughtMail[];
}

/**
 * A mail to this address that the catcher has received and that is `wanted`. Its very bytes are held to the rules that every
 * mail of ours has to keep, whatever the spec is about.
 */
export async function mailTo(
  address: string,
  wanted: (mail: CaughtMail) => boolean = () => true,
  at: Omit<Place, 'apiUrl'> = platform(),
): Promise<CaughtMail> {
  const caught = await until(`a mail to ${address}`, async () => (await mailsTo(address, at.mailUiUrl)).find(wanted));
  const { raw, envelope } = await sourceOf(caught, at.mailUiUrl);
  const broken = await lintCaptured(raw, envelope, at);
  if (broken.length > 0) throw new Error(`"${caught.subject}" breaks ${broken.join(' ')}`);
  return caught;
}

/** The very bytes of a caught mail, and what was said around them. */
export async function sourceOf({ id, envelope: { from, to } }: CaughtMail, mailUiUrl = platform().mailUiUrl) {
  const answer = await fetch(`${mailUiUrl}/api/email/${id}/source`);
  const raw = Buffer.from(await answer.arrayBuffer());
  return { raw, envelope: { from: from.address, to: to[0]?.address ?? '' } };
}

/** The token in the link of an invitation mail; of a second one when the first one's is named. */
export async function tokenMailedTo(address: string, otherThan?: string, at: Place = platform()): Promise<string> {
  return tokenIn(await mailTo(address, (mail) => tokenIn(mail) !== otherThan, at));
}

const tokenIn = ({ text }: CaughtMail): string => /\/join\?token=([\w-]+)/.exec(text)?.[1] ?? '';

export const newcomerPassword = 'a password of their own';

let count = 0;

/** Invites somebody new through `inviter` to `path`, and joins with the link in the mail. For specs that change the person. */
export async function joinAsNew(
  inviter: Session,
  { path = '/api/colleagues', more = {} }: { path?: string; more?: Record<string, unknown> } = {},
  at: Place = platform(),
): Promise<{ session: Session; email: string; id: string }> {
  const email = `newcomer-${process.pid}-${Date.now()}-${++count}@example.com`;
  const invited = await inviter(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, name: 'Newcomer', ...more }),
  });
  if (!invited.ok) throw new Error(`The invitation answered ${invited.status}: ${await invited.text()}`);
  await accept(await tokenMailedTo(email, undefined, at), at);
  const session = await signIn({ email, password: newcomerPassword, apiUrl: at.apiUrl });
  const me = (await (await session('/api/me')).json()) as { user: { id: string } };
  return { session, email, id: me.user.id };
}

export function accept(token: string, { apiUrl }: Pick<Place, 'apiUrl'> = platform()): Promise<Response> {
  return fetch(`${apiUrl}/api/invitations/${token}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Newcomer', password: newcomerPassword }),
  });
}
