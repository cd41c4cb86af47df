import type { Population } from '../../apps/local/sandbox/people.js';
import { AuthLost, BadAnswer, LimitedUntil, Unreachable } from '../../integrations/crm/errors.js';
import { doorsContractOf } from './contract-doors.js';
import { peopleContractOf } from './contract-people.js';
import { scenesOf } from './scenes.js';
import { blocksOnly, connectorOf, noFilter, pullAll, type Vendor } from './vendor.js';

const sorted = (ids: string[]) => ids.toSorted();

const idsOf = (records: { id: string }[]) => sorted(records.map(({ id }) => id));

/** What holds for every connector, against its emulator; what is expected is read off the connector. */
export function contractOf(vendor: Vendor): void {
  const connector = connectorOf(vendor.id);
  const scene = scenesOf(vendor);
  const expected = ({ people }: Population) => sorted([...people.values()].filter(({ isDeleted }) => !isDeleted).map(({ id }) => vendor.idOf(id))); // prettier-ignore
  const enough = vendor.pageSize * 2 + 7;

  peopleContractOf(vendor);
  doorsContractOf(vendor);

  it('says whose key it is and how many people it sees', async () => {
    const { crm } = await scene({ count: 12 });
    const { who, sees } = await crm.probe();
    expect(who.length).toBeGreaterThan(2);
    if (connector.probe.sees) expect(sees).toBe(12);
  });
  it('tells a key that is not taken, and one that sees nobody', async () => {
    const { crm, api } = await scene();
    if (connector.probe.sees) expect((await crm.probe()).notes[0]).toContain('sees nobody');
    api.setKeyTaken(false);
    await expect(crm.probe()).rejects.toThrow(AuthLost);
  });
  it('reads everybody once, page by page, and accounts for all that was sent', async () => {
    const { crm, population } = await scene({ count: enough });
    const all = await pullAll(crm, 'backfill');
    expect(idsOf(all.records)).toEqual(expected(population));
    expect(all.reported).toBe(all.records.length + all.problems.length + all.gone.length);
    expect(all.pages).toBeGreaterThan(2);
    expect(all.capped).toBeNull();
  });
  it('brings names, address of mail, phone and time of a person', async () => {
    const { crm, population } = await scene({ count: 3 });
    const { records } = await pullAll(crm, 'backfill');
    const person = population.people.get(2)!;
    const record = records.find(({ id }) => id === vendor.idOf(2))!;
    const { firstName, lastName, email } = record.fields;
    expect({ firstName, lastName, email }).toEqual({ firstName: person.firstName, lastName: person.lastName, email: person.email }); // prettier-ignore
    if (connector.people.updated) expect(Math.abs(+record.updatedAt! - +person.updated)).toBeLessThan(1_000);
    expect(Object.keys(record.fields).every((field) => (connector.people.fields as string[]).includes(field))).toBe(
      true,
    );
  });
  it('marks who has unsubscribed', async () => {
    const { crm, population } = await scene({ count: 2 });
    population.edit(1, { isUnsubscribed: true });
    const { records } = await pullAll(crm, 'backfill');
    const told = new Map(records.map(({ id, isUnsubscribed }) => [id, isUnsubscribed]));
    if (vendor.tellsUnsubscribed) expect(told.get(vendor.idOf(1))).toBe(true);
    expect(told.get(vendor.idOf(2))).toBe(false);
  });
  it('reports a record that cannot be read with its member, and saves the rest of its page', async () => {
    const { crm, population } = await scene({ count: 30 });
    population.edit(11, { odd: vendor.odd });
    const all = await pullAll(crm, 'backfill');
    expect(all.records).toHaveLength(29);
    expect(all.problems).toMatchObject([{ id: vendor.idOf(11), field: vendor.oddField, code: 'malformed' }]);
    expect(all.problems[0]!.sentence).toContain(connector.label);
  });

  if (connector.people.delta.length > 0) {
    for (const skewMs of [0, 3 * 86_400_000, -3 * 86_400_000])
      it(`brings what has changed since, also many at one time, with the vendor's clock ${skewMs / 86_400_000} days ahead`, async () => {
        const { crm, population, pass } = await scene({ count: 40, skewMs });
        const first = await pullAll(crm, 'backfill');
        pass(3_600_000);
        const at = population.clock();
        for (const id of [3, 4, 5, 6, 7, 8, 9]) population.edit(id, { firstName: 'Zoë', updated: at });
        pass(600_000);
        const second = await pullAll(crm, 'delta', { since: first.watermark });
        const changed = second.records.filter(({ fields }) => fields.firstName === 'Zoë');
        expect(idsOf(changed)).toEqual(sorted([3, 4, 5, 6, 7, 8, 9].map(vendor.idOf)));
        pass(600_000);
        population.edit(9, { firstName: 'Zora' });
        pass(600_000);
        const third = await pullAll(crm, 'delta', { since: second.watermark });
        expect(third.records.find(({ id }) => id === vendor.idOf(9))?.fields.firstName).toBe('Zora');
      });
    it('meets again, in the next delta, who changed while pages were turned', async () => {
      const { crm, population, pass } = await scene({ count: enough });
      const first = await pullAll(crm, 'backfill', {
        between(pages) {
          pass(1_000);
          if (pages === 1) for (const id of [1, 2, enough - 1, enough]) population.edit(id, { firstName: 'Moved' });
        },
      });
      pass(600_000);
      const second = await pullAll(crm, 'delta', { since: first.watermark });
      const known = new Map([...first.records, ...second.records].map(({ id, fields }) => [id, fields.firstName]));
      expect([1, 2, enough - 1, enough].map((id) => known.get(vendor.idOf(id)))).toEqual(['Moved', 'Moved', 'Moved', 'Moved']); // prettier-ignore
      expect(known.size).toBe(enough);
    });
  }
  it('finds out who was deleted, by being told or by not meeting them', async () => {
    const { crm, population, pass } = await scene({ count: 20 });
    const first = await pullAll(crm, 'backfill');
    pass(600_000);
    population.remove(5);
    pass(600_000);
    if (connector.people.tellsDeletions) {
      const { gone } = await pullAll(crm, 'delta', { since: first.watermark });
      expect(gone).toContain(vendor.idOf(5));
    }
    const sweep = await pullAll(crm, 'sweep');
    expect(idsOf(sweep.records)).toEqual(expected(population));
    await expect(crm.fetchOne(vendor.idOf(5), noFilter)).resolves.toBe('gone');
    await expect(crm.fetchOne(vendor.idOf(6), noFilter)).resolves.toMatchObject({ id: vendor.idOf(6) });
  });
  it('loses nobody else when people are deleted between two pages', async () => {
    const { crm, population } = await scene({ count: enough });
    const doomed = [2, 3, enough - 2, enough - 1];
    const all = await pullAll(crm, 'sweep', {
      between: (pages) => void (pages === 1 && doomed.forEach((id) => population.remove(id))),
    });
    const met = new Set(all.records.map(({ id }) => id));
    expect(expected(population).filter((id) => !met.has(id))).toEqual([]);
  });
  it('says what went wrong, and goes on from the same place when it is mended', async () => {
    const { crm, emulator, api, population } = await scene({ count: enough, timeoutMs: 1_500 });
    const path = connector.people.list[0]!.path.replace('{list}', '').replaceAll('/', '\\/').replace('\\/\\/', '.*');
    const on = new RegExp(path);
    const begin = { loop: 'backfill', cursor: null, since: null, filter: noFilter } as const;
    const first = await crm.pullPage(begin);
    const faults = [['html', BadAnswer], ['brokenJson', BadAnswer], ['half', Unreachable], ['drop', Unreachable], [{ status: 503 }, Unreachable], [{ slowMs: 2_000 }, Unreachable]] as const; // prettier-ignore
    for (const [fault, error] of faults) {
      emulator.fail(fault, { on: vendor.pagesOn ?? on });
      await expect(crm.pullPage({ ...begin, cursor: first.next })).rejects.toThrow(error);
    }
    api.setKeyTaken(false);
    await expect(crm.pullPage({ ...begin, cursor: first.next })).rejects.toThrow(AuthLost);
    api.setKeyTaken(true);
    const met = [...first.records];
    let cursor = first.next;
    while (cursor) {
      const page = await crm.pullPage({ ...begin, cursor });
      met.push(...page.records);
      cursor = page.next;
    }
    expect(idsOf(met)).toEqual(expected(population));
  });
  it('sends nothing while the vendor lets us wait', async () => {
    const { crm, emulator, pass, now, population } = await scene({ count: 30, calls: 3, limiter: blocksOnly });
    const pull = () => crm.pullPage({ loop: 'backfill', cursor: null, since: null, filter: noFilter });
    const turns: unknown[] = [];
    for (let turn = 0; turn < 6; turn++) turns.push(await pull().catch((error: unknown) => error));
    const limited = turns.find((turn) => turn instanceof LimitedUntil);
    expect(limited).toBeDefined();
    const until = limited?.until ?? now();
    const sent = emulator.calls.length;
    for (const part of [0, 0.3, 0.3]) {
      if (part > 0) pass((+until - +now()) * part);
      await expect(pull()).rejects.toThrow(LimitedUntil);
    }
    expect(emulator.calls).toHaveLength(sent);
    pass(+until - +now());
    expect((await pull()).records.length).toBeGreaterThan(0);
    expect(population.people.size).toBe(30);
  });
}
