import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AppRegistration, HookDelivery, HookEvent } from './connector.js';
import type { Connector, Hooks, Verify } from './define.js';
import { HookRefused } from './errors.js';

/** A signed delivery is fresh for so long; one that only its events date, for a day, since vendors try again for hours. */
const freshMs = 5 * 60_000;
const dayMs = 24 * 3_600_000;

export interface HookKeys {
  connector: Connector;
  app?: AppRegistration | null;
  hookSecret?: string | null;
  now: () => Date;
}

/**
 * The events of a delivery that is what it says it is: signature over the bytes as they came, compared in constant time, and
 * fresh. Events are hints; ids tell a delivery that comes twice.
 * @throws HookRefused
 */
export function verifiedEvents({ connector, app, hookSecret, now }: HookKeys, delivery: HookDelivery): HookEvent[] {
  const { hooks, label } = connector;
  if (!hooks) throw new HookRefused(`${label} sends no webhooks.`);
  const secret = hooks.verify.recipe === 'hmac' && hooks.verify.key === 'app' ? app?.secret : hookSecret;
  if (!secret) throw new HookRefused(`There is no key to check webhooks of ${label} with.`);
  verify(hooks.verify, { delivery, secret, now: now() });
  const body = digest(delivery.rawBody).toString('hex').slice(0, 32);
  return readEvents(hooks, delivery.rawBody)
    .filter(({ at }) => !isStale(at, now()))
    .map(({ id, recordId }, index) => ({ id: `${id ?? `${body}.${index}`}:${recordId}`, recordId }));
}

function readEvents(hooks: Hooks, rawBody: Buffer) {
  const text = rawBody.toString('utf8');
  try {
    return hooks.read(hooks.format === 'json' ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text)));
  } catch {
    throw new HookRefused('The delivery is signed but cannot be read.');
  }
}

function isStale(at: string | number | undefined, now: Date): boolean {
  if (at === undefined) return false;
  const time = new Date(at);
  return Number.isNaN(+time) || Math.abs(+now - +time) > dayMs;
}

function verify(rule: Verify, { delivery, secret, now }: { delivery: HookDelivery; secret: string; now: Date }): void {
  if (rule.recipe === 'pathSecret') {
    const said = new URL(delivery.url).pathname.split('/').at(-1) ?? '';
    if (!isEqual(said, secret)) throw new HookRefused('The address of the delivery is not the one we gave.');
    return;
  }
  const header = one(delivery.headers[rule.header]);
  const { signature, time } = rule.over === 'timeDotRaw' ? splitHeader(header) : { signature: header, time: one(rule.time ? delivery.headers[rule.time] : '') }; // prettier-ignore
  const hmac = createHmac('sha256', secret);
  for (const part of signedParts(rule, delivery, time)) hmac.update(part);
  if (!isEqual(signature, hmac.digest(rule.encoding))) throw new HookRefused('The signature of the delivery is wrong.');
  if (rule.time || rule.over === 'timeDotRaw') {
    const ms = rule.over === 'timeDotRaw' ? Number(time) * 1000 : Number(time);
    if (!(Math.abs(+now - ms) <= freshMs)) throw new HookRefused('The delivery is too old.');
  }
}

function signedParts(
  rule: Extract<Verify, { recipe: 'hmac' }>,
  { method, url, rawBody }: HookDelivery,
  time: string,
): (string | Buffer)[] {
  switch (rule.over) {
    case 'raw':
      return [rawBody];
    case 'base64OfRaw':
      return [rawBody.toString('base64')];
    case 'methodUrlRawTime':
      return [method, url, rawBody, time];
    case 'timeDotRaw':
      return [time, '.', rawBody];
  }
}

/** `t=1700000000,v1=abcdef…` */
function splitHeader(header: string): { signature: string; time: string } {
  const parts = new Map(header.split(',').map((part) => part.trim().split('=', 2) as [string, string]));
  return { signature: parts.get('v1') ?? '', time: parts.get('t') ?? '' };
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

/** In constant time, whatever their lengths. */
function isEqual(said: string, right: string): boolean {
  return timingSafeEqual(digest(said), digest(right));
}

const digest = (text: string | Buffer) => createHash('sha256').update(text).digest();
