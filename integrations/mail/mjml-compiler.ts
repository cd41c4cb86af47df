import { Worker } from 'node:worker_threads';
import { MjmlFaults } from './mjml.js';
import type { CompileAnswer, CompileAsk } from './mjml-thread.js';

interface Asked {
  resolve(html: string): void;
  reject(error: Error): void;
}

const patienceMs = 20_000;

/**
 * The MJML compiler in a thread of its own: it works for a good part of a second, in which a process that answers requests
 * would answer none. A template on which it never ends is given up with the thread.
 */
export class MjmlCompiler {
  private thread: Worker | null = null;
  private readonly asked = new Map<number, Asked>();
  private count = 0;

  /** @throws MjmlFaults */
  async compile(mjml: string): Promise<string> {
    const id = ++this.count;
    const compiled = new Promise<string>((resolve, reject) => this.asked.set(id, { resolve, reject }));
    const late = setTimeout(() => void this.close(), patienceMs);
    try {
      this.open().postMessage({ id, mjml } satisfies CompileAsk, []);
      return await compiled;
    } finally {
      clearTimeout(late);
      this.asked.delete(id);
    }
  }

  /** Ends the thread and what it was asked; the next question starts another one. */
  async close(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    const sentence = 'This takes too long to compile. Make the template simpler.';
    for (const { reject } of this.asked.values()) reject(new MjmlFaults([{ line: 1, sentence }]));
    await thread?.terminate();
  }

  private open(): Worker {
    if (this.thread) return this.thread;
    const thread = new Worker(new URL('./mjml-thread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    thread.unref();
    thread.on('message', (answer: CompileAnswer) => this.settle(answer));
    thread.on('error', () => this.thread === thread && void this.close());
    this.thread = thread;
    return thread;
  }

  private settle(answer: CompileAnswer): void {
    const asked = this.asked.get(answer.id);
    if ('html' in answer) asked?.resolve(answer.html);
    else asked?.reject('faults' in answer ? new MjmlFaults(answer.faults) : new Error(answer.error));
  }
}
