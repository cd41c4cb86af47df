import { createHmac, randomBytes } from 'node:crypto';
import { type Asked, CallWindow, Refusal, type Reply } from './emulator.js';
import { owners, type Person, type Population, stages } from './people.js';

/** A webhook, and the key of the system that has it, with which its deliveries are signed. */
export interface Standing {
  event: string;
  url: string;
  systemKey: string;
}

export interface FollowUpBossOptions {
  population: Population;
  keys: Set<string>;
  /** Calls within ten seconds; 125 for a system that is not registered. */
  calls?: number;
  /** Webhooks that are kept. */
  standing?: Map<string, Standing>;
}

const json = (status: number, errorMessage: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  json: { errorMessage },
});

/** What is sent to whoever subscribed. */
export function deliveryBody({ event, ids, at }: { event: string; ids: number[]; at: Date }): Buffer {
  const eventId = randomBytes(12).toString('hex');
  const uri = `https://api.followupboss.com/v1/people?id=${ids.join(',')}`;
  return Buffer.from(JSON.stringify({ eventId, eventCreated: at.toISOString(), event, resourceIds: ids, uri }));
}

/** A body signed with the key of the system that subscribed. */
export const signedDelivery = (rawBody: Buffer, systemKey: string): Record<string, string> => ({
  'content-type': 'application/json',
  'fub-signature': createHmac('sha256', systemKey).update(rawBody.toString('base64')).digest('hex'),
});

const parameters = new Set(['fields', 'includeTrash', 'limit', 'offset', 'next', 'sort', 'idGreaterThan', 'idLessThan', 'createdAfter', 'createdBefore', 'lastActivityAfter', 'id', 'stage', 'tags', 'assignedUserId']); // prettier-ignore

/**
 * The part of Follow Up Boss's API that reads people, as its documentation describes it: Basic keys, pages of up to 100 with a
 * next link, newest first, sorting by the last change, a Trash stage, a sliding window of ten seconds.
 */
export class FollowUpBoss {
  /** Where changes are told, by the number of the webhook. */
  readonly standing: Map<string, Standing>;
  /** The account's subscription has ended. */
  isLocked = false;
  private readonly window: CallWindow;

  constructor(private readonly options: FollowUpBossOptions) {
    this.standing = options.standing ?? new Map();
    this.window = new CallWindow(options.calls ?? 125, 10_000, options.population.clock);
  }

  readonly answer = (asked: Asked): Reply => {
    const headers = this.admit(asked);
    const reply = this.route(asked);
    return { ...reply, headers: { ...headers, ...reply.headers } };
  };

  /** For so long every call is refused. */
  limitFor(ms: number): void {
    this.window.shut(ms);
  }

  private admit({ headers }: Asked): Record<string, string> {
    const [user = ''] = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString().split(':'); // prettier-ignore
    if (!this.options.keys.has(user)) throw new Refusal(json(401, 'Invalid API key.'));
    if (this.isLocked) throw new Refusal(json(403, 'Your account has expired.'));
    const { waitMs, remaining } = this.window.take();
    const told = {
      'x-ratelimit-limit': String(this.window.calls),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-window': '10',
      'x-ratelimit-context': 'global',
    };
    if (waitMs > 0)
      throw new Refusal(
        json(429, 'Rate limit exceeded.', { ...told, 'retry-after': String(Math.ceil(waitMs / 1000)) }),
      );
    return told;
  }

  private route({ method, path, query, headers, body, origin }: Asked): Reply {
    const [, version, kind, id] = path.split('/');
    if (version !== 'v1') return json(404, 'Not found.');
    if (kind === 'identity')
      return {
        json: { account: { id: 1, name: 'Parker Realty' }, user: { id: 1, name: 'Olive Parker', role: 'Owner' } },
      };
    if (kind === 'people' && id) return this.person(Number(id));
    if (kind === 'people') return this.people(query, `${origin}${path}`);
    if (kind === 'stages') return { json: { stages: stages.map((name, index) => ({ id: index + 1, name })) } };
    if (kind === 'users') return { json: { users: owners.map((name, index) => ({ id: index + 1, name })) } };
    if (kind === 'webhooks' && method === 'POST')
      return this.subscribe(JSON.parse(body) as { event: string; url: string }, String(headers['x-system-key'] ?? ''));
    if (kind === 'webhooks' && method === 'DELETE') return this.standing.delete(id ?? '') ? { json: {} } : json(404, 'Not found.'); // prettier-ignore
    return json(404, 'Not found.');
  }

  private subscribe({ event, url }: { event: string; url: string }, systemKey: string): Reply {
    if (!event || !url) return json(400, 'event and url are required.');
    if (!systemKey) return json(400, 'X-System and X-System-Key are required.');
    const id = Math.max(0, ...[...this.standing.keys()].map(Number)) + 1;
    this.standing.set(String(id), { event, url, systemKey });
    return { status: 201, json: { id, event, url, status: 'Active' } };
  }

  private person(id: number): Reply {
    const found = this.options.population.people.get(id);
    return found && !found.isDeleted ? { json: shown(found) } : json(404, 'The person was not found.');
  }

  private people(query: URLSearchParams, address: string): Reply {
    for (const name of query.keys()) if (!parameters.has(name)) return json(400, `${name} is not a parameter.`);
    const limit = Number(query.get('limit') ?? 10);
    if (!(limit >= 1 && limit <= 100)) return json(400, 'limit must be between 1 and 100.');
    if (Number(query.get('offset') ?? 0) > 2_000) return json(400, 'Use next for deep pages.');
    const isByChange = query.get('sort') === '-updated';
    const key = (person: Person) => (isByChange ? [+person.updated, person.id] : [person.id, 0]) as [number, number];
    const all = this.options.population.here().map((person) => ({ person, key: key(person) }));
    const behind = query.get('next');
    const from = behind ? (JSON.parse(Buffer.from(behind, 'base64url').toString()) as [number, number]) : null;
    const sorted = all.toSorted((a, b) => b.key[0] - a.key[0] || b.key[1] - a.key[1]);
    const rest = from ? sorted.filter(({ key: [a, b] }) => a < from[0] || (a === from[0] && b < from[1])) : sorted;
    const page = rest.slice(0, limit);
    const next = rest.length > limit ? Buffer.from(JSON.stringify(page.at(-1)!.key)).toString('base64url') : null;
    const again = new URLSearchParams(query);
    if (next) again.set('next', next);
    return {
      json: {
        _metadata: {
          collection: 'people',
          limit,
          total: this.options.population.count(),
          ...(next && { next, nextLink: `${address}?${again.toString()}` }),
        },
        people: page.map(({ person }) => shown(person)),
      },
    };
  }
}

const mails = ({ email, otherEmails = [] }: Person) =>
  [email, ...otherEmails]
    .filter((value) => value !== '')
    .map((value, index) => ({ value, type: 'home', isPrimary: index === 0 ? 1 : 0 }));

function shown(person: Person): object {
  return {
    id: person.id,
    firstName: person.firstName,
    lastName: person.lastName,
    name: `${person.firstName} ${person.lastName}`,
    stage: person.stage,
    source: 'Open house',
    emails: mails(person),
    ...(person.birthday && { birthday: person.birthday }),
    phones: person.phone === '' ? [] : [{ value: person.phone, type: 'mobile', isPrimary: 1 }],
    addresses: [
      { type: 'home', street: person.street, city: person.city, state: person.state, code: person.zip, country: 'US' },
    ],
    tags: person.isUnsubscribed ? [...person.tags, 'Unsubscribed'] : person.tags,
    assignedTo: person.owner,
    assignedUserId: owners.indexOf(person.owner) + 1,
    created: person.created.toISOString(),
    updated: person.updated.toISOString(),
    ...person.odd,
  };
}
