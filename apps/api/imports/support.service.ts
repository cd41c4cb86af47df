import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { ContactImport } from '../../../database/entities/imports.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { importWorkflow } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import type { ListPage } from '../list.js';
import { findImport } from './find-import.js';
import type { Import } from './imports.schemas.js';
import { Imports } from './imports.service.js';
import { PendingWork } from './pending-work.js';

/** An import that stands still until somebody looks, and why. */
export type NeedyImport = Import & { why: 'failed' | 'open_rows' | 'retrying' };

/** Tries of one step after which somebody should look. */
const manyTries = 3;
/** Imports at work that are looked at in one go. */
const mostLookedAt = 20;

/** What support does beyond what the account itself can. */
@Injectable()
export class ImportSupport {
  constructor(
    private readonly em: EntityManager,
    private readonly imports: Imports,
    private readonly pending: PendingWork,
  ) {}

  /** Imports that have failed, whose failed rows have been open for more than a day, or whose step fails again and again. */
  async needsSomeone(actor: RequestActor): Promise<ListPage<NeedyImport>> {
    const found = await query<{ id: string; why: NeedyImport['why'] }>(
      this.em,
      `select id::text, case when state = 'failed' then 'failed' else 'open_rows' end as why from contact_imports
       where state = 'failed' or (state = 'completed' and completed_at < now() - interval '1 day' and exists (
         select from import_rows r where r.import_id = contact_imports.id and (r.intent = 'fail' or r.outcome = 'failed')
           and r.dismissed_reason is null and row_outcome(r) = 'failed'))
       order by contact_imports.id desc limit $1`,
      [200],
    );
    const why = new Map(found.map(({ id, why: reason }) => [id, reason]));
    for (const id of await this.retrying()) why.set(id, 'retrying');
    const items = await this.em.find(ContactImport, { id: [...why.keys()] }, { orderBy: { updatedAt: 'desc' } });
    const shown = await this.imports.present(items, actor);
    const data = shown.map((item) => ({ ...item, why: why.get(item.id)! }));
    return { data, total: data.length, hasNextPage: false };
  }

  async retryNow(
    importId: string,
    { activityId, reason }: { activityId?: string | undefined; reason: string },
    actor: RequestActor,
  ) {
    const item = await findImport(this.em, importId);
    const reset = await this.pending.retryNow(importWorkflow.id(importId), activityId);
    await this.em.transactional((tx) =>
      recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: 'import.retried_now',
          subject: { kind: 'import', id: importId },
          reason,
          after: { activities: reset },
        }),
      ),
    );
    return { reset };
  }

  private async retrying(): Promise<string[]> {
    const atWork = await query<{ id: string }>(
      this.em,
      `select id::text from contact_imports where state in ('scanning', 'importing', 'undoing') order by updated_at limit $1`,
      [mostLookedAt],
    );
    const looked = await Promise.all(
      atWork.map(async ({ id }) => ({ id, work: await this.pending.of(importWorkflow.id(id)).catch(() => null) })),
    );
    return looked.filter(({ work }) => work?.some(({ attempt }) => attempt > manyTries)).map(({ id }) => id);
  }
}
