import type { Import } from '../api/imports/imports.schemas.js';

const count = (n: number) => n.toLocaleString('en-US');
const rows = (n: number) => `${count(n)} ${n === 1 ? 'row' : 'rows'}`;

const nameOf = ({ header, index }: Import['columns'][number]) => header.trim() || `column ${index + 1}`;

/** How the file is read and which columns go where, in a few lines. */
export function readingLines({ fileName, file, columns, mapping, previousImport }: Import): string[] {
  const header = file.headerRow === null ? 'no header' : `header in row ${file.headerRow}`;
  const delimiter = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }[file.delimiter] ?? file.delimiter;
  const mapped = columns.filter(({ index }) => mapping[index]);
  const left = columns.filter(({ index }) => !mapping[index]);
  return [
    `${fileName}: ${file.encoding}, ${delimiter}, ${header}, ${columns.length} columns`,
    ...mapped.map((column) => `  ${nameOf(column)} → ${mapping[column.index]}`),
    ...(left.length > 0 ? [`  not imported: ${left.map(nameOf).join(', ')}`] : []),
    ...(previousImport ? [`This very file was imported before, as import ${previousImport.id}.`] : []),
  ];
}

export function alertLines({ alerts }: Import): string[] {
  return alerts.map(({ severity, sentence, count: many, rows: examples }) => {
    const where =
      examples.length > 0 ? ` (row ${examples.map(count).join(', ')}${many > examples.length ? ' …' : ''})` : '';
    return `  ${severity.padEnd(7)} ${count(many).padStart(7)}  ${sentence}${where}`;
  });
}

/** The equation of the plan: what the import would do. */
export function planLine({ rowCount, planned }: Import): string {
  if (!planned) return rows(rowCount ?? 0);
  const { create, update, unchanged, skip, fail } = planned;
  return `${rows(rowCount ?? 0)} = ${count(create)} new + ${count(update)} updated + ${count(unchanged)} unchanged + ${count(skip)} skipped + ${count(fail)} with errors`;
}

/** The equation of what was done. */
export function outcomeLine({ rowCount, counts }: Import): string {
  if (!counts) return rows(rowCount ?? 0);
  const { created, updated, unchanged, skipped, failed, notProcessed } = counts;
  const left = notProcessed > 0 ? ` + ${count(notProcessed)} not processed` : '';
  return `${rows(rowCount ?? 0)} = ${count(created)} created + ${count(updated)} updated + ${count(unchanged)} unchanged + ${count(skipped)} skipped + ${count(failed)} failed${left}`;
}

/** What it is doing right now, for a line that is written over. */
export function progressLine({ state, progress, engine }: Import): string {
  if (engine === 'away') return 'The workflow engine is away. The work is saved and starts by itself.';
  if (!progress) return `${state.replace('_', ' ')} …`;
  const verb = { scan: 'Reading', plan: 'Comparing', apply: 'Importing', retry: 'Retrying', undo: 'Taking back' }[
    progress.step
  ];
  const speed = progress.rowsPerSecond ? ` · ${count(progress.rowsPerSecond)} rows/s` : '';
  const left = progress.secondsLeft ? ` · about ${count(progress.secondsLeft)} s left` : '';
  return `${verb} · ${count(progress.done)} of ${count(progress.total)}${speed}${left}`;
}
