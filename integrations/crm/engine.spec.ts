import { type Asked, type Emulator, startEmulator } from '../../apps/local/sandbox/emulator.js';
import { constantContactVendor } from '../../test/crm/constant-contact.js';
import { googleContactsVendor } from '../../test/crm/google-contacts.js';
import { hubspotVendor } from '../../test/crm/hubspot.js';
import { blocksOnly, connectorOf, noFilter, pullAll, type Scene, setScene, unlimited } from '../../test/crm/vendor.js';
import type { Secret, Secrets } from './connector.js';
import { openCrm } from './engine.js';
import { AuthLost, BadAnswer, CursorExpired, LimitedUntil, WrongCredentials } from './errors.js';
import { addressOf, baseOf, followed } from './hosts.js';
import { readTime } from './time.js';

const open: { emulator: Emulator }[] = [];
const opened = <T extends { emulator: Emulator }>(scene: T): T => {
  open.push(scene);
  return scene;
};
afterEach(async () => {
  for (const { emulator } of open.splice(0)) await emulator.stop();
});

describe('a search that shows its first 10,000 alone', () => {
  it('brings 25,000 changes in one window, 300 of them in one millisecond', async () => {
    const { crm, population, pass } = opened(await setScene(hubspotVendor));
    const { watermark } = await pullAll(crm, 'backfill');
    pass(60_000);
    const begin = +population.clock();
    for (let count = 0; count < 25_000; count++) {
      const isTie = count >= 5_000 && count < 5_300;
      population.add({ updated: new Date(begin + (isTie ? 5_000 : count)) });
    }
    pass(3_600_000);
    const { records, pages, reported } = await pullAll(crm, 'delta', { since: watermark });
    expect(new Set(records.map(({ id }) => id)).size).toBe(25_000);
    expect(records).toHaveLength(25_000);
    expect(reported).toBe(25_000);
    expect(pages).toBeLessThan(140);
  }, 60_000);
});

describe('a sign-in that has run out', () => {
  for (const rotates of [true, false])
    it(`is renewed once for 50 calls at a time${rotates ? ', also when each renewal ends the refresh token' : ''}`, async () => {
      const tokens = { access: 'old', refresh: 'refresh 0', renewals: 0 };
      const answer = ({ path, headers, body }: Asked) => {
        if (path === '/oauth/token') {
          if (new URLSearchParams(body).get('refresh_token') !== tokens.refresh) return { status: 400, json: { error: 'invalid_grant' } }; // prettier-ignore
          tokens.renewals += 1;
          tokens.access = `access ${tokens.renewals}`;
          if (rotates) tokens.refresh = `refresh ${tokens.renewals}`;
          return {
            json: { access_token: tokens.access, expires_in: 3_600, ...(rotates && { refresh_token: tokens.refresh }) },
          };
        }
        const isGood = tokens.renewals > 0 && headers.authorization === `Bearer ${tokens.access}`;
        return isGood
          ? { json: { id: 7, firstName: 'Ann', updated: '2026-10-01T00:00:00Z' } }
          : { status: 401, json: {} };
      };
      const { emulator } = opened({ emulator: await startEmulator({ answer, clock: () => new Date() }) });
      const crm = openCrm({
        connector: connectorOf('follow-up-boss'),
        secrets: lockedSecrets({ kind: 'oauth', access: 'old', refresh: 'refresh 0', expiresAt: null, host: null }),
        limiter: unlimited,
        scope: '1',
        now: () => new Date(),
        app: { id: 'porchlight', secret: 'invented' },
        origin: emulator.origin,
      });
      const found = await Promise.all(Array.from({ length: 50 }, () => crm.fetchOne('7', noFilter)));
      expect(found.every((one) => one !== null && typeof one === 'object' && 'fields' in one)).toBe(true);
      expect(tokens.renewals).toBe(1);
    });
  it('is lost when the refresh token is taken no longer', async () => {
    const { crm, api } = opened(await setScene(googleContactsVendor, { count: 3 }));
    api.setKeyTaken(false);
    await expect(crm.probe()).rejects.toThrow(AuthLost);
  });
});

/** As the database does it: one at a time, and nobody exchanges what somebody else has exchanged. */
function lockedSecrets(first: Secret): Secrets {
  let stored = first;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => stored,
    renew: (stale, exchange) => {
      const turn = last.then(async () => {
        if (stored === stale) stored = await exchange(stored);
        return stored;
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

it('does not call Constant Contact again on the day whose calls are used up', async () => {
  const scene: Scene = opened(await setScene(constantContactVendor, { count: 5, limiter: blocksOnly }));
  const { crm, emulator, pass, now } = scene;
  const auth = { authorization: 'Bearer invented_access' };
  await fetch(`${emulator.origin}/v3/use-up-the-day`, { headers: auth });
  const limited = await crm.probe().catch((error: unknown) => error);
  expect(limited).toMatchObject({ until: new Date('2026-10-15T00:00:00Z') });
  const sent = emulator.calls.length;
  for (let hour = 13; hour < 24; hour++) {
    pass(3_600_000 - (hour === 23 ? 1_000 : 0));
    await expect(crm.probe()).rejects.toThrow(LimitedUntil);
  }
  expect(emulator.calls).toHaveLength(sent);
  pass(2_000 + (+new Date('2026-10-15T00:00:00Z') - +now()));
  await expect(crm.probe()).resolves.toMatchObject({ who: 'Parker Realty' });
});

it('begins anew, deleting nobody, when Google has forgotten where we stood', async () => {
  const { crm, pass } = opened(await setScene(googleContactsVendor, { count: 5 }));
  const { watermark } = await pullAll(crm, 'backfill');
  pass(8 * 86_400_000);
  await expect(pullAll(crm, 'delta', { since: watermark })).rejects.toThrow(CursorExpired);
  const again = await pullAll(crm, 'sweep');
  expect(again.records).toHaveLength(5);
  expect(again.gone).toEqual([]);
});

const hostOf = (url: string) =>
  baseOf(connectorOf('active-campaign'), { kind: 'key', fields: { url, key: 'x' } }).origin;

describe('addresses', () => {
  const base = { origin: 'https://api.example.com', path: '/v1' };
  it('of a next page are followed within the same API alone', () => {
    expect(followed(base, '/v1/people?next=2').href).toBe('https://api.example.com/v1/people?next=2');
    for (const link of [
      'https://evil.example.net/v1/people',
      '//evil.example.net/v1',
      '/v2/people',
      'https://api.example.com@evil.example.net/v1/x',
      'http://169.254.169.254/v1/',
      '/v1/../admin',
    ])
      // prettier-ignore
      expect(() => followed(base, link)).toThrow(BadAnswer);
  });
  it('that a person typed never lead anywhere but to the vendor', () => {
    expect(hostOf('office.api-us1.com/')).toBe('https://office.api-us1.com');
    for (const url of [
      'http://127.0.0.1',
      'https://evil.example.net/.api-us1.com',
      'https://office.api-us1.com.example.net',
      'https://office.api-us1.com@example.net',
    ])
      // prettier-ignore
      expect(() => hostOf(url)).toThrow(WrongCredentials);
  });
  it('keep what is asked for below the base', () => {
    expect(addressOf(base, '/people', { a: 'b c' }).href).toBe('https://api.example.com/v1/people?a=b+c');
  });
});

it('reads times of every vendor, and takes absurd ones for none', () => {
  const now = new Date('2026-10-14T12:00:00Z');
  const read = (value: unknown) => readTime(value, now)?.toISOString() ?? null;
  const same = '2026-10-14T10:00:00.000Z';
  for (const value of [
    '2026-10-14T10:00:00Z',
    '2026-10-14 10:00:00',
    '2026-10-14T05:00:00-05:00',
    '2026-10-14T10:00:00.000+0000',
    1791972000,
    1791972000000,
    '1791972000',
  ])
    // prettier-ignore
    expect(read(value)).toBe(same);
  for (const value of [
    '0000-00-00T00:00:00Z',
    '2999-01-01T00:00:00Z',
    '1899-12-30T00:00:00Z',
    'soon',
    {},
    null,
    -5,
    '',
  ])
    expect(read(value)).toBeNull();
});
