/** Where each record of a run ended, and what the CRM said it sent; counted from committed pages. */
export interface SyncCounts {
  reported: number;
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  failed: number;
  /** Deleted at the CRM: told by it, or not found by a complete scan. */
  gone: number;
  /** Of `reported`, what no part of the equation explains. Has to be 0. */
  unexplained: number;
}

const many = (count: number) => count.toLocaleString('en-US');

/** "4,210 seen = 4,102 added + 0 changed + …", as the screen and a program's log show it. */
export function equationText(counts: SyncCounts): string {
  const { added, changed, unchanged, skipped, failed, gone, unexplained } = counts;
  const seen = added + changed + unchanged + skipped + failed;
  const sum = `${many(seen)} seen = ${many(added)} added + ${many(changed)} changed + ${many(unchanged)} unchanged + ${many(skipped)} skipped + ${many(failed)} failed`;
  const plusGone = gone > 0 ? `${sum}, and ${many(gone)} gone` : sum;
  return unexplained === 0
    ? plusGone
    : `${plusGone}; ${many(Math.abs(unexplained))} of ${many(counts.reported)} sent are not accounted for`;
}
