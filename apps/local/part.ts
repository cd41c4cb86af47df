import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Kept } from './keep.js';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** One that ran so long and then ended is started at once; one that keeps falling waits longer each time. */
const steadyAfterMs = 30_000;

export interface PartOptions {
  /** For the screen: "the database". */
  title: string;
  log: string;
  launch: () => Promise<Kept>;
  /** Asked again and again; recovery after a crash may take its time. */
  isReady: (process: Kept) => Promise<boolean>;
  say: (line: string) => void;
}

/** One process of the platform: started again, with a sentence, when it ends by itself. */
export class Part {
  #process: Kept | null = null;
  #isWanted = false;
  #pauseMs = firstPauseMs;
  #startedAt = 0;

  constructor(private readonly options: PartOptions) {}

  get pid() {
    return this.#process?.pid ?? null;
  }

  /** Answers when it is ready; throws with the end of its log when it ends instead. */
  async start(): Promise<void> {
    this.#isWanted = true;
    await this.#startOnce();
  }

  /** Ends it in an orderly way, also in the middle of its start; it stays away until `start`. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    await this.#process?.stop();
    this.#process = null;
  }

  /** SIGKILL; it stays away until `start`. */
  async kill(): Promise<void> {
    this.#isWanted = false;
    await this.#process?.kill();
    this.#process = null;
  }

  async #startOnce() {
    const { launch, isReady, title, log } = this.options;
    const process = await launch();
    this.#process = process;
    this.#startedAt = Date.now();
    const life: { end?: string } = {};
    void process.exited.then((words) => (life.end = words));
    if (!this.#isWanted) await process.stop();
    while (life.end === undefined && !(await isReady(process))) await wait(25);
    if (life.end !== undefined) throw new Error(`${title} ended at once (${life.end}):\n${lastLines(log)}`);
    void process.exited.then((words) => (this.#process === process ? this.#startAgain(words) : undefined));
  }

  async #startAgain(words: string): Promise<void> {
    if (!this.#isWanted) return;
    if (Date.now() - this.#startedAt > steadyAfterMs) this.#pauseMs = firstPauseMs;
    this.options.say(
      `${this.options.title} ended by itself (${words}) and is started again in ${this.#pauseMs / 1000} s.`,
    );
    await wait(this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    if (this.#isWanted) await this.#startOnce().catch((error: Error) => this.#startAgain(error.message));
  }
}

function lastLines(log: string, count = 5): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
