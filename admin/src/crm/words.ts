import type { EquationPart } from '../fields/Equation.js';
import type { Connection, Connector, SyncRun } from './types.js';

/** Fields that people think of as one thing, by the label that each of them has. */
const together: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/^(First|Middle|Last|Full) name/, 'names'],
  [/^(Second )?e-mail$/i, 'e-mail addresses'],
  [/^(Second |Third )?phone$/i, 'phones'],
  [/^Home /, 'home address'],
  [/^Mailing /, 'mailing address'],
  [/^Co-owner /, 'co-owner'],
  [/^Unsubscribed$/, 'who has unsubscribed'],
];

/** "names, e-mail addresses, phones, home address, stage, tags": what a connector fills, as a person would list it. */
export function comesInWords({ capabilities }: Pick<Connector, 'capabilities'>): string {
  const words = capabilities.comesIn.map(
    (label) => together.find(([pattern]) => pattern.test(label))?.[1] ?? label.toLowerCase(),
  );
  return [...new Set(words)].join(', ');
}

/** How soon a change there is seen here. */
export function howSoonWords({ capabilities: { webhooks, delta } }: Pick<Connector, 'capabilities'>): string {
  const often = delta ? 'Changes come in every 15 minutes' : 'Everybody is looked through every 15 minutes';
  return webhooks ? `${often}, or at once when it tells us.` : `${often}.`;
}

/** What kind of program it is: on its card, and found by the search. */
export const kindWords: Record<string, string> = {
  crm: 'CRM',
  email: 'Mailing lists',
  addressBook: 'Address book',
};

/** How one connects to it, in two words. */
export function waysIn({ fields, signIn }: Pick<Connector, 'fields' | 'signIn'>): string {
  if (fields && signIn === 'offered') return 'API key or sign-in';
  return fields ? 'API key' : 'Sign-in';
}

/** Does the search find it? By name or kind, whatever the case. */
export function isFound({ label, kind }: Pick<Connector, 'label' | 'kind'>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return `${label} ${kindWords[kind] ?? kind}`.toLowerCase().includes(wanted);
}

/** What a run goes through. */
export const loopWords: Record<SyncRun['loop'], string> = {
  backfill: 'Everybody, for the first time',
  delta: 'What has changed',
  sweep: 'Everybody, to find who is gone',
  hooks: 'What the CRM has told of',
  remap: 'What is kept here, under new settings',
  retry: 'Records put right',
};

/** Why it began. */
export const triggerWords: Record<SyncRun['trigger'], string> = {
  connect: 'after connecting',
  person: 'somebody asked for it',
  schedule: 'on schedule',
  hook: 'the CRM told of a change',
  settings: 'after new settings',
  reconnect: 'after connecting again',
  support: 'support asked for it',
};

const parts: readonly (readonly [part: keyof SyncRun['counts'], label: string, tone?: EquationPart['tone']])[] = [
  ['added', 'added', 'well'],
  ['changed', 'changed', 'well'],
  ['unchanged', 'unchanged'],
  ['skipped', 'skipped'],
  ['failed', 'failed', 'person'],
];

/** Where the records behind a number are, where there is such a list: contacts for an agent alone. */
function listOf(
  part: (typeof parts)[number][0],
  { id, connectionId }: Pick<SyncRun, 'id' | 'connectionId'>,
  isAgent: boolean,
) {
  if (part === 'failed') return `/connections/${connectionId}/problems`;
  if (!isAgent || (part !== 'added' && part !== 'changed')) return null;
  return contactsBy(part === 'added' ? { addedByRun: id } : { changedByRun: id });
}

const contactsBy = (filter: object) => `/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** The contacts here of those whom a run found deleted at the CRM. */
export const goneBy = ({ id }: Pick<SyncRun, 'id'>): string => contactsBy({ goneByRun: id });

/** The right side of a run's equation; what failed leads to the records that need somebody, what came in to the contacts. */
export const runParts = (
  run: Pick<SyncRun, 'id' | 'connectionId' | 'counts'>,
  { isAgent }: { isAgent: boolean },
): EquationPart[] =>
  parts.map(([part, label, tone]) => {
    const to = listOf(part, run, isAgent);
    return { count: run.counts[part], label, ...(tone && { tone }), ...(to && { to }) };
  });

/** The left side: what the CRM sent, without those who are gone. */
export const seenIn = ({ counts }: Pick<SyncRun, 'counts'>): number =>
  parts.reduce((sum, [part]) => sum + counts[part], 0);

/** "Maria Alvarez · sees 4,210 people"; nothing about how many where the CRM does not say. */
export function whoWords({ who, sees }: Pick<Connection, 'who' | 'sees'>): string {
  if (sees === null) return who;
  return `${who} · sees ${sees.toLocaleString('en-US')} ${sees === 1 ? 'person' : 'people'}`;
}

/** The contacts that a connection keeps in step, as a list. */
export const contactsOf = (connectionId: string): string => contactsBy({ connectionId });

/** Sentences for a sign-in at a CRM that did not end in a connection, by the code that the way back carries. */
const signInSentences: Record<string, string> = {
  sign_in_stale: 'This sign-in was not begun here, is over, or took longer than 15 minutes. Begin again.',
  sign_in_declined: 'The CRM did not give access. Begin again and allow it there.',
  sign_in_failed: 'Signing in at the CRM did not work. Begin again.',
  sign_in_unset: 'Signing in at this CRM is not set up here. Ask whoever runs this platform.',
  already_connected: 'This login is connected already. Open that connection below to change its access or settings.',
  key_refused: 'The CRM gave access and then refused it. Begin again.',
  key_may_not: 'The CRM does not let this login read contacts. Sign in as somebody who may.',
  crm_limited: 'The CRM limits how often it may be asked. Begin again a little later.',
  crm_unreachable: 'The CRM cannot be reached right now. Nothing was changed; try again in a minute.',
  crm_bad_answer: 'The CRM answered with something that is not its data. Nothing was changed; try again later.',
};
export const signInSentence = (code: string): string =>
  signInSentences[code] ?? 'Signing in at the CRM did not end in a connection. Nothing was changed; begin again.';
