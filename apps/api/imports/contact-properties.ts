import { importableColumns, type ImportableColumn } from '../../../domain/contacts/fields.js';

/** `first_name` → `firstName`: how a column of contacts is called in the API. */
export const propertyOf = (column: string): string =>
  column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Values by column as values by property, blank ones left out. */
export function contactProperties(values: Partial<Record<ImportableColumn, unknown>>): Record<string, unknown> {
  const filled = importableColumns.filter((column) => values[column] !== undefined && values[column] !== null);
  return Object.fromEntries(filled.map((column) => [propertyOf(column), values[column]]));
}

/** `{column: [old, new]}` of the plan as the API shows it. */
export function changedProperties(changes: Record<string, [unknown, unknown]>): Record<string, [unknown, unknown]> {
  return Object.fromEntries(Object.entries(changes).map(([column, change]) => [propertyOf(column), change]));
}
