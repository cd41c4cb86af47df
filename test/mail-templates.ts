import { randomUUID } from 'node:crypto';
import { as, type Session } from './platform/platform.js';
import { joinAsNew } from './platform/newcomer.js';

export interface Source {
  subject: string;
  mjml: string;
  text: string;
  fallbacks: Record<string, string>;
}
export interface TemplatePage {
  isOwn: boolean;
  version: number;
  current: Source & { version: number };
  versions: { version: number; createdBy: string | null; isCurrent: boolean }[];
  variables: { name: string; isRequired: boolean }[];
}
export interface Issue {
  part: string;
  line?: number;
  sentence: string;
}
export interface Preview {
  subject: string;
  html: string;
  text: string;
  from: string;
  to: string;
  replyTo: string | null;
  missing: { variable: string; sentence: string }[];
  issues: Issue[];
  checks: { rule: string; level: string }[];
}

export const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export async function ask<T>(session: Session, path: string, init?: RequestInit): Promise<{ status: number; body: T }> {
  const answer = await session(`/api/${path}`, init);
  return { status: answer.status, body: (await answer.json()) as T };
}

export const sourceOf = ({ current: { subject, mjml, text, fallbacks } }: TemplatePage): Source => ({
  subject,
  mjml,
  text,
  fallbacks,
});

let admin: Session;

/** Two agents of an account of their own, so that no other spec sees their templates. */
export async function newOffice(): Promise<{ agent: Session; colleague: Session; email: string }> {
  admin ??= await as('admin');
  const slug = `mails-${randomUUID().slice(0, 13)}`;
  const account = await ask<{ id: string }>(admin, 'accounts', json({ name: 'Elm Realty', slug }));
  const more = { role: 'agent', accountId: account.body.id };
  const agent = await joinAsNew(admin, { path: '/api/users', more });
  const colleague = await joinAsNew(admin, { path: '/api/users', more });
  const sender = { brokerage: 'Elm Realty LLC', postalAddress: '12 Elm St, Boulder, CO 80302' };
  await ask(agent.session, 'sender', json(sender, 'PATCH'));
  return { agent: agent.session, colleague: colleague.session, email: agent.email };
}

export const page = async (session: Session, kind = 'invitation') =>
  (await ask<TemplatePage>(session, `mail-templates/${kind}`)).body;
export const preview = async (session: Session, body: object, kind = 'invitation') =>
  (await ask<Preview>(session, `mail-templates/${kind}/preview`, json(body))).body;
