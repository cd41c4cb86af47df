import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { compiled, root } from '../../apps/local/places.js';

/** A process of ours with everything it wrote so far. */
export interface Started {
  child: ChildProcess;
  output: () => string;
  /** Settles with the exit code, or null after a signal. */
  ended: Promise<number | null>;
}

/** Starts a compiled entry point as a person or a container would, with this environment alone. */
export function startProcess(entry: string, env: NodeJS.ProcessEnv, input = ''): Started {
  const child = spawn(process.execPath, [compiled(entry)], { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stdin.end(input);
  return { child, output: () => text, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** The ids of a process's children, their children and so on. */
export async function descendants(pid: number): Promise<number[]> {
  const parents = await parentOfEach();
  const childrenOf = (id: number): number[] =>
    [...parents].filter(([, parent]) => parent === id).flatMap(([child]) => [child, ...childrenOf(child)]);
  return childrenOf(pid);
}

async function parentOfEach(): Promise<Map<number, number>> {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  // "pid (name) state ppid …"; the name may have anything in it but ends at the last bracket.
  return new Map(pids.map((pid, at) => [Number(pid), Number(stats[at]?.split(') ').at(-1)?.split(' ')[1])]));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
