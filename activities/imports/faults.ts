import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { UnreadableFile } from '../../integrations/reader/unreadable.js';
import { FileMissing } from '../../integrations/storage.js';

/** Faults that trying again does not cure: the import is parked as `failed` until a person has looked. */
export const faultSentences = {
  file_missing: 'The file cannot be read from storage: not found.',
  file_unreadable: 'The file cannot be read as it was described: look at its encoding, delimiter and header again.',
  disk_full: 'The database has no disk space left.',
  internal: 'The import met a fault of the program; it is recorded for support.',
} as const;
export type FaultCode = keyof typeof faultSentences;

/** @property sentence for people, when it is known better than by code; never with a value of the file */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  constructor(
    readonly code: FaultCode,
    readonly sentence: string = faultSentences[code],
  ) {
    super(code);
  }
}

/** PostgreSQL's classes of errors that pass: connection, rollback, resources, intervention, system (Appendix A). */
const passing = new Set(['08', '40', '53', '55', '57', '58']);
const bugs = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'MiscountedBatch', 'ResultsLost']);
/** Tries after which an error that no wait explains is taken for a fault of the program. */
const patience = 5;
/** The same for an error without a name or a code, as a driver has them for a connection that broke: some five minutes of tries. */
const longPatience = 30;

/**
 * What Temporal may know of an error: a code, never a message, since those of databases quote values.
 */
export function asFailure(error: unknown, attempt: number): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof ImportFault) return park(error.code, error.sentence);
  if (error instanceof FileMissing) return park('file_missing', error.message);
  if (error instanceof UnreadableFile) return park('file_unreadable', error.message);
  const { code, constraint, name } = error as { code?: unknown; constraint?: unknown; name?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    if (code === '53100') return park('disk_full', code);
    const label = typeof constraint === 'string' ? `${code} ${constraint}` : code;
    return passing.has(code.slice(0, 2)) ? retry(label) : patiently(label, attempt);
  }
  if (code === 'ENOSPC') return park('disk_full', code);
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return patiently(code, attempt);
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return retry(code);
  if (bugs.has(String(name))) return patiently(String(name), attempt);
  const isUnnamed = name === undefined || name === 'Error';
  return isUnnamed ? patiently('Error', attempt, longPatience) : retry(String(name));
}

const retry = (label: string) => ApplicationFailure.create({ type: 'transient', message: label });
const park = (type: FaultCode, label: string) =>
  ApplicationFailure.create({ type, message: label, nonRetryable: true });
const patiently = (label: string, attempt: number, limit = patience) =>
  attempt < limit ? retry(label) : park('internal', label);

type Activity = (input: never) => Promise<unknown>;

/** Every activity beats while it lives, and its errors leave it as codes. */
export function guarded<Activities extends Record<string, Activity>>(activities: Activities): Activities {
  const wrapped = Object.entries(activities).map(([name, activity]) => [
    name,
    async (input: never) => {
      const context = Context.current();
      const beat = setInterval(() => context.heartbeat(), 1_000);
      try {
        return await activity(input);
      } catch (error) {
        const failure = asFailure(error, context.info.attempt);
        context.log.warn('Activity failed', { activity: name, attempt: context.info.attempt, code: failure.message });
        throw failure;
      } finally {
        clearInterval(beat);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Activities;
}
