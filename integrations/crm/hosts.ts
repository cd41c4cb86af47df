import type { Secret } from './connector.js';
import type { Connector } from './define.js';
import { BadAnswer, WrongCredentials } from './errors.js';
import type { Query } from './vocabulary.js';

/** The one place that a connection talks to: an origin and the path that everything is below. */
export interface Base {
  origin: string;
  path: string;
}

/**
 * Where the API of an account is. The host is fixed, or found in the secret and held against the vendor's pattern: whatever a
 * person typed, nothing else is ever called.
 * @param origin of a sandbox or an emulator, in place of the vendor's
 * @throws WrongCredentials
 */
export function baseOf({ hosts, label }: Connector, secret: Secret, origin?: string | null): Base {
  const host = hosts.host?.from(secret) ?? '';
  if (hosts.host && !hosts.host.pattern.test(host))
    throw new WrongCredentials(`This does not lead to an account of ${label}.`);
  const url = new URL(hosts.base.replace('{host}', host || 'none'));
  return { origin: origin ? new URL(origin).origin : url.origin, path: url.pathname.replace(/\/$/, '') };
}

/** A path below the base, with its query. */
export function addressOf(base: Base, path: string, query: Query = {}): URL {
  const url = new URL(`${base.origin}${base.path}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

/**
 * The address a "next" link of an answer leads to, absolute or relative.
 * @throws BadAnswer when it leads anywhere else than to the same API
 */
export function followed(base: Base, link: string): URL {
  const root = `${base.origin}${base.path}/`;
  if (!URL.canParse(link, root)) throw new BadAnswer('The link to the next page is no address.');
  const url = new URL(link, root);
  const isInside = url.origin === base.origin && `${url.pathname}/`.startsWith(`${base.path}/`);
  if (!isInside || url.username !== '') throw new BadAnswer('The link to the next page leads to another place.');
  return url;
}

/** The address of a sign-in page or token, on a sandbox's origin where one is set. */
export function authAddress(url: string, origin?: string | null): URL {
  const address = new URL(url);
  return origin ? new URL(address.pathname + address.search, origin) : address;
}
