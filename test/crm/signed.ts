import { createHash } from 'node:crypto';
import { type Asked, Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Secret } from '../../integrations/crm/connector.js';

const firstAccess = 'invented_access';
const firstRefresh = 'invented_refresh';
/** Our registration at every emulated vendor. */
export const app = { id: 'porchlight', secret: 'invented' };

/** A sign-in that is good until the emulator ends it. */
export const signedIn = (host: string | null = null): Secret => ({
  kind: 'oauth',
  access: firstAccess,
  refresh: firstRefresh,
  expiresAt: null,
  host,
});

export interface SignInRules {
  /** Each refresh brings a new refresh token and ends the old one. */
  rotates?: true;
  /** How the client has to name itself. */
  client: 'basic' | 'body';
  /** What else stands in the answer with the token. */
  more?: object;
}

const refused = (error: string) => new Refusal({ status: 400, json: { error, error_description: error } });

/**
 * The sign-ins of one emulated vendor, as RFC 6749 and 7636 have them: a code is good once, for the address it was asked for and
 * whoever holds the verifier; access runs out; a refresh token may rotate.
 */
export class SignIns {
  renewals = 0;
  private readonly access = new Set([firstAccess]);
  private readonly refresh = new Set([firstRefresh]);
  private readonly codes = new Map<string, { redirect: string; challenge: string | null }>();
  private made = 0;

  constructor(
    private readonly rules: SignInRules,
    private readonly gate: { isKeyTaken: boolean },
  ) {}

  /** A person has allowed the access on the page at this address. @returns what they come back with */
  allow(page: URL): Record<string, string> {
    const { client_id, redirect_uri = '', state = '', code_challenge = null } = Object.fromEntries(page.searchParams);
    if (client_id !== app.id || !state) throw new RangeError('this sign-in page was asked for wrongly');
    const code = `code_${(this.made += 1)}`;
    this.codes.set(code, { redirect: redirect_uri, challenge: code_challenge });
    return { code, state };
  }

  /** What was given as access is good no longer; the refresh tokens are. */
  expire = () => this.access.clear();
  revoke = () => [this.access, this.refresh].forEach((tokens) => tokens.clear());
  isIn = (authorization = '') => this.access.has(authorization.replace('Bearer ', ''));

  /** The token address. */
  exchange({ body, headers }: Asked): Reply {
    const form = new URLSearchParams(body);
    this.admit(form, headers.authorization ?? '');
    const given = form.get('refresh_token') ?? '';
    if (!this.gate.isKeyTaken) throw refused('invalid_grant');
    if (form.get('grant_type') === 'authorization_code') this.takeCode(form);
    else if (!this.refresh.has(given)) throw refused('invalid_grant');
    else this.renewals += 1;
    const { rotates, more } = this.rules;
    if (rotates) this.refresh.delete(given);
    return { json: { access_token: this.token(this.access), token_type: 'Bearer', ...((rotates || !given) && { refresh_token: this.token(this.refresh) }), ...more } }; // prettier-ignore
  }

  /** RFC 7009. */
  giveBack({ body }: Asked): Reply {
    const token = new URLSearchParams(body).get('token') ?? '';
    if (this.access.has(token) || this.refresh.has(token)) this.revoke();
    return { json: {} };
  }

  private token(among: Set<string>): string {
    const token = `invented_${(this.made += 1)}`;
    among.add(token);
    return token;
  }

  private admit(form: URLSearchParams, authorization: string): void {
    const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    const named = this.rules.client === 'basic' ? basic : `${form.get('client_id')}:${form.get('client_secret')}`;
    if (named !== `${app.id}:${app.secret}`) throw new Refusal({ status: 401, json: { error: 'invalid_client' } });
  }

  private takeCode(form: URLSearchParams): void {
    const code = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url'); // prettier-ignore
    const isProven = code?.challenge === null || code?.challenge === proof;
    if (!code || code.redirect !== form.get('redirect_uri') || !isProven) throw refused('invalid_grant');
  }
}
