import { randomUUID } from 'node:crypto';
import type { Import } from '../apps/api/imports/imports.schemas.js';
import type { ImportState } from '../domain/imports/states.js';
import { type Session, until } from './platform/platform.js';

export interface Answer<T> {
  status: number;
  body: T;
}
export interface Refusal {
  code: string;
  detail: string;
  state?: string;
}

/** Asks a route of the API, with a JSON body or a form. */
export async function ask<T = Import>(
  session: Session,
  route: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const [method, path] = route.split(' ') as [string, string];
  const isForm = body instanceof FormData;
  const answer = await session(`/api${path}`, {
    method,
    headers: { ...headers, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}

export function formOf(content: string | Uint8Array<ArrayBuffer>, name = 'contacts.csv'): FormData {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  return form;
}

export const upload = <T = Import>(session: Session, content: string | Uint8Array<ArrayBuffer>, name?: string) =>
  ask<T>(session, 'POST /imports', formOf(content, name));

/** Waits until the import stands in the state, and answers it. */
export const reaches = (session: Session, importId: string, state: ImportState): Promise<Import> =>
  until(`import ${importId} is ${state}`, async () => {
    const { body } = await ask(session, `GET /imports/${importId}`);
    return body.state === state && body;
  });

/** A file scanned and waiting for review. */
export async function reviewed(session: Session, content: string): Promise<Import> {
  const { body: made } = await upload(session, content);
  await ask(session, `POST /imports/${made.id}/scan`);
  return reaches(session, made.id, 'awaiting_review');
}

/** A file imported to its end. */
export async function imported(session: Session, content: string): Promise<Import> {
  const { id } = await reviewed(session, content);
  await ask(session, `POST /imports/${id}/confirm`);
  return reaches(session, id, 'completed');
}

/** An address that no other spec uses: spec files share a platform, and may share a process. */
export const fresh = (name: string) => `${name}.${randomUUID()}@example.com`;

export const sumOf = ({ counts }: Import): number => Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
