import { hubspotVendor } from '../../test/crm/hubspot.js';
import { scenesOf } from '../../test/crm/scenes.js';
import { defaultSyncSettings } from '../../domain/syncs/settings.js';
import type { PinnedConnection } from './pinned.js';
import { fetched } from './sources.js';

const pinned = { settings: defaultSyncSettings } as PinnedConnection;

describe('records that are asked for one by one', () => {
  const scene = scenesOf(hubspotVendor);
  it('are there, deleted, unreadable, or merged into another, each under the id that was asked for', async () => {
    const { crm, population } = await scene({ count: 9 });
    population.remove(3);
    population.edit(4, { odd: { ...hubspotVendor.odd, id: null } });
    population.merge(5, 6);
    const { records, problems, gone, reported } = await fetched({ crm, pinned }, ['2', '3', '4', '5'], 'gone');
    expect(records.map(({ id }) => id)).toEqual(['2', '6']);
    expect(problems.map(({ id }) => id)).toEqual(['4']);
    expect(gone).toEqual(['3', '5']);
    expect(reported).toBe(5);
  });
});
