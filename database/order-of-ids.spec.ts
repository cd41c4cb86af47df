import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../apps/local/places.js';

const files = globSync('{apps,activities,database,integrations}/**/*.ts', { cwd: root }).filter(
  (file) => !file.endsWith('.spec.ts'),
);
/** Every text in backticks or quotes that reads as a statement; where it holds others in brackets, the inner ones go first. */
function statementsOf(source: string): string[] {
  const texts = [...source.matchAll(/`([^`]*)`|'([^'\n]*)'/g)].map(([, long, short]) => long ?? short ?? '');
  return texts.filter((text) => /\bselect\b/.test(text)).flatMap(apart);
}

function apart(statement: string): string[] {
  const inner: string[] = [];
  let left = statement;
  for (let found = /\(([^()]*)\)/.exec(left); found; found = /\(([^()]*)\)/.exec(left)) {
    inner.push(found[1]!);
    left = left.replace(found[0], ' ');
  }
  return [...inner, left];
}

// An output column goes before a column of the table of the same name (PostgreSQL, SELECT, "ORDER BY Clause").
const givesText = /\bid::text(?!\s+as\b)/;
const ordersByIt = /\border by (?:[^`]*,\s*)?id\b/;

it('orders ids as numbers: no statement that gives id::text has a bare id in its order', () => {
  const wrong = files.filter((file) =>
    statementsOf(readFileSync(join(root, file), 'utf8')).some(
      (statement) => givesText.test(statement) && ordersByIt.test(statement),
    ),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});
