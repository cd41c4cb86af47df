/** The end of one chain at some time: its last event and that event's hash in hexadecimal. */
export interface ChainHead {
  accountId: string;
  seq: string;
  hash: string;
}

/** The ends of all chains at one time of one day. */
export interface HeadFile {
  /** `2026-11-25`, of UTC. */
  day: string;
  takenAt: string;
  /** SHA-256 of the file before, in hexadecimal; zeros for the first. */
  previous: string;
  chains: ChainHead[];
}

/** What the first file names as the one before it. */
export const noFileBefore = '0'.repeat(64);

const title = 'Porchlight audit heads 1';

/** The text of a file: lines that a person can read and compare. */
export function writeHeadFile({ day, takenAt, previous, chains }: HeadFile): string {
  const lines = chains.map(({ accountId, seq, hash }) => `chain ${accountId} ${seq} ${hash}`);
  return [title, `day ${day}`, `taken ${takenAt}`, `previous ${previous}`, ...lines, ''].join('\n');
}

/** A file that is not one of ours, or that somebody has cut or changed in its form. */
export class HeadFileUnreadable extends Error {
  override readonly name = 'HeadFileUnreadable';
  constructor(line: number) {
    super(`Line ${line} is none of a file of audit heads.`);
  }
}

/** @throws HeadFileUnreadable */
export function readHeadFile(text: string): HeadFile {
  const lines = text.replace(/\r\n/g, '\n').replace(/\n+$/, '').split('\n');
  if (lines[0] !== title) throw new HeadFileUnreadable(1);
  const field = (index: number, form: RegExp) => {
    const value = form.exec(lines[index] ?? '')?.[1];
    if (value === undefined) throw new HeadFileUnreadable(index + 1);
    return value;
  };
  return {
    day: field(1, /^day (\d{4}-\d\d-\d\d)$/),
    takenAt: field(2, /^taken (\S+)$/),
    previous: field(3, /^previous ([0-9a-f]{64})$/),
    chains: lines.slice(4).map((line, index) => {
      const [, accountId, seq, hash] = /^chain (\d+) (\d+) ([0-9a-f]{64})$/.exec(line) ?? [];
      if (!accountId || !seq || !hash) throw new HeadFileUnreadable(index + 5);
      return { accountId, seq, hash };
    }),
  };
}
