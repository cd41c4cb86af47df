/**
 * What spreadsheets take for a formula or let a cell begin with to reach one: `= + - @`, tab, CR, LF and the full-width forms
 * (OWASP "CSV Injection"). Quotes in front count too, else restoring could not tell ours from the owner's.
 */
const risky = /^'*[=+\-@\t\r\n＝＋－＠]/;
const neutralized = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** A cell as it may leave in a CSV: a quote in front keeps a spreadsheet from running it. `restoreCell` gives the exact text back. */
export function neutralizeCell(text: string): string {
  return risky.test(text) ? `'${text}` : text;
}

/** The text that `neutralizeCell` was given; a cell that never needed a quote is left alone. */
export function restoreCell(text: string): string {
  return neutralized.test(text) ? text.slice(1) : text;
}
