import type { IssueCode, RowIssue } from '../../domain/imports/issues.js';

export interface AlertCount {
  code: IssueCode;
  field: string | null;
  count: number;
  /** The first two row numbers. */
  rows: number[];
}

/** Counts the issues of many rows by cause and field. */
export class AlertCounter {
  private readonly counts = new Map<string, AlertCount>();

  add(issues: readonly RowIssue[], rowNumber: number): void {
    for (const { code, field } of issues) {
      const key = `${code} ${field ?? ''}`;
      const alert = this.counts.get(key);
      if (!alert) {
        this.counts.set(key, { code, field, count: 1, rows: [rowNumber] });
      } else if (alert.rows.at(-1) !== rowNumber) {
        alert.count++;
        if (alert.rows.length < 2) alert.rows.push(rowNumber);
      }
    }
  }

  list(): AlertCount[] {
    return [...this.counts.values()];
  }
}
