import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { NotFound } from '../problem.js';
import { grantReveal, maskFor } from '../reveals.js';

/** Who may read the names and addresses of which campaign: its own account always, people of the platform after an audited reason. */
@Injectable()
export class CampaignReveals {
  constructor(private readonly em: EntityManager) {}

  async grant(actor: RequestActor, campaignId: string, reason: string): Promise<{ until: string }> {
    const accountId = await this.accountOf(actor, campaignId);
    return this.em.transactional(async (tx) => {
      const until = await grantReveal(tx, actor, { of: 'campaign', id: campaignId });
      const subject = { kind: 'campaign', id: campaignId };
      await recordAudit(
        tx,
        auditBy(actor, { accountId, action: 'campaign.revealed', subject, reason, after: { until } }),
      );
      return { until };
    });
  }

  async isMasked(actor: RequestActor, campaignId: string): Promise<boolean> {
    return (await maskFor(this.em, actor, { of: 'campaign', ids: [campaignId] }))(campaignId);
  }

  /** @throws NotFound also for another account's campaign */
  async accountOf({ accountId }: RequestActor, campaignId: string): Promise<string> {
    const [row] = await query<{ account_id: string }>(
      this.em,
      'select account_id::text from campaigns where id = $1 and ($2::bigint is null or account_id = $2)',
      [campaignId, accountId],
    );
    if (!row) throw new NotFound('campaign');
    return row.account_id;
  }
}
