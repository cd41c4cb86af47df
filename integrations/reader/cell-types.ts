/** What a cell looks like, for telling dialects and headers apart; the meaning for contacts is judged elsewhere. */
export type CellType = 'empty' | 'number' | 'date' | 'time' | 'email' | 'url' | 'phone' | 'code' | 'words' | 'text';

const patterns: [CellType, RegExp][] = [
  ['number', /^[-+(]?[$€£¥]?\s?[-+]?(\d+|\d{1,3}([,.' \u00a0\u202f]\d{3})+)?([.,]\d+)?([eE][-+]?\d+)?\s?[%$€£¥)]?$/],
  [
    'date',
    /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?([aApP][mM]|Z|[-+]\d{2}:?\d{2})?)?$/,
  ],
  ['date', /^(\d{1,2}[- ])?[A-Z][a-z]{2,8}\.?[- ](\d{1,2},? )?\d{4}$/],
  ['time', /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?([aApP]\.?[mM]\.?)?$/],
  ['email', /^[^\s@,;|]+@[^\s@,;|]+\.[^\s@,;|]+$/],
  ['url', /^((https?|ftp):\/\/|www\.)\S+$/i],
  ['phone', /^\+?[\d\s().\-/]{6,20}((x|ext\.?)\s?\d+)?$/i],
  ['code', /^(?=.*\d)[\p{L}\p{N}]+([-_./#][\p{L}\p{N}]+)*$/u],
  ['words', /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\s'’.&()/+#_%!?-]*$/u],
];

/** The type of a cell's trimmed text. Cells of more than 200 characters are `text` without a closer look. */
export function cellType(cell: string): CellType {
  const text = cell.trim();
  if (text === '') return 'empty';
  if (text.length > 200) return 'text';
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** Whether the type is one that a column title does not have. */
export function isTyped(type: CellType): boolean {
  return type !== 'empty' && type !== 'words' && type !== 'text';
}
