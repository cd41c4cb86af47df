import { randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import { mailTo } from './platform/newcomer.js';
import { platform, type Session, until } from './platform/platform.js';

/** What a phone's browser says of itself when a person opens a page. */
export const personHeaders = {
  'user-agent':
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
  'accept-language': 'en-US,en;q=0.9',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
};

export interface Seen {
  status: number;
  path: string;
  text: string;
  headers: Headers;
}

/** An address of the internet that nobody else in these specs comes from. */
export const somewhere = () => `198.18.${randomInt(1, 255)}.${randomInt(1, 255)}`;

/** A browser without scripts: keeps cookies, follows redirects, sends the forms that stand on the page. */
export class Browser {
  readonly cookies = new Map<string, string>();
  page: Seen = { status: 0, path: '', text: '', headers: new Headers() };

  constructor(
    private readonly headers: Record<string, string> = personHeaders,
    private readonly place = somewhere(),
  ) {}

  /** The page after all redirects. */
  async open(path: string, init: RequestInit = {}): Promise<Seen> {
    let answer = await this.once(path, init);
    for (let hops = 0; answer.headers.get('location') && hops < 6; hops++)
      answer = await this.once(answer.headers.get('location')!);
    return (this.page = answer);
  }

  /** One request, not following. */
  async once(path: string, init: RequestInit = {}): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...this.headers, 'x-forwarded-for': this.place, ...(cookie && { cookie }), ...init.headers };
    const answer = await fetch(new URL(path, platform().apiUrl), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return { status: answer.status, path, text: await answer.text(), headers: answer.headers };
  }

  /** Sends the form of the page that leads to `action`, with what stands in it and what is typed. */
  press(action: string, typed: Record<string, string> = {}): Promise<Seen> {
    return this.open(action, this.formOf(action, typed));
  }

  formOf(action: string, typed: Record<string, string> = {}): RequestInit {
    const form = this.page.text
      .split('<form')
      .slice(1)
      .map((part) => part.split('</form>')[0]!)
      .find((part) => part.includes(`action="${action}"`));
    if (!form) throw new Error(`No form to ${action} on ${this.page.path}: ${textOf(this.page.text).slice(0, 300)}`);
    const body = new URLSearchParams();
    for (const [, attributes = ''] of form.matchAll(/<input([^>]*)>/g)) {
      const name = /name="([^"]*)"/.exec(attributes)?.[1];
      const isChoice = /type="(?:checkbox|radio)"/.test(attributes);
      if (name && (!isChoice || /\bchecked\b/.test(attributes)))
        body.set(name, unescape(/value="([^"]*)"/.exec(attributes)?.[1] ?? ''));
    }
    for (const [name, value] of Object.entries(typed)) {
      if (value === '') body.delete(name);
      else body.set(name, value);
    }
    return { method: 'POST', body };
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

const unescape = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** What a person reads on a page. */
export const textOf = (page: string): string =>
  unescape(page.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')).replace(/\s+/g, ' ');

let count = 0;

export interface Homeowner {
  email: string;
  firstName: string;
  lastName: string;
  contactId: string;
  hubId: string;
}

const json = { 'content-type': 'application/json' };

export async function post<Answer = { id: string }>(session: Session, path: string, body: object): Promise<Answer> {
  const answer = await session(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A contact with a home and a Hub, whom nobody has invited yet. */
export async function homeownerOf(agent: Session, more: object = {}): Promise<Homeowner> {
  const mark = `${process.pid}${Date.now()}${++count}`;
  const person = { firstName: 'Anna', lastName: 'Bell', email: `anna.${mark}@example.com` };
  const home = { street: `${mark} Elm St`, city: 'Boulder', state: 'CO', zip: '80305' };
  const contact = await post(agent, '/api/contacts', { ...person, ...home, phone: '+1 303 555 0142', ...more });
  const hub = await post(agent, '/api/hubs', { contactId: contact.id });
  return { ...person, contactId: contact.id, hubId: hub.id };
}

/** Invites by mail and waits for the mail. @returns the invitation's id, and the path of its link */
export async function inviteByMail(agent: Session, { hubId, email }: Homeowner) {
  const { id } = await post(agent, `/api/hubs/${hubId}/invitations`, {});
  const mail = await mailTo(email);
  return { id, mail, path: pathIn(mail.text, /\/i\/[\w-]{43}(?![\w-])/) };
}

/** The path of the link in a mail that looks like this. */
export function pathIn(text: string, form: RegExp): string {
  const found = form.exec(text)?.[0];
  if (!found) throw new Error(`No link ${form} in the mail: ${text.slice(0, 800)}`);
  return found;
}

/** The mail was handed over long ago: a press now is a person's. */
export async function letTimePass(pool: Pool, invitationId: string): Promise<void> {
  await until('the mail is accepted', async () => {
    const { rowCount } = await pool.query(
      `update send_attempts set started_at = started_at - interval '1 hour', handed_at = handed_at - interval '1 hour', ended_at = ended_at - interval '1 hour'
       where invitation_id = $1 and state = 'accepted'`,
      [invitationId],
    );
    return (rowCount ?? 0) > 0;
  });
}

const digitsIn = (text: string) => /\b\d{3} ?\d{3}\b/.exec(text)?.[0].replace(' ', '') ?? '';

/** The six digits of the latest mail that this address has got with some, other than an earlier one's. */
export async function codeMailedTo(email: string, otherThan = ''): Promise<string> {
  const isCode = (text: string) => /code/i.test(text) && digitsIn(text) !== '' && digitsIn(text) !== otherThan;
  const mail = await mailTo(email, ({ subject, text }) => /code/i.test(subject) && isCode(text));
  return digitsIn(mail.text);
}

/** Opens the link and presses the button, as a person whose mail came a while ago. */
export async function claim(path: string): Promise<Browser> {
  const browser = new Browser();
  await browser.open(path);
  await browser.press('/i/claim');
  return browser;
}

/** Invited by mail, a while ago. */
export async function invitedBy(agent: Session, pool: Pool) {
  const homeowner = await homeownerOf(agent);
  const invitation = await inviteByMail(agent, homeowner);
  await letTimePass(pool, invitation.id);
  return { ...homeowner, ...invitation };
}

/** The link of an invitation, in the text of a mail. */
export const claimLink = /\/i\/[\w-]{43}(?![\w-])/;
