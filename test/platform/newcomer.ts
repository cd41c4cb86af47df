import { platform, type Session, signIn, until } from './platform.js';

interface CaughtMail {
  to: { address: string }[];
  subject: string;
  text: string;
}

/** A mail to this address that the catcher has received and that is `wanted`. */
export function mailTo(address: string, wanted: (mail: CaughtMail) => boolean = () => true): Promise<CaughtMail> {
  return until(`a mail to ${address}`, async () => {
    const answer = await fetch(`${platform().mailUiUrl}/api/email?sort=desc&limit=200`);
    const mails = (await answer.json()) as CaughtMail[];
    return mails.find((mail) => mail.to.some((receiver) => receiver.address === address) && wanted(mail));
  });
}

/** The token in the link of an invitation mail; of a second one when the first one's is named. */
export async function tokenMailedTo(address: string, otherThan?: string): Promise<string> {
  return tokenIn(await mailTo(address, (mail) => tokenIn(mail) !== otherThan));
}

const tokenIn = ({ text }: CaughtMail): string => /\/join\?token=([\w-]+)/.exec(text)?.[1] ?? '';

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
