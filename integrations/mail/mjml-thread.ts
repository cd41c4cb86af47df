import { parentPort } from 'node:worker_threads';
import { compileMjml, MjmlFaults } from './mjml.js';

export interface CompileAsk {
  id: number;
  mjml: string;
}

export type CompileAnswer = { id: number } & (
  | { html: string }
  | { faults: readonly { line: number; sentence: string }[] }
  /** An error that is no fault of the template; its message stays in the thread. */
  | { error: string }
);

/** Compiles templates one after the other, beside the thread that answers requests. */
parentPort?.on('message', ({ id, mjml }: CompileAsk) => {
  compileMjml(mjml).then(
    (html) => answer({ id, html }),
    (error: unknown) =>
      answer(
        error instanceof MjmlFaults
          ? { id, faults: error.faults }
          : { id, error: error instanceof Error ? error.name : 'Error' },
      ),
  );
});

const answer = (message: CompileAnswer) => parentPort?.postMessage(message, []);
