import type { ConnectionState } from './states.js';

export const healthKinds = [
  'ok', 'syncing', 'limited', 'trouble', 'key_ends', 'question', 'needs_reconnect', 'failed', 'paused', 'disconnected',
] as const; // prettier-ignore
export type HealthKind = (typeof healthKinds)[number];

/** What a connection's health depends on. */
export interface HealthFacts {
  state: ConnectionState;
  /** "Follow Up Boss". */
  label: string;
  limitedUntil: Date | null;
  limitedReason: string | null;
  trouble: { sentence: string; since: Date } | null;
  failure: string | null;
  /** A scan that did not see so many of so many people, and waits for an answer. */
  question: { missing: number; linked: number } | null;
  isRunning: boolean;
  /** Everything has been read at least once. */
  isComplete: boolean;
  openProblems: number;
  /** When the CRM lets the key end; null: never. */
  keyEndsAt: Date | null;
}

export interface Health {
  kind: HealthKind;
  /** Says what is, and what to do or what happens by itself. */
  sentence: string;
  /** When it goes on by itself, for the screen to show in the viewer's zone. */
  until: Date | null;
}

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;

const say = (kind: HealthKind, sentence: string, until: Date | null = null): Health => ({ kind, sentence, until });

/** An agent is told a month before. */
export const keyWarningDays = 30;
const keyWarningMs = keyWarningDays * 86_400_000;

/** One sentence on how a connection does; the worst comes first. */
export function healthOf(facts: HealthFacts, now: Date): Health {
  const { state, label, limitedUntil, question, trouble } = facts;
  switch (state) {
    case 'disconnected':
      return say('disconnected', `Disconnected: nothing is read from ${label} any more.`);
    case 'needs_reconnect':
      return say(
        'needs_reconnect',
        facts.failure ?? `${label} no longer takes our key. Connect again; the sync then goes on where it stopped.`,
      );
    case 'failed':
      return say(
        'failed',
        `${facts.failure ?? 'The sync met a fault.'} Nothing was lost: resume goes on where it stopped.`,
      );
    case 'paused':
      return say('paused', 'Paused: nothing comes in until you resume.');
    case 'active':
      break;
  }
  if (question) {
    const missing = many(question.missing, 'person', 'people');
    const sentence = `${label} no longer shows ${missing} of ${question.linked.toLocaleString('en-US')}. Nobody was touched: say whether they are gone.`;
    return say('question', sentence);
  }
  if (limitedUntil && limitedUntil > now)
    return say(
      'limited',
      `${facts.limitedReason ?? `${label} asks us to wait.`} The sync goes on by itself.`,
      limitedUntil,
    );
  if (trouble) return say('trouble', `${trouble.sentence} Trying again by itself.`);
  if (facts.isRunning)
    return say(
      'syncing',
      facts.isComplete
        ? `Reading what has changed at ${label}.`
        : `Reading everybody from ${label} for the first time.`,
    );
  if (facts.keyEndsAt && +facts.keyEndsAt - +now < keyWarningMs)
    return say(
      'key_ends',
      `${label} lets this key end soon. Make a new one there and change it here in time.`,
      facts.keyEndsAt,
    );
  if (facts.openProblems > 0)
    return say('ok', `Works. ${many(facts.openProblems, 'record needs', 'records need')} you.`);
  return say('ok', 'Works: everything is up to date.');
}
