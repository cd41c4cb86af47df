import { equationText } from './equation.js';

const counts = { reported: 0, added: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0, gone: 0, unexplained: 0 };

it('shows every part, also where nothing has changed: "0 added" is an answer', () => {
  expect(equationText({ ...counts, reported: 4210, unchanged: 4210 })).toBe(
    '4,210 seen = 0 added + 0 changed + 4,210 unchanged + 0 skipped + 0 failed',
  );
});
it('names who is gone beside those seen', () => {
  expect(equationText({ ...counts, reported: 3, added: 1, failed: 1, gone: 1 })).toMatch(/^2 seen.*, and 1 gone$/);
});
it('does not keep quiet about what the CRM sent and nobody can account for', () => {
  expect(equationText({ ...counts, reported: 5, added: 4, unexplained: 1 })).toContain(
    '1 of 5 sent are not accounted for',
  );
});
