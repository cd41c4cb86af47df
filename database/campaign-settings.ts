import { officeZone } from '../domain/campaigns/office-zone.js';
import { type CampaignSettings, defaultSettings } from '../domain/campaigns/settings.js';
import type { CampaignState } from '../domain/campaigns/states.js';
import { type Connection, query } from './execute.js';

/** What has not been chosen is as usual. */
export const withDefaults = (chosen: Partial<CampaignSettings> | null): CampaignSettings => ({
  ...defaultSettings,
  ...chosen,
});

/** A campaign as its steps need it. */
export interface CampaignPlan {
  campaignId: string;
  accountId: string;
  state: CampaignState;
  fence: number;
  partitions: number;
  settings: CampaignSettings;
  /** IANA zone of those whose home says nothing. */
  timeZone: string;
}

export async function findCampaignPlan(conn: Connection, campaignId: string): Promise<CampaignPlan | null> {
  const [row] = await query<
    Omit<CampaignPlan, 'settings'> & {
      settings: Partial<CampaignSettings>;
      timeZone: string | null;
      country: string;
    }
  >(
    conn,
    `select c.id::text as "campaignId", c.account_id::text as "accountId", c.state, c.fence, c.partitions, c.settings,
       a.time_zone as "timeZone", a.country
     from campaigns c join accounts a on a.id = c.account_id where c.id = $1`,
    [campaignId],
    'campaign_plan',
  );
  if (!row) return null;
  const { country, timeZone, settings, ...plan } = row;
  return { ...plan, settings: withDefaults(settings), timeZone: officeZone({ timeZone, country }) };
}
