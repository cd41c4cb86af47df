import { setTimeout as wait } from 'node:timers/promises';
import type { Kept } from './keep.js';

const longestPauseMs = 30_000;
/** One that ran so long and then ended is started at once; one that keeps falling waits longer each time. */
const steadyAfterMs = 30_000;

/** One process of the platform: started again, with a sentence, when it ends by itself. */
export class Part {
  #process: Kept | null = null;
  #isWanted = false;
  #pauseMs = 500;
  #startedAt = 0;

  constructor(
    readonly name: string,
    private readonly launch: () => Promise<Kept>,
    private readonly say: (line: string) => void,
  ) {}

  get pid() {
    return this.#process?.pid ?? null;
  }

  async start(): Promise<void> {
    this.#isWanted = true;
    await this.#launchOnce();
  }

  /** Ends it in an orderly way; it stays away until `start`. */
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

  async #launchOnce() {
    const started = await this.launch();
    this.#process = started;
    this.#startedAt = Date.now();
    void started.exited.then((words) =>
      this.#process === started && this.#isWanted ? this.#startAgain(words) : undefined,
    );
  }

  async #startAgain(words: string) {
    if (Date.now() - this.#startedAt > steadyAfterMs) this.#pauseMs = 500;
    this.say(`The ${this.name} ended by itself (${words}); it is started again in ${this.#pauseMs / 1000} s.`);
    this.#process = null;
    await wait(this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    if (!this.#isWanted) return;
    await this.#launchOnce().catch((error: Error) => this.#startAgain(error.message));
  }
}
