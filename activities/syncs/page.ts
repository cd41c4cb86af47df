import type { PoolClient } from 'pg';
import { endProblems } from '../../database/syncs-gone.js';
import { planPage } from '../../database/syncs-plan.js';
import {
  countOutcomes,
  leaveOutUnsubscribed,
  markUnsubscribed,
  type PageOutcomes,
  writeContacts,
} from '../../database/syncs-write.js';
import { correctedCells } from '../../domain/syncs/corrections.js';
import { compileRecordJudge } from '../../domain/syncs/judge.js';
import { seenAfter } from '../../domain/syncs/provenance.js';
import type { CrmRecord } from '../../integrations/crm/connector.js';
import { jsonText } from '../imports/copy-text.js';
import { type Link, type LinkAfter, readLinks, touchLinks, writeLinks } from './links.js';
import type { PinnedConnection } from './pinned.js';
import { openProblems, resolveProblems } from './problems.js';

export interface PageWork {
  pinned: PinnedConnection;
  runId: string;
  records: CrmRecord[];
  /** Every record that is there will be met: who is not is missing. */
  isSweep: boolean;
  /** Judge again although nothing has changed at the CRM: a person has put it right, or settings have changed. */
  isForced: boolean;
  today: string;
}

type Verdict = 'unchanged' | 'skipped' | 'failed' | 'filtered' | 'stage';

/**
 * Brings the records of one page into contacts, within the caller's transaction: who is as before is counted, the others are
 * judged, matched and merged as the rows of an import are.
 */
export async function writePage(client: PoolClient, work: PageWork): Promise<PageOutcomes> {
  const { pinned, runId, isSweep } = work;
  const { connectionId, accountId } = pinned;
  const records = [...new Map(work.records.map((record) => [record.id, record])).values()];
  const links = await readLinks(
    client,
    connectionId,
    records.map(({ id }) => id),
  );
  const verdicts = records.map((record) => ({ record, verdict: verdictOf(record, links.get(record.id), work) }));
  const of = (...wanted: Verdict[]) =>
    verdicts.filter(({ verdict }) => wanted.includes(verdict)).map(({ record }) => record);
  const count = (verdict: Verdict) => of(verdict).length;

  const staged = of('stage');
  const filtered = of('filtered');
  const rows = judged(staged, links, work);
  const written = staged.length > 0 ? await writeStaged(client, work, rows) : nothing;
  const where = { connectionId, accountId, runId, isSweep };
  await writeLinks(client, where, [
    ...rows.map(({ link }) => link),
    ...filtered.map((record) => leftOut(record, links.get(record.id), pinned)),
  ]);
  if (written.failed > 0) await openProblems(client, where);
  if (staged.length > 0) await resolveProblems(client, where);
  await endProblems(
    client,
    connectionId,
    filtered.map(({ id }) => id),
  );
  await touchLinks(
    client,
    where,
    of('unchanged', 'skipped', 'failed').map(({ id }) => id),
  );
  return {
    added: written.added,
    changed: written.changed,
    // The same record twice in one page is one record, met again.
    unchanged: written.unchanged + count('unchanged') + work.records.length - records.length,
    skipped: written.skipped + count('skipped') + count('filtered'),
    failed: written.failed + count('failed'),
  };
}

const nothing: PageOutcomes = { added: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0 };

function verdictOf(record: CrmRecord, link: Link | undefined, { pinned, isForced }: PageWork): Verdict {
  if (!link) return record.isLeftOut ? 'filtered' : 'stage';
  // The contact was deleted here: such a person does not come back.
  if (link.state === 'linked' && link.contact_id === null) return 'skipped';
  if (isForced) return record.isLeftOut ? 'filtered' : 'stage';
  const isLate = record.updatedAt && link.record_updated_at && record.updatedAt < link.record_updated_at;
  const isSame = isLate || (link.hash === record.hash && link.judged_by === pinned.settingsVersion);
  if (!isSame || link.state === 'gone') return record.isLeftOut ? 'filtered' : 'stage';
  return link.state === 'linked' ? 'unchanged' : link.state;
}

function judged(records: CrmRecord[], links: Map<string, Link>, { pinned, runId, today }: PageWork) {
  const judge = compileRecordJudge(pinned.plan, today);
  return records.map((record, index) => {
    const link = links.get(record.id);
    const { values, emailNormalized, issues, failed } = judge({
      cells: correctedCells(record.fields, link?.edits ?? null),
      tags: record.tags,
      isUnsubscribed: record.isUnsubscribed,
    });
    const at = record.updatedAt ?? null;
    const row = {
      ...values,
      import_id: runId,
      account_id: pinned.accountId,
      row_number: index + 1,
      part: 0,
      edit_version: 0,
      retrying: false,
      attempts: 0,
      intent: failed ? 'fail' : 'create',
      email_normalized: emailNormalized,
      issues: issues.length > 0 ? issues : null,
      record_id: record.id,
      record_at: at,
      linked_id: link?.contact_id ?? null,
      contact_id: link?.contact_id ?? null,
      match_reason: link?.contact_id ? 'link' : null,
      seen: link?.seen ?? {},
      hand: {},
    };
    return {
      row,
      link: {
        ...leftOut(record, link, pinned),
        reason: null,
        seen: seenAfter(link?.seen ?? {}, values, at ?? new Date(`${today}T00:00:00Z`)),
      } satisfies LinkAfter,
    };
  });
}

function leftOut(record: CrmRecord, link: Link | undefined, pinned: PinnedConnection): LinkAfter {
  return {
    record_id: record.id,
    record_updated_at: record.updatedAt?.toISOString() ?? null,
    hash: record.hash,
    judged_by: pinned.settingsVersion,
    raw: record.raw,
    cells: {
      cells: record.fields,
      tags: record.tags,
      isUnsubscribed: record.isUnsubscribed,
      isLeftOut: record.isLeftOut,
    },
    seen: link?.seen ?? {},
    reason: 'filter',
  };
}

function givenOf(rows: ReturnType<typeof judged>) {
  const addresses = rows.flatMap(({ row }) => row.email_normalized ?? []);
  return {
    hasLinks: rows.some(({ row }) => row.linked_id !== null),
    hasTwins: new Set(addresses).size < addresses.length,
    hasPhones: rows.some(({ row }) => (row.phone ?? null) !== null),
  };
}

/** How often an address may be taken by somebody else between judging and writing. */
const tries = 3;

/** Stages, plans and writes; when an address was taken by another process meanwhile, all of it again. */
async function writeStaged(
  client: PoolClient,
  { pinned, runId }: PageWork,
  rows: ReturnType<typeof judged>,
): Promise<PageOutcomes> {
  const { connectionId, accountId, plan, columns, changes, settings } = pinned;
  const given = givenOf(rows);
  await client.query('select begin_page(); savepoint before_writing');
  for (let attempt = 1; ; attempt++) {
    await client.query(
      'insert into staged_records select * from jsonb_populate_recordset(null::staged_records, $1::jsonb)',
      [jsonText(rows.map(({ row }) => row))],
    );
    try {
      const isKnown = await planPage(client, {
        importId: runId,
        accountId,
        connectionId,
        ...plan,
        staged: { changes },
        given,
      });
      if (settings.unsubscribed === 'leave_out') await leaveOutUnsubscribed(client, runId);
      await writeContacts(client, { runId, connectionId, columns, isKnown });
      break;
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code !== '23505' || constraint !== 'contacts_email' || attempt === tries) throw error;
      await client.query('rollback to savepoint before_writing');
    }
  }
  if (rows.some(({ row }) => row.unsubscribed)) await markUnsubscribed(client, { runId, accountId });
  return countOutcomes(client, runId);
}
