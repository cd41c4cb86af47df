import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inline, workbookOf } from '../integrations/reader/workbook.fixture.js';

interface Run {
  code: number;
  out: string;
  told: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-inspect-spec-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command as `npm run inspect` does, on a file of this content. */
async function inspect(content: string | Buffer | null, ...options: string[]): Promise<Run> {
  const file = join(folder, 'contacts.csv');
  await rm(file, { force: true });
  if (content !== null) await writeFile(file, content);
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/apps/cli/inspect.js', file, ...options], (error, out, told) =>
      resolve({ code: error ? Number(error.code) : 0, out, told }),
    );
  });
}

const messy = 'Contacts of Elm Office\n\nFirst,Last,Email\nAda,Byron,ada@example.com\n Bob ,"Smith, Jr"\n';

describe('npm run inspect', () => {
  it('prints one JSON object with format, exact row count, columns and warnings', async () => {
    const { code, out, told } = await inspect(messy, '--json');
    const found = JSON.parse(out);
    expect(code).toBe(0);
    expect(found).toMatchObject({
      encoding: 'utf-8',
      delimiter: ',',
      quote: '"',
      escape: '"',
      headerRow: 3,
      rowCount: 2,
    });
    expect(found.columns[2]).toMatchObject({
      index: 2,
      header: 'Email',
      kind: 'email',
      filled: 0.5,
      suggestion: { field: 'email' },
    });
    expect(Object.keys(found.confidence)).toEqual(['encoding', 'delimiter', 'header']);
    expect(found.warnings.map(({ code: c, line }: { code: string; line: number }) => [c, line])).toEqual([
      ['skipped_line', 1],
      ['ragged_row', 5],
    ]);
    expect(told.trim().split('\n')).toHaveLength(2);
  });

  it('prints each record from the header down as a JSON array, cells exactly as in the file', async () => {
    const { out } = await inspect(messy, '--rows');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      ['First', 'Last', 'Email'],
      ['Ada', 'Byron', 'ada@example.com'],
      [' Bob ', 'Smith, Jr'],
    ]);
  });

  it('counts every row of a file longer than its first part', async () => {
    const { out } = await inspect(`Name,Email\n${'Ada,ada@example.com\n'.repeat(200_000)}`, '--json');
    expect(JSON.parse(out).rowCount).toBe(200_000);
  });

  it('takes encoding, delimiter and header as told', async () => {
    const { out } = await inspect(
      'a;b\n1;2\n',
      '--json',
      '--encoding',
      'windows-1250',
      '--delimiter',
      ',',
      '--header',
      'none',
    );
    expect(JSON.parse(out)).toMatchObject({ encoding: 'windows-1250', delimiter: ',', headerRow: null, rowCount: 2 });
  });

  it('reads a workbook and says which sheet', async () => {
    const rows = `<row r="1">${inline('A1', 'Email')}</row><row r="2">${inline('A2', 'ada@example.com')}</row>`;
    const { out, told } = await inspect(workbookOf([{ name: 'People', rows }]), '--rows');
    expect(out).toBe('["Email"]\n["ada@example.com"]\n');
    expect(told).toContain('“People”');
  });

  it.each<[string, string | Buffer | null, RegExp]>([
    ['an empty file', '', /^This file is empty\./],
    ['a file that is not there', null, /^There is no file/],
    ['a PDF', '%PDF-1.7\n', /^This is a PDF document/],
  ])('ends with a sentence for %s', async (_, content, sentence) => {
    const { code, out, told } = await inspect(content, '--json');
    expect([code, out]).toEqual([1, '']);
    expect(told).toMatch(sentence);
    expect(told.trim().split('\n')).toHaveLength(1);
  });
});
