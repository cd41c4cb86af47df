import { Readable } from 'node:stream';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, StreamableFile } from '@nestjs/common';
import { Pool } from 'pg';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { type ExportKind, type ExportPlan, exportPlans } from './export-kinds.js';
import { type ExportFormat, exportLines, type ExportRow } from './export-lines.js';
import { CampaignReveals } from './reveals.service.js';

/** Measured: with 2,000 a file takes as long, and the process grows by half as much again. */
const rowsAtOnce = 500;

/**
 * A campaign's plan, verdicts, attempts, evidence or actions as a file. Read page by page along an index, each page a statement of
 * its own: a slow line holds no transaction open, and a million rows need no more memory than a thousand.
 */
@Injectable()
export class CampaignExports {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly reveals: CampaignReveals,
  ) {}

  async file(actor: RequestActor, campaignId: string, { what, format }: { what: ExportKind; format: ExportFormat }) {
    const accountId = await this.reveals.accountOf(actor, campaignId);
    const isMasked = await this.reveals.isMasked(actor, campaignId);
    await this.em.transactional((tx) =>
      recordAudit(
        tx,
        auditBy(actor, {
          accountId,
          action: 'campaign.exported',
          subject: { kind: 'campaign', id: campaignId },
          after: { what, format, masked: isMasked },
        }),
      ),
    );
    const plan = exportPlans[what];
    const lines = exportLines(exportPages(this.pool, plan, campaignId), { plan, format, isMasked });
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      disposition: `attachment; filename="campaign-${campaignId}-${what}.${format}"`,
    });
  }
}

/** While one page is written the next is already read; there are never more than two. */
export async function* exportPages(
  pool: Pool,
  { first, sql }: ExportPlan,
  campaignId: string,
): AsyncGenerator<ExportRow[]> {
  const read = async (cursor: string) => (await pool.query<ExportRow>(sql, [campaignId, cursor, rowsAtOnce])).rows;
  let coming: Promise<ExportRow[]> | null = read(first);
  while (coming) {
    const rows: ExportRow[] = await coming;
    coming = rows.length < rowsAtOnce ? null : read(rows.at(-1)!.cursor);
    // Whoever awaits it above hears of its error; when nobody does any more it must not end the process.
    coming?.catch(() => undefined);
    if (rows.length > 0) yield rows;
  }
}
