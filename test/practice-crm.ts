import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PracticePerson {
  id: number;
  firstName: string;
  lastName: string;
  emails: unknown;
  phones: { value: string; type: string }[];
  tags: string[];
  stage: string;
  updated: string;
  addresses?: { type: string; street: string; city: string; state: string; code: string }[];
}

/** What a login at the practice CRM answers with; a spec changes it while syncs run. */
export class PracticeLogin {
  readonly people = new Map<number, PracticePerson>();
  /** Answered to every call while set. */
  refusal: { status: number; body: string; headers?: Record<string, string> } | null = null;
  /** Lists show nobody, as those of a CRM that has lost its index. */
  isBlind = false;
  /** People whom no list shows, as one who slips between two pages; asked for by id they are there. */
  readonly slipped = new Set<number>();
  slowMs = 0;
  /** Called before each list page is answered. */
  onPage: (page: number) => void = () => undefined;
  pages = 0;
  calls = 0;
  private puts = 0;
  private sorted: { key: string; people: PracticePerson[] } = { key: '', people: [] };

  constructor(
    public key: string,
    readonly who: string,
  ) {}

  /** Everybody a list shows, newest first by id or by time of change; sorted again only when somebody has changed. */
  shown(byTime: boolean): PracticePerson[] {
    if (this.isBlind) return [];
    const key = `${byTime} ${this.puts} ${this.people.size} ${this.slipped.size}`;
    if (this.sorted.key !== key) {
      const people = [...this.people.values()].filter(({ id }) => !this.slipped.has(id));
      people.sort((a, b) => (byTime ? b.updated.localeCompare(a.updated) : 0) || b.id - a.id);
      this.sorted = { key, people };
    }
    return this.sorted.people;
  }

  /** Adds or changes somebody, now. */
  put(person: Partial<PracticePerson> & { id: number }): void {
    this.puts += 1;
    const before = this.people.get(person.id);
    const made = {
      firstName: 'Ann',
      lastName: 'Bell',
      emails: [{ value: `${this.key}.${person.id}@example.com`, type: 'home' }],
      phones: [],
      tags: [],
      stage: 'Lead',
    };
    this.people.set(person.id, { ...made, ...before, updated: new Date().toISOString(), ...person });
  }
}

const tokens = { refreshes: 0 };

/**
 * A CRM that speaks like Follow Up Boss over real HTTP, with a login for each spec. Written from the vendor's documented
 * behaviour; shares no code with the connector.
 */
export class PracticeCrm {
  readonly logins = new Map<string, PracticeLogin>();
  /** Access tokens of sign-ins, each good for the login behind it; refresh tokens rotate. */
  private readonly access = new Map<string, PracticeLogin>();
  private readonly refresh = new Map<string, PracticeLogin>();
  private server: Server | null = null;
  origin = '';

  async start(): Promise<this> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get refreshes(): number {
    return tokens.refreshes;
  }

  login(key: string, who = `Agent ${key}`): PracticeLogin {
    const login = new PracticeLogin(key, who);
    this.logins.set(key, login);
    return login;
  }

  /** A sign-in whose access token has run out. */
  grant(login: PracticeLogin): { access: string; refresh: string } {
    const refresh = `refresh-${login.key}`;
    this.refresh.set(refresh, login);
    return { access: `stale-${login.key}`, refresh };
  }

  /** What the sign-in page sends back when a person has allowed the access; good once. */
  allow(login: PracticeLogin): string {
    const code = `code-${login.key}`;
    this.refresh.set(code, login);
    return code;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.origin);
    if (url.pathname === '/oauth/token')
      return this.exchange(new URLSearchParams(Buffer.concat(chunks).toString()), response);
    const login = this.loginOf(request.headers.authorization ?? '');
    if (!login) return send(response, 401, { errorMessage: 'Invalid credentials' });
    login.calls += 1;
    if (login.slowMs) await new Promise((resolve) => setTimeout(resolve, login.slowMs));
    const path = url.pathname.replace('/v1', '');
    if (path === '/people') {
      login.pages += 1;
      login.onPage(login.pages);
    }
    if (login.refusal) {
      const { status, body, headers = {} } = login.refusal;
      return void response.writeHead(status, headers).end(body);
    }
    const one = /^\/people\/(\d+)$/.exec(path);
    if (one) {
      const person = login.people.get(Number(one[1]));
      return person ? send(response, 200, person) : send(response, 404, { errorMessage: 'Not found' });
    }
    switch (path) {
      case '/identity':
        return send(response, 200, { user: { name: login.who }, account: { name: 'Practice Realty' } });
      case '/people':
        return send(response, 200, this.list(login, url));
      case '/webhooks':
        return send(response, 201, { id: 7 });
      case '/stages':
        return send(response, 200, { stages: [{ id: 1, name: 'Lead' }] });
      case '/users':
        return send(response, 200, { users: [{ id: 1, name: login.who }] });
      default:
        return send(response, 200, {});
    }
  }

  /** Keyset pages: by id downwards, or by time of change; at most 100 at once. */
  private list(login: PracticeLogin, url: URL) {
    const limit = Math.min(100, Number(url.searchParams.get('limit') ?? 10));
    const byTime = url.searchParams.get('sort') === '-updated';
    const all = login.shown(byTime);
    const from = Number(url.searchParams.get('next') ?? 0);
    url.searchParams.set('next', String(from + limit));
    const hasMore = from + limit < all.length;
    return {
      _metadata: {
        collection: 'people',
        total: login.isBlind ? 0 : login.people.size,
        ...(hasMore && { nextLink: url.href }),
      },
      people: all.slice(from, from + limit),
    };
  }

  private loginOf(authorization: string): PracticeLogin | null {
    const [kind, token = ''] = authorization.split(' ');
    if (kind === 'Bearer') return this.access.get(token) ?? null;
    const key = Buffer.from(token, 'base64').toString().split(':')[0] ?? '';
    return [...this.logins.values()].find((login) => login.key === key) ?? null;
  }

  private exchange(form: URLSearchParams, response: ServerResponse): void {
    const given = form.get('grant_type') === 'authorization_code' ? form.get('code') : form.get('refresh_token');
    const login = this.refresh.get(given ?? '');
    if (!login) return send(response, 400, { error: 'invalid_grant' });
    tokens.refreshes += 1;
    this.refresh.delete(given ?? '');
    const next = `refresh-${login.key}-${tokens.refreshes}`;
    const access = `access-${login.key}-${tokens.refreshes}`;
    this.refresh.set(next, login);
    this.access.set(access, login);
    // Slow enough for everybody else to arrive meanwhile.
    setTimeout(
      () => send(response, 200, { access_token: access, refresh_token: next, expires_in: 3600, token_type: 'Bearer' }),
      200,
    );
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
