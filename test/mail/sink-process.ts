import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../apps/local/ports.js';

export interface SinkStats {
  accepted: number;
  firstAt: number;
  lastAt: number;
}

/** The bare sink in a process of its own, which can be killed in the middle of a mail and comes back on the same port. */
export class SinkProcess {
  private child: ChildProcess | null = null;
  private port = 0;

  constructor(private readonly options: { file?: string; droppedInThousand?: number; program?: string } = {}) {}

  async start(): Promise<void> {
    const {
      file,
      droppedInThousand = 0,
      program = fileURLToPath(new URL('bare-sink.js', import.meta.url)),
    } = this.options;
    this.port ||= await freePort();
    const args = [String(this.port), ...(file ? [file, String(droppedInThousand)] : [])];
    const child = fork(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`The sink ended with ${code}`)));
    });
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.removeAllListeners('message');
    child.kill('SIGKILL');
    await ended;
  }

  stats(): Promise<SinkStats> {
    return new Promise((resolve) => {
      this.child?.once('message', (stats: SinkStats) => resolve(stats));
      this.child?.send('stats');
    });
  }
}
