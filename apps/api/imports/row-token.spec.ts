import { RowTokens } from './row-token.js';

const secret = 'a secret of the platform, long enough';
const tokens = new RowTokens(secret, '12');

it('knows its own rows again', () => {
  expect(tokens.open(tokens.seal({ rowNumber: 340, editVersion: 2 }))).toEqual({ rowNumber: 340, editVersion: 2 });
});

it('refuses rows of another import, of another platform, and renumbered ones', () => {
  const foreign = new RowTokens(secret, '13').seal({ rowNumber: 340, editVersion: 2 });
  const elsewhere = new RowTokens(`${secret}!`, '12').seal({ rowNumber: 340, editVersion: 2 });
  const renumbered = tokens.seal({ rowNumber: 340, editVersion: 2 }).replace('r340', 'r341');
  expect([foreign, elsewhere, renumbered, '', 'r340.2.'].map((text) => tokens.open(text))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

it('begins with a letter, so that a spreadsheet leaves it alone', () => {
  expect(tokens.seal({ rowNumber: 1, editVersion: 0 })).toMatch(/^r1\.0\.[\w-]+$/);
});
