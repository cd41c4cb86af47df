import type { Answer } from './ask.js';
import type { Connector } from './define.js';
import { at } from './json-path.js';
import type { Refusal, RefusalKind, Wait } from './vocabulary.js';

export interface Refused {
  is: RefusalKind;
  /** Null: the vendor does not say. */
  until: Date | null;
}

/** What an answer means when it is not what was asked for; null when it is. The connector's own rules come first. */
export function refusalOf(answer: Answer, connector: Connector, now: Date): Refused | null {
  const rule = connector.refusals.find((refusal) => fits(refusal, answer));
  const is = rule?.is ?? byStatus(answer.status);
  if (!is) return null;
  const wait = rule?.wait ?? { header: 'retry-after' };
  return { is, until: is === 'throttle' || is === 'quota' ? endOf(wait, answer, now) : null };
}

function fits({ status, body, bare }: Refusal, answer: Answer): boolean {
  if (status !== undefined && ![status].flat().includes(answer.status)) return false;
  if (bare && answer.json !== undefined) return false;
  if (!body) return true;
  const [path, is] = body;
  const found = at(answer.json, path);
  return is instanceof RegExp ? typeof found === 'string' && is.test(found) : found === is;
}

function byStatus(status: number): RefusalKind | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401) return 'authLost';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'throttle';
  return status === 408 || status >= 500 ? 'transient' : 'invalid';
}

function endOf(wait: Wait, { headers }: Answer, now: Date): Date | null {
  if ('seconds' in wait) return new Date(+now + wait.seconds * 1000);
  if ('until' in wait) return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  const told = headers.get(wait.header) ?? '';
  if (/^\d+(\.\d+)?$/.test(told)) return new Date(+now + Math.max(1, Number(told)) * 1000);
  const date = Date.parse(told);
  return Number.isNaN(date) ? null : new Date(Math.max(date, +now + 1000));
}

/** When a window ends that the answer says is used up; null while there is something left. */
export function usedUp(answer: Answer, connector: Connector, now: Date): Date | null {
  const ends = (connector.told ?? [])
    .filter(({ remaining }) => answer.headers.get(remaining) === '0')
    .map(({ reset }) => {
      if ('ms' in reset) return +now + reset.ms;
      const told = Number(answer.headers.get(reset.header) ?? '1');
      return +now + (Number.isFinite(told) ? told : 1) * (reset.unit === 's' ? 1000 : 1);
    });
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}
