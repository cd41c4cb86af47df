import { createHash } from 'node:crypto';
import { ZodError } from 'zod';
import type { FilterSettings } from '../../domain/syncs/settings.js';
import type { CrmRecord, JsonObject, RecordProblem } from './connector.js';
import type { Connector, Mapped, Words } from './define.js';
import { at, textAt } from './json-path.js';
import { readTime } from './time.js';

export interface Reading {
  connector: Connector;
  words: Words;
  filter: FilterSettings;
  /** The vendor's clock, which its times are held against. */
  vendorNow: Date;
  /** Id of the list that is read; stands before ids, since one person may be in several. */
  list: string | null;
}

export type ReadRecord = { record: CrmRecord } | { problem: RecordProblem } | { gone: string };

/** What one record of a page is: somebody, somebody who is gone, or something that cannot be read. Never throws on data. */
export function readRecord(raw: unknown, { connector, words, filter, vendorNow, list }: Reading): ReadRecord {
  const { people, label } = connector;
  const bare = textAt(raw, people.id);
  const id = bare === null ? null : idOf(bare, list);
  if (id === null) return { problem: unreadable({ label, id: null, field: people.id }) };
  try {
    const mapped = people.read(raw, words);
    if (mapped.isGone) return { gone: id };
    return {
      record: {
        id,
        updatedAt: people.updated ? readTime(at(raw, people.updated), vendorNow) : null,
        fields: mapped.cells,
        tags: [...(mapped.tags ?? [])],
        isUnsubscribed: mapped.isUnsubscribed ?? false,
        isLeftOut: !isWanted(mapped, filter),
        raw: raw as JsonObject,
        hash: hashOf(mapped),
      },
    };
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return { problem: unreadable({ label, id, field: error.issues[0]?.path.join('.') || null }) };
  }
}

export const idOf = (id: string, list: string | null) => (list === null ? id : `${list}.${id}`);

function unreadable({ label, id, field }: { label: string; id: string | null; field: string | null }): RecordProblem {
  const where = field ? `as "${field}"` : 'in place of a person';
  const whose = id ? ` (its id there is ${id})` : '';
  return {
    id,
    field,
    code: 'malformed',
    sentence: `${label} sent something that cannot be read ${where}${whose}. Put it right there; the next sync reads it again.`,
  };
}

/** The hash of what a person would notice; order and blanks do not count. */
function hashOf({ cells, tags, isUnsubscribed, stage, owner, lists }: Mapped): string {
  const filled = Object.entries(cells).filter(([, text]) => text !== undefined && text !== '').toSorted(([a], [b]) => (a < b ? -1 : 1)); // prettier-ignore
  const told = [filled, [...(tags ?? [])].toSorted(), isUnsubscribed ?? false, stage, owner, [...(lists ?? [])].toSorted()]; // prettier-ignore
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** In one of each kind that is filtered by; upper and lower case are the same. */
function isWanted({ tags, stage, owner, lists }: Mapped, filter: FilterSettings): boolean {
  return (
    isIn(tags, filter.tags) && isIn([stage], filter.stages) && isIn([owner], filter.owners) && isIn(lists, filter.lists)
  );
}

function isIn(has: readonly (string | undefined)[] = [], wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const low = new Set(wanted.map((word) => word.toLowerCase()));
  return has.some((word) => word !== undefined && low.has(word.toLowerCase()));
}
