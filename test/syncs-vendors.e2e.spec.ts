import { jest } from '@jest/globals';
import { activeCampaignVendor } from './crm/active-campaign.js';
import { boldTrailVendor } from './crm/boldtrail.js';
import { constantContactVendor } from './crm/constant-contact.js';
import { googleContactsVendor } from './crm/google-contacts.js';
import { hubspotVendor } from './crm/hubspot.js';
import { mailchimpVendor } from './crm/mailchimp.js';
import { salesforceVendor } from './crm/salesforce.js';
import { type Story, theirs, VendorStage } from './crm/stories.js';
import { connectorOf } from './crm/vendor.js';

jest.setTimeout(180_000);

const vendors = [hubspotVendor, mailchimpVendor, salesforceVendor, googleContactsVendor, boldTrailVendor, constantContactVendor, activeCampaignVendor]; // prettier-ignore

/** All at once: most of their time is waiting for what each CRM allows. */
const stories = new Map<string, Promise<Story>>();
let scene: VendorStage;
beforeAll(async () => {
  scene = await VendorStage.begin(vendors);
  for (const { id } of vendors) {
    stories.set(id, scene.tell(id));
    // Each rule below hears of its own story's failure.
    stories.get(id)!.catch(() => undefined);
  }
});
afterAll(async () => {
  await Promise.allSettled(stories.values());
  await scene.end();
});

describe.each(vendors.map((vendor) => [connectorOf(vendor.id).label, vendor] as const))('%s', (label, vendor) => {
  const story = () => stories.get(vendor.id)!;

  it('says that it lets us wait in the middle of the first sync, and loses nobody by it', async () => {
    const { limited, filled } = await story();
    expect(limited.health.sentence).toContain(label);
    expect(Date.parse(limited.health.until!)).toBeGreaterThan(Date.parse(limited.createdAt));
    const people = vendor.pageSize + 30;
    expect(filled.lastRun?.counts).toMatchObject({ failed: 0, unexplained: 0 });
    expect([filled.contacts, filled.openProblems]).toEqual([people, 0]);
  });

  it('brings who has changed and who is new, and renews its sign-in for that at most once', async () => {
    const { changed, renewals } = await story();
    expect(changed.lastRun).toMatchObject({
      loop: 'delta',
      counts: { changed: 3, added: 1, failed: 0, unexplained: 0 },
    });
    expect(renewals).toBe(vendor.secret.kind === 'oauth' ? 1 : 0);
  });

  it('is found to have deleted one person, who stays as a contact and says so', async () => {
    const { id, left, stage } = await story();
    expect(left.lastRun?.counts).toMatchObject({ gone: 1, failed: 0, unexplained: 0 });
    // Google forgets where we stood: everybody is read again, and nobody is deleted by that.
    const isScan = stage.api.forgetTokens !== undefined || !connectorOf(vendor.id).people.tellsDeletions;
    expect(left.lastRun?.loop).toBe(isScan ? 'sweep' : 'delta');
    const gone = (await scene.contacts(id)).filter(({ tags }) => tags.includes(`Deleted in ${label}`));
    const [first = 0] = stage.population.people.keys();
    expect(gone.map(({ record_id }) => record_id)).toEqual([vendor.idOf(first + 9)]);
  });

  it('knows the same people as we do, in the end', async () => {
    const { id, stage } = await story();
    expect(await scene.ours(id)).toEqual(theirs(stage));
  });
});
