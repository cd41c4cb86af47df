import { platform, type Session, signIn, until } from './platform.js';

interface CaughtMail {
  to: { address: string }[];
  subject: string;
  text: string;
}

/** The newest mail to this address, once the catcher has received so many of them. */
export function mailTo(address: string, mailed = 1): Promise<CaughtMail> {
  return until(`${mailed} mails to ${address}`, async () => {
    const answer = await fetch(`${platform().mailUiUrl}/api/email?sort=desc&limit=200`);
    const mails = (await answer.json()) as CaughtMail[];
    const received = mails.filter(({ to }) => to.some((receiver) => receiver.address === address));
    return received.length >= mailed && received[0];
  });
}

/** The token in the link of the newest invitation mail, once so many have come. */
export async function tokenMailedTo(address: string, mailed = 1): Promise<string> {
  const { text } = await mailTo(address, mailed);
  return /\/join\?token=([\w-]+)/.exec(text)?.[1] ?? '';
}

export const newcomerPassword = 'a password of their own';

let count = 0;

/** Invites somebody new through `inviter` to `path`, and joins with the link in the mail. For specs that change the person. */
export async function joinAsNew(
  inviter: Session,
  { path = '/api/colleagues', more = {} }: { path?: string; more?: Record<string, unknown> } = {},
): Promise<{ session: Session; email: string; id: string }> {
  const email = `newcomer-${process.pid}-${Date.now()}-${++count}@example.com`;
  const invited = await inviter(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, name: 'Newcomer', ...more }),
  });
  if (!invited.ok) throw new Error(`The invitation answered ${invited.status}: ${await invited.text()}`);
  await accept(await tokenMailedTo(email));
  const session = await signIn({ email, password: newcomerPassword });
  const me = (await (await session('/api/me')).json()) as { user: { id: string } };
  return { session, email, id: me.user.id };
}

export function accept(token: string): Promise<Response> {
  return fetch(`${platform().apiUrl}/api/invitations/${token}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Newcomer', password: newcomerPassword }),
  });
}
