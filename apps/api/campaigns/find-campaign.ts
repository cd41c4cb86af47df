import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Campaign } from '../../../database/entities/campaigns.js';
import { NotFound } from '../problem.js';

/** @throws NotFound also for another account's campaign */
export async function findCampaign(em: EntityManager, campaignId: string): Promise<Campaign> {
  const campaign = await em.findOne(Campaign, { id: campaignId });
  if (!campaign) throw new NotFound('campaign');
  return campaign;
}

/** The same, held until the transaction ends. */
export async function lockCampaign(tx: EntityManager, campaignId: string): Promise<Campaign> {
  const campaign = await tx.findOne(Campaign, { id: campaignId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!campaign) throw new NotFound('campaign');
  return campaign;
}
