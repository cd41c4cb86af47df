import { seeded } from '../../test/seeded.js';
import { editedCells, fixRow } from './fixes.js';
import { neutralizeCell, restoreCell } from './formula-cells.js';
import type { RowIssue } from './issues.js';

const typo: RowIssue = {
  code: 'email_domain_typo',
  severity: 'warning',
  field: 'email',
  column: 1,
  suggestion: 'anna@gmail.com',
};
const row = { cells: ['Anna', 'anna@gmial.com'], edits: null, issues: [typo] };

describe('a fix for all rows', () => {
  it('takes over the suggestion', () =>
    expect(fixRow(row, { action: 'accept_suggestions', issue: 'email_domain_typo', column: null })).toEqual({
      1: 'anna@gmail.com',
    }));
  it('finds and replaces plain text, everywhere in the cell', () => {
    expect(fixRow(row, { action: 'replace', issue: 'email_domain_typo', column: 1, find: 'a', replace: '$&' })).toEqual(
      { 1: '$&nn$&@gmi$&l.com' },
    );
  });
  it('clears the cell', () =>
    expect(fixRow(row, { action: 'clear', issue: 'email_domain_typo', column: 1 })).toEqual({ 1: '' }));
  it('works on what a person has corrected before, and keeps it elsewhere', () => {
    const edited = { ...row, edits: { 0: 'Ann', 1: 'anna@gmial.co' } };
    expect(
      fixRow(edited, {
        action: 'replace',
        issue: 'email_domain_typo',
        column: 1,
        find: 'gmial.co',
        replace: 'gmail.com',
      }),
    ).toEqual({ 0: 'Ann', 1: 'anna@gmail.com' });
  });
  it('leaves rows alone that have not the issue, not in that column, or would not change', () => {
    expect(fixRow(row, { action: 'clear', issue: 'zip_not_a_zip', column: 1 })).toBeNull();
    expect(fixRow(row, { action: 'clear', issue: 'email_domain_typo', column: 0 })).toBeNull();
    expect(
      fixRow(row, { action: 'replace', issue: 'email_domain_typo', column: 1, find: 'zzz', replace: 'y' }),
    ).toBeNull();
    expect(
      fixRow(
        { ...row, edits: { 1: 'anna@gmail.com' } },
        { action: 'accept_suggestions', issue: 'email_domain_typo', column: null },
      ),
    ).toBeNull();
  });
  it('is laid over the cells of the file, short rows included', () => {
    expect(editedCells(['Anna'], { 2: 'CO' })).toEqual(['Anna', '', 'CO']);
    expect(editedCells(['Anna', 'x'], null)).toEqual(['Anna', 'x']);
  });
});

describe('a cell that a spreadsheet would run', () => {
  it.each(['=1+1', '+13035550128', '-5', '@sum(A1)', '\t=1', '\r=1', '＝1', "'=1"])(
    'leaves with a quote in front: %j',
    (cell) => expect(neutralizeCell(cell)).toBe(`'${cell}`),
  );
  it.each(['Anna', "O'Brien", "'quoted'", '', '5-3', 'a@b.example'])('others leave as they are: %j', (cell) =>
    expect(neutralizeCell(cell)).toBe(cell),
  );
  it('comes back exactly as it left', () => {
    const random = seeded(3);
    const marks = ["'", '=', '+', '-', '@', '\t', '\r', '\n', 'a', ' ', '"', '＠', ''];
    for (let i = 0; i < 5_000; i++) {
      const cell = Array.from({ length: random(5) }, () => marks[random(marks.length)]!).join('');
      expect(restoreCell(neutralizeCell(cell))).toBe(cell);
      expect(neutralizeCell(cell)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }
  });
});
