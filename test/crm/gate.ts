import { CallWindow } from '../../apps/local/sandbox/emulator.js';

/** What stands before every vendor's API: whether the key is taken, and how many calls are. */
export class Gate {
  isKeyTaken = true;
  private readonly window: CallWindow;

  constructor(
    readonly calls: number,
    perMs: number,
    clock: () => Date,
  ) {
    this.window = new CallWindow(calls, perMs, clock);
  }

  take = () => this.window.take();

  /** What a spec turns. */
  get controls() {
    return {
      setKeyTaken: (isTaken: boolean) => void (this.isKeyTaken = isTaken),
      limitFor: (ms: number) => this.window.shut(ms),
    };
  }
}
