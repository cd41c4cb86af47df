import { type Answer, ask } from './ask.js';
import type { OpenCrm, Secret } from './connector.js';
import { AccessDenied, AuthLost, BadAnswer, CursorExpired, LimitedUntil, Unreachable } from './errors.js';
import { addressOf, type Base, baseOf, followed } from './hosts.js';
import { refreshed } from './oauth.js';
import { type Refused, refusalOf, usedUp } from './refusals.js';
import type { Limit, Query } from './vocabulary.js';

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Below the base, or a link from an answer. */
  path: string;
  isLink?: true;
  query?: Query;
  body?: object;
  /** A 404 is an answer, not a fault. */
  mayLack?: true;
}

export interface Caller {
  call(call: Call): Promise<Answer>;
}

/** Waits up to here are slept; longer ones are the workflow's affair. */
const longestSleepMs = 2_000;
/** Where a vendor refuses without saying for how long. */
const usualWaitMs = 10_000;
const renewEarlyMs = 60_000;

/** Calls one account: within its limits, signed, with a sign-in that is renewed in time, and with every refusal as an error of its class. */
export function createCaller(open: OpenCrm): Caller {
  const { connector, limiter, secrets, now, scope, origin, timeoutMs = 30_000 } = open;
  const { label } = connector;

  const limitsOf = (path: string) => connector.limits.filter(({ only }) => !only || only.test(path));
  const nameOf = (limit: Limit) =>
    `${connector.id}:${limit.scope === 'connection' ? scope : 'installation'}:${limit.name}`;

  async function takeTurn(path: string): Promise<void> {
    let slept = 0;
    for (const limit of limitsOf(path)) {
      for (;;) {
        const { waitMs } = await limiter.take(nameOf(limit), limit, 1);
        if (waitMs <= 0) break;
        if (slept + waitMs > longestSleepMs)
          throw new LimitedUntil(new Date(+now() + waitMs), `${label} takes no more calls for a while.`);
        slept += waitMs;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  async function block(path: string, until: Date, refused: Refused['is'] | null): Promise<void> {
    const limits = limitsOf(path);
    const narrow = limits.filter(({ only }) => only);
    for (const limit of refused === 'quota' || narrow.length === 0 ? limits : narrow)
      await limiter.block(nameOf(limit), until);
  }

  async function usable(stale?: Secret): Promise<Secret> {
    const secret = stale ?? (await secrets.read());
    if (secret.kind === 'key') return secret;
    const endsSoon = secret.expiresAt && Date.parse(secret.expiresAt) - renewEarlyMs < +now();
    if (!stale && !endsSoon) return secret;
    const { app } = open;
    if (!app) throw new AuthLost(`This installation is no longer registered with ${label}.`);
    return secrets.renew(secret, (current) =>
      current.kind === 'oauth' ? refreshed({ connector, app, now, origin }, current) : Promise.resolve(current),
    );
  }

  function signed(secret: Secret): Record<string, string> {
    const own = { ...connector.headers, ...(open.app && connector.appHeaders?.(open.app)) };
    if (secret.kind === 'oauth') return { ...own, authorization: `Bearer ${secret.access}` };
    const auth = connector.auth.find((way) => way.kind === 'key');
    return { ...own, ...auth?.sign(secret.fields) };
  }

  async function send(call: Call, secret: Secret): Promise<Answer> {
    const url = urlOf(baseOf(connector, secret, origin), call);
    await takeTurn(url.pathname);
    return ask({
      label,
      method: call.method ?? 'GET',
      url,
      headers: { ...(call.body && { 'content-type': 'application/json' }), ...signed(secret) },
      body: call.body && JSON.stringify(call.body),
      timeoutMs,
    });
  }

  async function refuse(call: Call, refused: Refused): Promise<never> {
    const until = refused.until ?? new Date(+now() + usualWaitMs);
    switch (refused.is) {
      case 'throttle':
      case 'quota': {
        await block(call.path, until, refused.is);
        const what = refused.is === 'quota' ? 'has used up what it allows in a day' : 'asks us to slow down';
        throw new LimitedUntil(until, `${label} ${what}.`);
      }
      case 'authExpired':
      case 'authLost':
        throw new AuthLost(`${label} no longer takes our key. Connect again.`);
      case 'locked':
        throw new AuthLost(`The account at ${label} is closed or has expired. Open it there, then connect again.`);
      case 'forbidden':
        throw new AccessDenied(`This key may not read people at ${label}. Ask for more rights there, then try again.`);
      case 'cursorExpired':
        throw new CursorExpired(`${label} has forgotten where we stood; everybody is read again.`);
      case 'transient':
        throw new Unreachable(`${label} is out of order just now.`);
      case 'notFound':
        throw new BadAnswer(`${label} does not know the address we asked. Its API may have changed.`);
      case 'invalid':
        throw new BadAnswer(`${label} did not take our question. Its API may have changed.`);
    }
  }

  return {
    async call(call) {
      let secret = await usable();
      let answer = await send(call, secret);
      let refused = refusalOf(answer, connector, now());
      if (secret.kind === 'oauth' && (refused?.is === 'authExpired' || refused?.is === 'authLost')) {
        secret = await usable(secret);
        answer = await send(call, secret);
        refused = refusalOf(answer, connector, now());
      }
      const full = usedUp(answer, connector, now());
      if (full) await block(call.path, full, null);
      if (refused?.is === 'notFound' && call.mayLack) return answer;
      if (refused) return refuse(call, refused);
      if (answer.json === undefined && !answer.isEmpty) {
        const what = answer.isPage ? 'a web page instead of data' : 'something that is no data, or only half of it';
        throw new BadAnswer(`${label} sent ${what}.`);
      }
      return answer;
    },
  };
}

function urlOf(base: Base, { path, isLink, query }: Call): URL {
  return isLink ? followed(base, path) : addressOf(base, path, query);
}
