import { type HeadFile, readHeadFile } from '../domain/audit/head-file.js';
import { digestOf, listDays } from './audit-days.js';
import { type Connection, query } from './execute.js';
import type { BrokenLink } from './verify-audit.js';

/** A file of heads as it is kept outside of the database. */
export interface KeptFile {
  /** Where it was found, for people. */
  name: string;
  content: string;
}

/** What the files say that were kept outside: how many days, and the first thing that is wrong. */
export interface HeadsVerdict {
  days: number;
  broken: BrokenLink | null;
  /** What is wrong with the files themselves, as a sentence. */
  fileProblem: string | null;
}

/**
 * Holds the chains to the ends that were noted elsewhere, which finds what the chains alone cannot show: one that was rewritten
 * as a whole, with its recorded head, or cut off and its head with it. Also holds the files to each other and to their digests.
 * @param accountId this chain alone; null: all
 * @param areSome those that somebody happens to have kept, as mails of some days: none is missed, and what lies between two is unknown
 */
export async function verifyHeads(
  conn: Connection,
  files: KeptFile[],
  { accountId = null, areSome = false }: { accountId?: string | null; areSome?: boolean } = {},
): Promise<HeadsVerdict> {
  const sound: SoundFile[] = [];
  let unreadable: string | null = null;
  for (const { name, content } of files)
    try {
      sound.push({ name, digest: digestOf(content.replace(/\r\n/g, '\n')), file: readHeadFile(content) });
    } catch (error) {
      unreadable ??= `${name}: ${error instanceof Error ? error.message : 'it cannot be read.'}`;
    }
  sound.sort((one, other) => (one.file.day < other.file.day ? -1 : 1));
  let broken: BrokenLink | null = null;
  for (const { file } of sound) {
    const chains = file.chains.filter((chain) => accountId === null || chain.accountId === accountId);
    broken = await firstMismatch(conn, file.day, chains);
    if (broken) break;
  }
  const fileProblem = unreadable ?? (await fileTrouble(conn, sound, areSome));
  return { days: sound.length, broken, fileProblem };
}

async function firstMismatch(conn: Connection, day: string, chains: object[]): Promise<BrokenLink | null> {
  const [found] = await query<BrokenLink>(
    conn,
    `select n."accountId"::text, n.seq::text, case when e.seq is null then 'cut_off' else 'rewritten' end as problem, $2::text as day
     from jsonb_to_recordset($1::jsonb) as n ("accountId" bigint, seq bigint, hash text)
     left join audit_events e on e.account_id = n."accountId" and e.seq = n.seq
     where n.seq > 0 and e.hash is distinct from decode(n.hash, 'hex') order by n."accountId" limit 1`,
    [JSON.stringify(chains), day],
  );
  return found ?? null;
}

interface SoundFile {
  name: string;
  digest: string;
  file: HeadFile;
}

/** Each file names the one before it. */
function orderTrouble(files: SoundFile[]): string | null {
  for (const [index, { name, file }] of files.entries()) {
    const before = files[index - 1];
    if (before && file.previous !== before.digest)
      return `${before.name} is not what ${name} was written after: it was changed, or one between them is missing.`;
  }
  return null;
}

/** The database keeps the digest of each that was stored. */
async function fileTrouble(conn: Connection, files: SoundFile[], areSome: boolean): Promise<string | null> {
  const disorder = areSome ? null : orderTrouble(files);
  if (disorder) return disorder;
  const byDay = new Map(files.map(({ file, digest, name }) => [file.day, { digest, name }]));
  const recorded = new Map((await listDays(conn, { limit: 100_000, offset: 0 })).map((day) => [day.day, day]));
  for (const [day, { digest, name }] of byDay)
    if (recorded.has(day) && recorded.get(day)!.digest !== digest)
      return `${name} is not the file whose digest the database keeps: one of both was changed.`;
  if (areSome) return null;
  for (const [day, { storedAt }] of recorded)
    if (storedAt && !byDay.has(day)) return `The file of ${day} is missing although it was stored.`;
  return null;
}
