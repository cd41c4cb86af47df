import { ask, type Answer } from './ask.js';
import type { AppRegistration, Secret } from './connector.js';
import type { Connector } from './define.js';
import { AuthLost, BadAnswer, Unreachable } from './errors.js';
import { authAddress } from './hosts.js';
import { at, textAt } from './json-path.js';
import type { OAuth } from './vocabulary.js';

type OAuthSecret = Extract<Secret, { kind: 'oauth' }>;

export interface OAuthPlace {
  connector: Connector;
  app: AppRegistration;
  now: () => Date;
  /** Of a sandbox or an emulator. */
  origin?: string | null;
}

/** @throws Error when the connector has no sign-in */
function oauthOf(connector: Connector): OAuth {
  const auth = connector.auth.find((way) => way.kind === 'oauth');
  if (!auth) throw new Error(`${connector.id} has no sign-in.`);
  return auth;
}

/** @throws AuthLost when the refresh token is taken no longer */
export async function refreshed(place: OAuthPlace, secret: OAuthSecret): Promise<Secret> {
  if (!secret.refresh) throw new AuthLost(`The sign-in to ${place.connector.label} has ended.`);
  const answer = await token(place, { grant_type: 'refresh_token', refresh_token: secret.refresh });
  return secretOf(place, answer, secret);
}

/** Gives a sign-in back (RFC 7009), where the vendor offers it. */
export async function revoked(place: OAuthPlace, secret: OAuthSecret): Promise<void> {
  const { revokeUrl } = oauthOf(place.connector);
  if (revokeUrl) await post(place, revokeUrl, { token: secret.refresh ?? secret.access });
}

async function token(place: OAuthPlace, grant: Record<string, string>): Promise<Answer> {
  const { label } = place.connector;
  const answer = await post(place, oauthOf(place.connector).tokenUrl, grant);
  if (answer.status >= 500 || answer.status === 429)
    throw new Unreachable(`${label} cannot renew the sign-in just now.`);
  if (answer.status >= 400) throw new AuthLost(`${label} no longer takes the sign-in.`);
  if (!textAt(answer.json, 'access_token')) throw new BadAnswer(`${label} answered the sign-in without a token.`);
  return answer;
}

function post({ connector, app, origin }: OAuthPlace, url: string, form: Record<string, string>): Promise<Answer> {
  const { client } = oauthOf(connector);
  const own: Record<string, string> = client === 'body' ? { client_id: app.id, client_secret: app.secret } : {};
  const basic = Buffer.from(`${encodeURIComponent(app.id)}:${encodeURIComponent(app.secret)}`).toString('base64');
  return ask({
    label: connector.label,
    method: 'POST',
    url: authAddress(url, origin),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(client === 'basic' && { authorization: `Basic ${basic}` }),
    },
    body: new URLSearchParams({ ...form, ...own }).toString(),
    timeoutMs: 20_000,
  });
}

/** A refresh that brings no new refresh token, or no host, keeps the old one. */
function secretOf({ connector, now }: OAuthPlace, { json }: Answer, before: OAuthSecret): OAuthSecret {
  const { hostFrom } = oauthOf(connector);
  const seconds = Number(at(json, 'expires_in') ?? 0);
  const host = hostFrom ? textAt(json, hostFrom) : null;
  return {
    kind: 'oauth',
    access: textAt(json, 'access_token') ?? '',
    refresh: textAt(json, 'refresh_token') ?? before.refresh ?? null,
    expiresAt: seconds > 0 ? new Date(+now() + seconds * 1000).toISOString() : null,
    host: (host && hostName(host)) ?? before.host ?? null,
  };
}

const hostName = (address: string) => (URL.canParse(address) ? new URL(address).hostname : null);
