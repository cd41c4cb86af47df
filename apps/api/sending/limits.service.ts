import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { wakeCampaigns } from '../../../database/wake-campaigns.js';
import type { Config } from '../../../integrations/config.js';
import { sendingDomains } from '../../../integrations/mail/settings.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { labelOf } from './hold-rows.js';
import { chainOf } from './holds.service.js';
import type { NewLimit, ShownLimit } from './sending.schemas.js';

/** Mails an hour that somebody has set; what is not set follows the settings of the platform. */
@Injectable()
export class SendingLimitsService {
  constructor(
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(): Promise<{ data: ShownLimit[]; hasNextPage: false }> {
    const rows = await query<Omit<ShownLimit, 'scope' | 'scopeId' | 'label'> & { name: string | null }>(
      this.em,
      `select l.key, l.per_hour as "perHour", l.reason, l.set_at as "setAt", u.name as "setBy", a.name
       from rate_limits_of_sending l left join auth."user" u on u.id = l.set_by left join accounts a on l.key = 'account:' || a.id
       where l.key not like 'campaign:%' and $1::boolean order by l.key limit 500`,
      [true],
    );
    return { data: rows.map(present), hasNextPage: false };
  }

  async set(actor: RequestActor, { scope, scopeId, perHour, reason }: NewLimit) {
    const key = keyOf(scope, scopeId);
    await this.em.transactional(async (tx) => {
      const accountId = await chainOf(tx, { scope, scopeId });
      const [before] = await query<{ per_hour: number }>(
        tx,
        'select per_hour from rate_limits_of_sending where key = $1 for update',
        [key],
      );
      if (perHour === null) await query(tx, 'delete from rate_limits_of_sending where key = $1', [key]);
      else
        await query(
          tx,
          `insert into rate_limits_of_sending (key, per_hour, set_by, reason) values ($1, $2, $3, $4)
           on conflict (key) do update set per_hour = $2, set_by = $3, reason = $4, set_at = now()`,
          [key, perHour, actor.userId, reason],
        );
      const told = { scope, scopeId, kind: 'limit_set', details: { key, perHour }, by: actor.userId };
      await wakeCampaigns(tx, told, sendingDomains(this.config));
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId,
          action: 'sending_limit.set',
          subject: { kind: 'sending_limit', id: key },
          reason,
          before: { perHour: before?.per_hour ?? null },
          after: { perHour },
        }),
      );
    });
    return this.list();
  }
}

/** `platform`, `account:12`, `domain:mail.example.com`, `provider:google`: the same in buckets and limits. */
const keyOf = (scope: NewLimit['scope'], scopeId: string) => (scope === 'platform' ? scope : `${scope}:${scopeId}`);

function present({ name, setAt, ...row }: Omit<ShownLimit, 'scope' | 'scopeId' | 'label'> & { name: string | null }) {
  const [scope = 'platform', scopeId = ''] = row.key.split(':') as [NewLimit['scope'], string?];
  return { ...row, scope, scopeId, label: labelOf(scope, scopeId, name), setAt: new Date(setAt).toISOString() };
}
