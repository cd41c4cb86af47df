const plain = new Intl.NumberFormat('en-US');

/** 12480 → "12,480". */
export const inFigures = (count: number): string => plain.format(count);

/** "1 row", "12,480 rows"; a word that does not just take an s is given in full. */
export function counted(count: number, word: string, several = `${word}s`): string {
  return `${inFigures(count)} ${count === 1 ? word : several}`;
}

/** "1,000+" where counting on would cost more than knowing is worth. */
export function cappedCount({ total, totalIsCapped }: { total?: number; totalIsCapped?: boolean }): string | null {
  if (total === undefined) return null;
  return totalIsCapped ? `${inFigures(Math.floor(total / 1000) * 1000 || total)}+` : inFigures(total);
}

const sizes = ['bytes', 'kB', 'MB', 'GB'] as const;

/** 2_202_009 → "2.2 MB" (powers of a thousand). */
export function inBytes(bytes: number): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), sizes.length - 1);
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${sizes[step]}`;
}

/** Whole seconds as a person says them: "7 s", "3 min", "2 h 5 min". */
export function inSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
