import { useQueryClient } from '@tanstack/react-query';
import { inFigures } from '../../fields/numbers.js';
import type { Fixable, FixVerbs } from '../../grid/fixable.js';
import { FixGrid } from '../../grid/FixGrid.js';
import { importsApi } from '../api.js';
import { nameOf } from '../mapping.js';
import type { ColumnProfile, ContactImport, ImportRow } from '../types.js';
import { useCommand } from '../useCommand.js';
import { importKey } from '../useImport.js';

interface FailedTableProps {
  contactImport: ContactImport;
  rows: ImportRow[];
  /** By row number. */
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** Fields by which a person knows who a row is. */
const naming: ReadonlySet<string | null | undefined> = new Set(['firstName', 'lastName', 'fullName', 'email']);

/** Columns left of the verdict: who it is and what is wrong; right of it the other columns that are imported. */
function columnsOf({ columns, mapping }: ContactImport, rows: ImportRow[]) {
  const bad = new Set(
    rows.flatMap(({ issues }) => issues.filter(({ severity }) => severity === 'error').map(({ column }) => column)),
  );
  const isTelling = ({ index }: ColumnProfile) => bad.has(index) || naming.has(mapping[index]);
  return {
    telling: columns.filter(isTelling),
    rest: columns.filter((column) => mapping[column.index] && !isTelling(column)),
  };
}

const gridColumn = (column: ColumnProfile) => ({ key: String(column.index), label: nameOf(column) });

/** A failed row as the grid takes it. */
function fixable({ commands, masked }: ContactImport, columns: ColumnProfile[], row: ImportRow): Fixable {
  const { rowNumber, cells, edits, candidates } = row;
  const errors = row.issues.filter(({ severity }) => severity === 'error');
  return {
    id: String(rowNumber),
    name: `row ${rowNumber}`,
    head: inFigures(rowNumber),
    cells: Object.fromEntries(
      columns.map(({ index }) => [
        String(index),
        { text: edits?.[index] ?? cells?.[index] ?? '', issue: errors.find(({ column }) => column === index) },
      ]),
    ),
    isReadOnly: masked === true || cells === null,
    issues: errors.map((issue) => ({ ...issue, at: issue.column === null ? null : String(issue.column) })),
    isReady: row.isReady,
    attempts: row.attempts,
    candidates: candidates ?? undefined,
    mayRetry: commands.includes('retry'),
  };
}

function useRowVerbs({ id }: ContactImport, rows: ImportRow[]): FixVerbs {
  const client = useQueryClient();
  const { ask } = useCommand(id);
  const refresh = () => client.invalidateQueries({ queryKey: importKey(id) });
  const rowOf = (rowId: string) => rows.find(({ rowNumber }) => String(rowNumber) === rowId)!;
  return {
    edit: (rowId, column, text) => importsApi.editRow(id, rowOf(rowId), { [column]: text }).finally(refresh),
    choose: (rowId, contactId) => importsApi.chooseContact(id, Number(rowId), contactId).finally(refresh),
    // Its refusal is told by the command itself.
    retry: (rowId) => ask({ command: 'retry', body: { rowNumbers: [Number(rowId)] } }).catch(() => undefined),
    dismiss: async (rowId, reason) => {
      await importsApi.dismissRows(id, { rowNumbers: [Number(rowId)], reason });
      await refresh();
    },
  };
}

/** The grid of failed rows. */
export function FailedTable({ contactImport, rows, selected, onSelect }: FailedTableProps) {
  const { telling, rest } = columnsOf(contactImport, rows);
  const verbs = useRowVerbs(contactImport, rows);
  return (
    <FixGrid
      label="Rows that need you"
      heading="Row"
      telling={telling.map(gridColumn)}
      rest={rest.map(gridColumn)}
      rows={rows.map((row) => fixable(contactImport, [...telling, ...rest], row))}
      verbs={verbs}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
