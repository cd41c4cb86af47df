import { randomBytes } from 'node:crypto';
import { createCaller, type Caller } from './caller.js';
import type { Choices, Crm, HookSubscription, OpenCrm, Probe } from './connector.js';
import type { Choice, ChoiceName, Connector, Words } from './define.js';
import { AccessDenied, BadAnswer } from './errors.js';
import { verifiedEvents } from './hooks.js';
import { at, textAt } from './json-path.js';
import { revoked } from './oauth.js';
import { pullPage } from './pull.js';
import { readRecord } from './records.js';

const choiceNames = ['tags', 'stages', 'lists', 'owners'] as const satisfies readonly ChoiceName[];

/** Opens an account at a CRM. Nothing is sent yet. */
export function openCrm(open: OpenCrm): Crm {
  const { connector, now, app, secrets, hookSecret, origin } = open;
  const { people, hooks } = connector;
  const caller = createCaller(open);
  const words = once(() => wordsOf(connector, caller));
  return {
    probe: () => probe(connector, caller),
    pullPage: (pull) => pullPage({ connector, caller, now, words }, pull),
    async fetchOne(id, filter) {
      if (!/^[\w@:-][\w@:/.-]{0,199}$/.test(id) || id.includes('..')) return null;
      const { path, query, item = '' } = people.one;
      const answer = await caller.call({ path: path(id), query, mayLack: true });
      if (answer.status === 404) return 'gone';
      const list = people.each ? (id.split('.')[0] ?? null) : null;
      const vendorNow = answer.date ?? now();
      const found = readRecord(at(answer.json, item), { connector, words: await words(), filter, vendorNow, list });
      if ('gone' in found) return 'gone';
      return 'record' in found ? found.record : found.problem;
    },
    verifyHook: (delivery) => ({ events: verifiedEvents({ connector, app, hookSecret, now }, delivery) }),
    async subscribe(url) {
      if (!hooks?.subscribe) return null;
      const { path, bodies, id, secret } = hooks.subscribe;
      const found: HookSubscription = { ids: [], secret: null };
      const own = hooks.verify.recipe === 'pathSecret' ? randomBytes(24).toString('base64url') : null;
      for (const body of bodies(own ? `${url}/${own}` : url)) {
        const { json } = await caller.call({ method: 'POST', path, body });
        found.ids.push(textAt(json, id) ?? '');
        found.secret ??= own ?? (secret ? textAt(json, secret) : null);
      }
      return found;
    },
    async unsubscribe(ids) {
      for (const id of ids)
        if (hooks?.subscribe)
          await caller.call({ method: 'DELETE', path: hooks.subscribe.unsubscribe(id), mayLack: true });
    },
    async revoke() {
      const secret = await secrets.read();
      if (secret.kind === 'oauth' && app) await revoked({ connector, app, now, origin }, secret);
    },
    async choices() {
      const found: Choices = { tags: null, stages: null, lists: null, owners: null };
      for (const name of choiceNames) {
        const choice = connector.choices?.[name];
        if (choice) found[name] = [...new Set((await listed(choice, caller)).values())].toSorted();
      }
      return found;
    },
  };
}

/** Tries the key: whose it is, and what it sees. */
async function probe({ probe: asks, label }: Connector, caller: Caller): Promise<Probe> {
  const answer = await caller.call({ path: asks.path, query: asks.query });
  const named = (paths: readonly string[]) => paths.map((path) => textAt(answer.json, path)?.trim()).filter(Boolean).join(' '); // prettier-ignore
  const who = asks.who.map((paths) => named(typeof paths === 'string' ? [paths] : paths)).filter(Boolean);
  const { sees: count } = asks;
  const sees = count ? await counted(caller, count) : null;
  const nobody = sees === 0 ? [`This key sees nobody at ${label}. It sees what its owner sees there: a key of the account's owner sees everybody.`] : []; // prettier-ignore
  return {
    who: [...new Set(who)].join(', ') || label,
    sees,
    canWrite: asks.canWrite,
    notes: [...nobody, ...(asks.notes ?? [])],
  };
}

async function counted(
  caller: Caller,
  { method, path, query, body, count }: NonNullable<Connector['probe']['sees']>,
): Promise<number | null> {
  const { json } = await caller.call({ method, path, query, body });
  const found = Number(textAt(json, count) ?? Number.NaN);
  return Number.isFinite(found) ? found : null;
}

/** Pages of choices; nobody picks among more. */
const mostPages = 20;

/** Id → words of one kind of choice. */
async function listed({ path, query, items, id, label, next }: Choice, caller: Caller): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let after: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const { json } = await caller.call({
      path,
      query: { ...query, ...(next && after ? { [next.param]: after } : {}) },
    });
    const list = at(json, items) ?? [];
    if (!Array.isArray(list)) throw new BadAnswer('The list of choices is none.');
    for (const item of list) {
      const name = label.map((member) => textAt(item, member)).filter(Boolean).join(' '); // prettier-ignore
      const key = textAt(item, id);
      if (key !== null && name !== '') found.set(key, name);
    }
    after = next ? textAt(json, next.at) : null;
    if (after === null) break;
  }
  return found;
}

/** What records are understood by. Who may not list owners still gets people, without the owners' names. */
async function wordsOf({ choices, people }: Connector, caller: Caller): Promise<Words> {
  const none: Words = { tags: new Map(), stages: new Map(), lists: new Map(), owners: new Map() };
  const needed = choiceNames.filter((name) => choices?.[name]?.isNeeded || people.each === name);
  const found = await Promise.all(
    needed.map(async (name) => [name, await listedOrNone(choices?.[name], caller, people.each === name)] as const),
  );
  return { ...none, ...Object.fromEntries(found) };
}

async function listedOrNone(choice: Choice | undefined, caller: Caller, isMust: boolean): Promise<Map<string, string>> {
  if (!choice) return new Map();
  try {
    return await listed(choice, caller);
  } catch (error) {
    if (error instanceof AccessDenied && !isMust) return new Map();
    throw error;
  }
}

/** The same promise for every caller; a failed one is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
