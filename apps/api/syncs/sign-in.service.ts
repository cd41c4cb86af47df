import { createHash } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import * as oauth from 'oauth4webapi';
import { Pool } from 'pg';
import type { Config } from '../../../integrations/config.js';
import type { Secret } from '../../../integrations/crm/connector.js';
import type { Connector } from '../../../integrations/crm/define.js';
import type { OAuth } from '../../../integrations/crm/vocabulary.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { CONFIG } from '../config.js';
import { Problem } from '../problem.js';
import { Connecting } from './connect.service.js';
import { Connectors } from './connectors.js';
import { findConnection } from './find-connection.js';
import { signInAuth } from './gallery.js';
import type { BeginSignIn, SignInAnswer } from './syncs.schemas.js';

/** From our button to the CRM's way back. */
const attemptMinutes = 15;

interface Attempt {
  verifier: string;
  begin: 'now' | 'later';
}
interface AttemptRow {
  connector: string;
  connection_id: string | null;
  secret: Buffer;
  secret_key_id: number;
}

/**
 * Connecting by signing in at the CRM: OAuth 2 with an authorization code and PKCE (RFC 6749 §4.1, RFC 7636). The way back is taken
 * from the person alone who began it, once, and to the address that we are registered with.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly connectors: Connectors,
    private readonly connecting: Connecting,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  private get redirectUri(): string {
    return `${this.config.publicUrl}/api/connections/sign-in/answer`;
  }

  /** @returns the CRM's page to go to */
  async begin({ connector: id, connectionId, begin }: BeginSignIn, actor: RequestActor): Promise<{ url: string }> {
    const connector = this.connectors.get(id);
    const { auth, app } = this.registered(connector);
    const accountId = accountOf(actor);
    if (connectionId) await findConnection(this.em, connectionId);
    const state = oauth.generateRandomState();
    const verifier = oauth.generateRandomCodeVerifier();
    const attempt: Attempt = { verifier, begin };
    const sealed = this.connectors.keys.seal(JSON.stringify(attempt), `sign-in ${state}`);
    await this.em.transactional(async (tx) => {
      await tx.execute('delete from oauth_attempts where expires_at < now()');
      await tx.execute(
        `insert into oauth_attempts (state_hash, account_id, user_id, connector, connection_id, secret, secret_key_id, expires_at)
         values (decode(?, 'hex'), ?, ?, ?, ?, decode(?, 'hex'), ?, now() + interval '${attemptMinutes} minutes')`,
        [hashOf(state), accountId, actor.userId, id, connectionId ?? null, sealed.sealed.toString('hex'), sealed.keyId],
      );
      const subject = connectionId ? { subject: { kind: 'connection', id: connectionId } } : {};
      await recordAudit(
        tx,
        auditBy(actor, { action: 'connection.sign_in_started', ...subject, after: { connector: id } }),
      );
    });
    const url = this.connectors.signInAddress(connector, auth.authorizeUrl);
    const query: Record<string, string> = {
      response_type: 'code',
      client_id: app.id,
      redirect_uri: this.redirectUri,
      state,
      ...(auth.scopes.length > 0 ? { scope: auth.scopes.join(' ') } : {}),
      ...(auth.usesPkce
        ? { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
        : {}),
      ...Object.fromEntries(Object.entries(auth.params ?? {}).map(([name, value]) => [name, String(value)])),
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return { url: url.href };
  }

  /** The CRM's way back to us. @returns the connection that was made or renewed */
  async finish(answer: SignInAnswer, actor: RequestActor): Promise<string> {
    const row = await this.takeAttempt(answer.state ?? '', actor);
    const connector = this.connectors.get(row.connector);
    const attempt = JSON.parse(
      this.connectors.keys.open({ keyId: row.secret_key_id, sealed: row.secret }, `sign-in ${answer.state}`),
    ) as Attempt;
    const secret = await this.exchange(connector, { answer, verifier: attempt.verifier });
    const tried = await this.connecting.try(connector, secret);
    if (!row.connection_id) return this.connecting.create(tried, { actor, begin: attempt.begin });
    const item = await findConnection(this.em, row.connection_id);
    const command = item.state === 'needs_reconnect' || item.state === 'failed' ? 'reconnect' : 'rotate';
    await this.connecting.renew(command, { connectionId: item.id, actor }, tried);
    return item.id;
  }

  /** Once, and by the person alone who began it: whoever is made to follow somebody else's link ends here. */
  private async takeAttempt(state: string, actor: RequestActor): Promise<AttemptRow> {
    const { rows } = await this.pool.query<AttemptRow>(
      `delete from oauth_attempts where state_hash = decode($1, 'hex') and user_id = $2 and account_id = $3 and expires_at > now()
       returning connector, connection_id::text, secret, secret_key_id`,
      [hashOf(state), actor.userId, accountOf(actor)],
    );
    if (!rows[0])
      throw new Problem(
        422,
        'sign_in_stale',
        'This sign-in was not begun here, is over, or took longer than 15 minutes. Begin again.',
      );
    return rows[0];
  }

  private async exchange(
    connector: Connector,
    { answer, verifier }: { answer: SignInAnswer; verifier: string },
  ): Promise<Secret> {
    const { auth, app } = this.registered(connector);
    const tokenUrl = this.connectors.signInAddress(connector, auth.tokenUrl);
    const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
    const client = { client_id: app.id };
    const proof = auth.client === 'basic' ? oauth.ClientSecretBasic(app.secret) : oauth.ClientSecretPost(app.secret);
    try {
      const given = new URLSearchParams(answer as Record<string, string>);
      const parameters = oauth.validateAuthResponse(server, client, given, answer.state ?? '');
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        proof,
        parameters,
        this.redirectUri,
        auth.usesPkce ? verifier : oauth.nopkce,
        // Plain HTTP is for the emulators of a local platform alone.
        { [oauth.allowInsecureRequests]: this.config.local, signal: AbortSignal.timeout(15_000) },
      );
      const token = await oauth.processAuthorizationCodeResponse(server, client, response);
      return {
        kind: 'oauth',
        access: token.access_token,
        refresh: token.refresh_token ?? null,
        expiresAt: token.expires_in ? new Date(Date.now() + token.expires_in * 1000).toISOString() : null,
        host: await this.hostOf(connector, auth, token),
      };
    } catch (error) {
      if (error instanceof oauth.AuthorizationResponseError)
        throw new Problem(
          422,
          'sign_in_declined',
          `${connector.label} did not give access. Begin again and allow it there.`,
        );
      if (error instanceof Problem) throw error;
      throw new Problem(422, 'sign_in_failed', `Signing in at ${connector.label} did not work. Begin again.`);
    }
  }

  private async hostOf(connector: Connector, auth: OAuth, token: oauth.TokenEndpointResponse): Promise<string | null> {
    if (auth.hostFrom) return hostName(token[auth.hostFrom]);
    if (!auth.hostCall) return null;
    const response = await fetch(this.connectors.signInAddress(connector, auth.hostCall.url), {
      headers: { authorization: `OAuth ${token.access_token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(15_000),
      redirect: 'error',
    });
    const body = (await response.json()) as Record<string, unknown>;
    return hostName(body[auth.hostCall.member]);
  }

  private registered(connector: Connector): { auth: OAuth; app: { id: string; secret: string } } {
    const auth = signInAuth(connector);
    const app = this.connectors.appOf(connector.id);
    if (!auth || !app)
      throw new Problem(
        422,
        'sign_in_unset',
        `Signing in at ${connector.label} is not set up here. Ask whoever runs this platform.`,
      );
    return { auth, app };
  }
}

const hashOf = (state: string) => createHash('sha256').update(state).digest('hex');

/** An address is kept as its host; whether that is one of the vendor's is for the engine to check before it sends anything there. */
const hostName = (address: unknown) =>
  typeof address === 'string' && URL.canParse(address) ? new URL(address).hostname : null;
