/** The choices for "Reads as", in the words people know. */
export const encodings: readonly { value: string; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8 (Unicode)' },
  { value: 'windows-1252', label: 'Windows-1252 (Western)' },
  { value: 'iso-8859-1', label: 'ISO-8859-1 (Western)' },
  { value: 'iso-8859-15', label: 'ISO-8859-15 (Western, €)' },
  { value: 'macintosh', label: 'Mac Roman (old Mac)' },
  { value: 'ibm850', label: 'Code page 850 (DOS, Western)' },
  { value: 'ibm437', label: 'Code page 437 (DOS, US)' },
  { value: 'utf-16le', label: 'UTF-16 little endian' },
  { value: 'utf-16be', label: 'UTF-16 big endian' },
  { value: 'windows-1250', label: 'Windows-1250 (Central European)' },
  { value: 'iso-8859-2', label: 'ISO-8859-2 (Central European)' },
  { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
  { value: 'koi8-r', label: 'KOI8-R (Cyrillic)' },
  { value: 'windows-1253', label: 'Windows-1253 (Greek)' },
  { value: 'windows-1254', label: 'Windows-1254 (Turkish)' },
  { value: 'windows-1255', label: 'Windows-1255 (Hebrew)' },
  { value: 'windows-1256', label: 'Windows-1256 (Arabic)' },
  { value: 'shift_jis', label: 'Shift JIS (Japanese)' },
  { value: 'euc-jp', label: 'EUC-JP (Japanese)' },
  { value: 'gb18030', label: 'GB 18030 (Chinese)' },
  { value: 'big5', label: 'Big5 (Chinese)' },
  { value: 'euc-kr', label: 'EUC-KR (Korean)' },
];

export const delimiters: readonly { value: string; label: string }[] = [
  { value: ',', label: ', comma' },
  { value: ';', label: '; semicolon' },
  { value: '\t', label: '⇥ tab' },
  { value: '|', label: '| pipe' },
  { value: ':', label: ': colon' },
  { value: '^', label: '^ caret' },
  { value: ' ', label: '␣ space' },
];

/** Select boxes carry texts; "" stands for "quotes nothing". */
export const quotes: readonly { value: string; label: string }[] = [
  { value: '"', label: '" double quotes' },
  { value: "'", label: "' single quotes" },
  { value: '', label: 'no quotes' },
];

/** Adds the file's own value to the choices when it is a rarer one. */
export function withOwn(choices: readonly { value: string; label: string }[], own: string) {
  return choices.some(({ value }) => value === own) ? choices : [...choices, { value: own, label: own }];
}

export const labelOf = (choices: readonly { value: string; label: string }[], value: string) =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** Below this the reader asks instead of deciding alone. */
const sure = 0.8;
export const isUnsure = (confidence: number) => confidence < sure;
