import type { EntityManager } from '@mikro-orm/postgresql';
import type { ContactImport } from '../../../database/entities/imports.js';
import type { MappableField } from '../../../domain/contacts/fields.js';
import { checkMapping } from '../../../domain/imports/check-mapping.js';
import { commandsNow, type Standing } from '../../../domain/imports/commands.js';
import { type Alert, type IssueCode, issueCodes } from '../../../domain/imports/issues.js';
import type { Counts } from '../../../domain/imports/states.js';
import type { ColumnProfile } from '../../../domain/imports/mapping.js';
import type { Import, Progress } from './imports.schemas.js';
import { maskText } from './mask.js';

/** What the ledger and its views say about one import; a row of `factsSql`. */
interface Facts {
  id: string;
  account_name: string;
  started_by: string | null;
  counts: (Omit<Counts, 'notProcessed'> & { not_processed: number }) | null;
  planned: Import['planned'];
  alerts: { code: IssueCode; field: MappableField | null; count: number; rows: number[] }[];
  open_failed: number;
  progress:
    | (Record<'step' | 'at', string> &
        Record<'done' | 'total', number> &
        Record<'rows_per_second' | 'seconds_left', number | null>)
    | null;
  has_written: boolean;
  previous: Import['previousImport'];
  custom_keys: string[];
}

const factsSql = `
select i.id, a.name as account_name, (select u.name from auth."user" u where u.id = i.started_by) as started_by,
  (select jsonb_build_object('created', created, 'updated', updated, 'unchanged', unchanged, 'skipped', skipped,
     'failed', failed, 'not_processed', not_processed) from import_counts c where c.import_id = i.id) as counts,
  (select jsonb_build_object('create', p."create", 'update', p."update", 'unchanged', p.unchanged, 'skip', p.skip, 'fail', p.fail)
     from import_plans p where p.import_id = i.id) as planned,
  coalesce((select jsonb_agg(jsonb_build_object('code', code, 'field', field, 'count', count, 'rows', rows) order by count desc)
     from import_alerts l where l.import_id = i.id and i.state <> 'mapping' and l.count > 0), '[]') as alerts,
  case when i.confirmed_at is null then 0 else import_open_failed(i.id) end as open_failed,
  (select to_jsonb(p) from import_progress(i.id) p limit 1) as progress,
  exists (select from import_batches b where b.import_id = i.id and b.kind in ('trial', 'apply', 'retry')) as has_written,
  (select jsonb_build_object('id', o.id::text, 'createdAt', o.created_at, 'rowCount', o.row_count)
     from contact_imports o where o.account_id = i.account_id and o.file_sha256 = i.file_sha256 and o.id < i.id
     and o.confirmed_at is not null order by o.id desc limit 1) as previous,
  array(select f.key from custom_fields f where f.account_id = i.account_id) as custom_keys
from contact_imports i join accounts a on a.id = i.account_id
where i.id = any (?::bigint[])`;

export interface Viewer {
  engine: 'ok' | 'away';
  now: Date;
  /** Staff see whose import it is. */
  isStaff: boolean;
  /** Imports whose personal data this viewer may not read. */
  isMasked: (importId: string) => boolean;
}

/** Imports as the API answers them, with one question to the database for all of them. */
export async function presentImports(em: EntityManager, items: ContactImport[], viewer: Viewer): Promise<Import[]> {
  const facts = await factsOf(em, items);
  return items.map((item) => present(item, facts.get(item.id)!, viewer));
}

/** What decides which commands may be asked. */
export async function standingOf(em: EntityManager, item: ContactImport): Promise<Standing> {
  const facts = await factsOf(em, [item]);
  return standing(item, facts.get(item.id)!);
}

async function factsOf(em: EntityManager, items: ContactImport[]): Promise<Map<string, Facts>> {
  if (items.length === 0) return new Map();
  const ids = `{${items.map(({ id }) => id).join(',')}}`;
  const rows: Facts[] = await em.execute(factsSql, [ids]);
  return new Map(rows.map((row) => [String(row.id), row]));
}

const standing = (item: ContactImport, facts: Facts): Standing => ({
  state: item.state,
  resumeState: item.resumeState ?? null,
  hasWritten: facts.has_written,
  openFailed: facts.open_failed,
  undoUntil: item.undoUntil ?? null,
});

function present(item: ContactImport, facts: Facts, viewer: Viewer): Import {
  const isWaiting = ['awaiting_review', 'failed'].includes(item.state);
  return {
    id: item.id,
    accountId: item.accountId,
    ...(viewer.isStaff ? { accountName: facts.account_name } : {}),
    state: item.state,
    resumeState: item.resumeState ?? null,
    needs: isWaiting || (item.state === 'completed' && facts.open_failed > 0) ? 'person' : null,
    fileName: item.fileName,
    fileSize: item.fileSize,
    sha256: Buffer.from(item.fileSha256).toString('hex'),
    file: item.fileFormat,
    confidence: item.reading.confidence,
    sheet: item.reading.sheet ?? null,
    columns: viewer.isMasked(item.id) ? item.columns.map(maskColumn) : item.columns,
    mapping: item.mapping,
    options: item.options,
    mappingProblems: checkMapping(item.mapping, item.columns.length, facts.custom_keys).map(({ sentence }) => sentence),
    rowCount: item.rowCount ?? null,
    estimatedRows: item.estimatedRows ?? null,
    counts: facts.counts && toCounts(facts.counts),
    planned: facts.planned,
    alerts: facts.alerts.map(toAlert),
    openFailed: facts.open_failed,
    progress: facts.progress && toProgress(facts.progress),
    failure: item.failureCode ? { code: item.failureCode, sentence: item.failureSentence ?? '' } : null,
    trialRows: item.trialRows ?? null,
    previousImport: facts.previous,
    startedBy: facts.started_by,
    createdAt: item.createdAt.toISOString(),
    ...times(item),
    commands: commandsNow(standing(item, facts), viewer.now),
    engine: viewer.engine,
    ...(viewer.isStaff ? { masked: viewer.isMasked(item.id) } : {}),
  };
}

const time = (at: Date | null | undefined) => at?.toISOString() ?? null;

function times(item: ContactImport) {
  return {
    scannedAt: time(item.scannedAt),
    confirmedAt: time(item.confirmedAt),
    completedAt: time(item.completedAt),
    undoUntil: time(item.undoUntil),
    purgeAt: time(item.purgeAt),
  };
}

const maskColumn = (column: ColumnProfile): ColumnProfile => ({ ...column, samples: column.samples.map(maskText) });

const toCounts = ({ not_processed, ...rest }: NonNullable<Facts['counts']>): Counts => ({
  ...rest,
  notProcessed: not_processed,
});

const toAlert = (alert: Facts['alerts'][number]): Alert => ({ ...alert, ...issueCodes[alert.code] });

const toProgress = ({
  step,
  done,
  total,
  rows_per_second,
  seconds_left,
  at,
}: NonNullable<Facts['progress']>): Progress => ({
  step: step as Progress['step'],
  done,
  total,
  rowsPerSecond: rows_per_second,
  secondsLeft: seconds_left,
  at,
});
