import { AuthLost, HookRefused } from '../../integrations/crm/errors.js';
import { scenesOf } from './scenes.js';
import { connectorOf, pullAll, type Vendor, type VendorHooks } from './vendor.js';

const address = 'https://app.example.com/api/webhooks/1/token';
const dayMs = 86_400_000;

/** What holds for every connector beside reading people: what can be chosen, webhooks, giving the access back. */
export function doorsContractOf(vendor: Vendor): void {
  const connector = connectorOf(vendor.id);
  const scene = scenesOf(vendor);

  it('lists the words that can be filtered by, where the vendor has them, and says where it has none', async () => {
    const { crm } = await scene({ count: 3 });
    const choices = await crm.choices();
    for (const name of ['tags', 'stages', 'lists', 'owners'] as const) {
      if (!connector.choices?.[name]) expect(choices[name]).toBeNull();
      else expect(choices[name]?.length).toBeGreaterThan(0);
    }
  });

  it('gives the access back where it was signed in, and has lost it then', async () => {
    const { crm } = await scene({ count: 3 });
    await crm.revoke();
    const oauth = connector.auth.find((way) => way.kind === 'oauth');
    if (vendor.secret.kind === 'oauth' && oauth?.revokeUrl) await expect(crm.probe()).rejects.toThrow(AuthLost);
    else expect((await pullAll(crm, 'backfill')).records).toHaveLength(3);
  });

  it('has the vendor tell of changes where it can, and takes that away again', async () => {
    const { crm, api } = await scene();
    const made = await crm.subscribe(address);
    if (!connector.hooks?.subscribe) return expect(made).toBeNull();
    expect(made?.ids).toEqual([...api.hooks!.keys()]);
    expect([...api.hooks!.values()].every((url) => url.startsWith(address))).toBe(true);
    await crm.unsubscribe(made!.ids);
    expect(api.hooks!.size).toBe(0);
    // What is not there any more is no fault.
    await crm.unsubscribe(made!.ids);
  });

  if (vendor.hooks) hooksContractOf(vendor, vendor.hooks);
}

function hooksContractOf(vendor: Vendor, hooks: VendorHooks): void {
  const { label, hooks: rule } = connectorOf(vendor.id);
  const scene = scenesOf(vendor);
  const isSigned = rule!.verify.recipe === 'hmac';
  const url = isSigned ? address : `${address}/own`;
  const at = async (hookSecret = 'own') => {
    const { crm, now } = await scene({ hookSecret });
    const taken = (rawBody: Buffer, { to = url, time = now(), headers = hooks.sign(rawBody, time, to) } = {}) =>
      crm.verifyHook({ method: 'POST', url: to, headers, rawBody }).events;
    return { now, taken };
  };

  it('takes a webhook as the vendor sends it, names whom it is about, and tells it apart when it comes twice', async () => {
    const { now, taken } = await at();
    const body = hooks.body([4], now());
    expect(taken(body).map(({ recordId }) => recordId)).toEqual(['4']);
    expect(taken(body)).toEqual(taken(body));
    expect(taken(hooks.body([5], now()))[0]!.id).not.toBe(taken(body)[0]!.id);
  });

  it('refuses a webhook that is forged, changed by one byte or sent to another address', async () => {
    const { now, taken } = await at();
    const body = hooks.body([4], now());
    if (!isSigned) return expect(() => taken(body, { to: `${address}/guessed` })).toThrow(HookRefused);
    const changed = Buffer.from(body.toString().replace('4', '5'));
    expect(() => taken(changed, { headers: hooks.sign(body, now(), url) })).toThrow(HookRefused);
    for (const headers of [
      {},
      Object.fromEntries(Object.keys(hooks.sign(body, now(), url)).map((name) => [name, 'é'])),
    ])
      expect(() => taken(body, { headers })).toThrow(HookRefused);
  });

  it('refuses a webhook that is genuine but cannot be read', async () => {
    const { taken } = await at();
    for (const text of ['{"half": ', '<html>', '', 'null', '[{}]', '{}'])
      expect(() => taken(Buffer.from(text))).toThrow(HookRefused);
  });

  if (isSigned)
    it('takes nothing from a webhook that is days late, or dated in the future', async () => {
      const { now, taken } = await at();
      for (const days of [-3, 3]) {
        const time = new Date(+now() + days * dayMs);
        const late = () => taken(hooks.body([4], time), { time });
        // What is signed with its time is refused; what only its events date is no news.
        if (rule!.verify.recipe === 'hmac' && rule!.verify.time) expect(late).toThrow(HookRefused);
        else expect(late()).toEqual([]);
      }
    });

  it(`takes no webhook of ${label} while there is nothing to check it with`, async () => {
    const { crm, now } = await scene({ hookSecret: null, isUnregistered: true });
    const rawBody = hooks.body([4], now());
    expect(() => crm.verifyHook({ method: 'POST', url, headers: hooks.sign(rawBody, now(), url), rawBody })).toThrow(HookRefused); // prettier-ignore
  });
}
