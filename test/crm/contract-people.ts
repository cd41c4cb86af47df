import { inventPerson } from '../../apps/local/sandbox/people.js';
import type { FilterSettings } from '../../domain/syncs/settings.js';
import { makeAwkward } from './awkward.js';
import { scenesOf } from './scenes.js';
import { connectorOf, noFilter, pullAll, type Vendor } from './vendor.js';

const kinds = ['tags', 'stages', 'lists', 'owners'] as const satisfies readonly (keyof FilterSettings)[];
/** As many as fit on so many pages, at most ten thousand. */
const pages = 200;
const samplePerson = inventPerson(1, new Date(0));

/** What holds for every connector about people as address books have them, and about a vendor that hides, delays or portions them. */
export function peopleContractOf(vendor: Vendor): void {
  const connector = connectorOf(vendor.id);
  const { people, label } = connector;
  const scene = scenesOf(vendor);

  it('reads thousands of awkward people: each once, each the same again, and nobody spoils a page', async () => {
    const awkwardPeople = Math.min(10_000, vendor.pageSize * pages);
    const { crm, population } = await scene({ count: awkwardPeople });
    const updated = people.updated?.includes('.') ? null : (people.updated ?? null);
    makeAwkward(population, { isEmailKey: vendor.isEmailKey ?? false, updated });
    const all = await pullAll(crm, 'backfill');
    expect(new Set(all.records.map(({ id }) => id)).size).toBe(awkwardPeople);
    expect([all.records.length, all.problems, all.gone]).toEqual([awkwardPeople, [], []]);
    expect(all.reported).toBe(awkwardPeople);
    const before = new Map(all.records.map(({ id, hash }) => [id, hash]));
    const again = await crm.pullPage({ loop: 'sweep', cursor: null, since: null, filter: noFilter });
    expect(again.records.filter(({ id, hash }) => before.get(id) !== hash)).toEqual([]);
    const texts = all.records.flatMap(({ fields }) => Object.values(fields));
    expect(texts.every((text) => typeof text === 'string' && text !== '')).toBe(true);
    if (updated)
      expect(all.records.filter(({ updatedAt }) => updatedAt === null)).toHaveLength((awkwardPeople / 500) * 3);
  }, 60_000);

  it('sends nothing that the vendor’s documentation does not name, whatever it is asked', async () => {
    const { crm, emulator, pass } = await scene({ count: 5 });
    await crm.probe();
    await crm.choices();
    const { watermark } = await pullAll(crm, 'backfill');
    pass(60_000);
    if (people.delta.length > 0) await pullAll(crm, 'delta', { since: watermark });
    await pullAll(crm, 'sweep');
    await crm.fetchOne(vendor.idOf(1), noFilter);
    expect(emulator.calls.filter(({ status }) => status >= 400)).toEqual([]);
  });

  for (const kind of kinds.filter((name) => vendor.words(samplePerson)[name]))
    it(`marks who is left out by a filter of ${kind}, in capitals or not, and still accounts for them`, async () => {
      const { crm, population } = await scene({ count: 40 });
      const word = population.here().flatMap((person) => vendor.words(person)[kind] ?? [])[0]!;
      for (const wanted of [word.toUpperCase(), 'nobody has this']) {
        const page = await crm.pullPage({ loop: 'backfill', cursor: null, since: null, filter: { ...noFilter, [kind]: [wanted] } }); // prettier-ignore
        const left = page.records.filter(({ isLeftOut }) => isLeftOut).map(({ id }) => id);
        const met = new Set(page.records.map(({ id }) => id));
        const others = population.here().filter((person) => !vendor.words(person)[kind]?.some((own) => own.toUpperCase() === wanted)); // prettier-ignore
        expect(new Set(left)).toEqual(new Set(others.map(({ id }) => vendor.idOf(id)).filter((id) => met.has(id))));
        expect(page.reported).toBe(page.records.length);
      }
    });

  if (people.list.some(({ total }) => total && vendor.countsHidden !== false))
    it('says so when the vendor counts more people than it shows', async () => {
      const { crm, population } = await scene({ count: 60 });
      for (let id = 1; id <= 60; id += 2) population.hide(id);
      const { capped, records } = await pullAll(crm, 'backfill');
      expect(records).toHaveLength(30);
      expect(capped).toBe(`${label} counts 60 people but showed only 30 of them.`);
    });

  if (vendor.mayBeSparse)
    it('goes on behind a page that holds nobody though there are more', async () => {
      const { crm } = await scene({ count: vendor.pageSize * 2 + 7, isSparse: true });
      expect((await pullAll(crm, 'backfill')).records).toHaveLength(vendor.pageSize * 2 + 7);
    });

  const { lagMs } = vendor;
  if (lagMs)
    it(`brings a change that the vendor shows only ${lagMs / 1_000} s later`, async () => {
      const { crm, population, pass } = await scene({ count: 20, lagMs });
      pass(600_000);
      const first = await pullAll(crm, 'backfill');
      pass(600_000);
      for (const id of [3, 4, 5]) population.edit(id, { firstName: 'Zoë' });
      const added = population.add();
      pass(1_000);
      const early = await pullAll(crm, 'delta', { since: first.watermark });
      expect(early.records.filter(({ fields }) => fields.firstName === 'Zoë')).toEqual([]);
      pass(lagMs);
      const late = await pullAll(crm, 'delta', { since: early.watermark });
      const brought = new Set(late.records.map(({ id }) => id));
      expect([3, 4, 5, added.id].map(vendor.idOf).filter((id) => !brought.has(id))).toEqual([]);
    });

  it('knows nobody any more by the id of whoever was merged into another', async () => {
    const { crm, population, pass } = await scene({ count: 12 });
    pass(60_000);
    population.merge(5, 7);
    const sweep = await pullAll(crm, 'sweep');
    expect(sweep.records.map(({ id }) => id)).not.toContain(vendor.idOf(5));
    const found = await crm.fetchOne(vendor.idOf(5), noFilter);
    expect(found === 'gone' || (found && 'id' in found && found.id === vendor.idOf(7))).toBe(true);
  });
}
