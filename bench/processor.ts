import { readdir, readFile } from 'node:fs/promises';
import type { Pool } from 'pg';

/** Linux counts a processor's time in hundredths of a second (`getconf CLK_TCK`). */
const tickMs = 10;

interface Times {
  parent: number;
  /** Its own and that of ended children. */
  ms: number;
}

/** `proc(5)`: what stands behind the name in brackets, which may hold anything. */
async function timesOf(pid: number): Promise<Times | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const fields = stat
    ?.slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  if (!fields) return null;
  const [, parent = 0] = fields;
  return { parent, ms: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) * tickMs };
}

/** Processor time of the database with all its processes, in milliseconds since it began. Null where `/proc` is not there. */
export async function databaseCpuMs(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = (await timesOf(rows[0]?.pid ?? 0))?.parent;
  const names = await readdir('/proc').catch(() => []);
  if (!postmaster) return null;
  const all = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((name) => timesOf(Number(name))));
  const children = all.filter((one) => one?.parent === postmaster);
  return [await timesOf(postmaster), ...children].reduce((sum, one) => sum + (one?.ms ?? 0), 0);
}

/** Processor time of one process since it began, in milliseconds; NaN where that cannot be told. */
export const processCpuMs = async (pid: number): Promise<number> => (await timesOf(pid))?.ms ?? Number.NaN;
