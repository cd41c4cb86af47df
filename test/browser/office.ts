import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { joinAsNew, newcomerPassword, type Place } from '../platform/newcomer.js';
import { as, platform, type Session } from '../platform/platform.js';
import { openPage, type PageOptions } from './browser.js';

/** An account that no other spec knows, with one agent in it and contacts whom nobody else invites. */
export interface Office {
  session: Session;
  email: string;
  /** Unlike anything in other contacts. */
  mark: string;
  ask: <Answer>(method: string, path: string, body?: object) => Promise<Answer>;
  open: (browser: Browser, look?: Pick<PageOptions, 'size' | 'dark'>) => Promise<Page>;
}

const asLetters = (text: string) => text.replaceAll(/[^a-z]/g, (sign) => 'ghijklmnop'[Number(sign)] ?? 'q');

const json = (method: string, body?: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body && { body: JSON.stringify(body) }),
});

async function answerOf<Answer>(answering: Promise<Response>): Promise<Answer> {
  const answer = await answering;
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** @param postalAddress what the law wants at the foot of every invitation; null leaves it to be mended */
export async function newOffice(
  postalAddress: string | null = '400 Pearl St, Boulder, CO 80302',
  at: Place = platform(),
): Promise<Office> {
  const mark = asLetters(randomUUID().slice(0, 12));
  const { apiUrl } = at;
  const admin = await as('admin', apiUrl);
  const account = await answerOf<{ id: string }>(admin('/api/accounts', json('POST', { name: `Office ${mark}` })));
  const more = { role: 'agent', accountId: account.id };
  const { session, email } = await joinAsNew(admin, { path: '/api/users', more }, at);
  const ask = <Answer>(method: string, path: string, body?: object) =>
    answerOf<Answer>(session(`/api${path}`, json(method, body)));
  if (postalAddress) await ask('PATCH', '/sender', { postalAddress });
  const open = async (browser: Browser, look = {}) => {
    const page = await openPage(browser, { apiUrl, ...look });
    const answer = await page.context().request.post('/api/auth/sign-in/email', {
      headers: { origin: apiUrl },
      data: { email, password: newcomerPassword },
    });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}`);
    return page;
  };
  return { session, email, mark, ask, open };
}

const home = { street: '12 Elm St', city: 'Boulder', state: 'CO', zip: '80302' };

/** The address of an office's contact of that first name. */
export const addressOf = ({ mark }: Office, firstName: string): string =>
  `${firstName.toLowerCase()}.${mark}@example.com`;

/** Contacts who can be invited, but for what is named otherwise; their ids in order. */
export async function addContacts(office: Office, people: Record<string, unknown>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, person] of people.entries()) {
    const firstName = typeof person.firstName === 'string' ? person.firstName : `Person${index}`;
    const contact = { lastName: 'Bell', email: addressOf(office, firstName), ...home, street: `${index + 1} Elm St`, ...person, firstName }; // prettier-ignore
    ids.push((await office.ask<{ id: string }>('POST', '/contacts', contact)).id);
  }
  return ids;
}

export const always = { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 };

/** A campaign about chosen contacts, at its review; any hour of any day is right for its mails. */
export async function newCampaign(office: Office, contactIds: string[], settings: object = {}): Promise<string> {
  const audience = { kind: 'contacts', contactIds };
  const given = { name: `Campaign ${office.mark}`, audience, settings: { window: always, ...settings } };
  return (await office.ask<{ id: string }>('POST', '/campaigns', given)).id;
}
