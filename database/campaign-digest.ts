import { createHash } from 'node:crypto';
import { type Connection, query } from './execute.js';
import { getTemplate } from './mail-templates.js';

/** So many contacts' ids share one inner hash: small enough for one text, the same whoever computes it. */
const bucket = 10_000;

/**
 * SHA-256 over every candidate in the order of the contacts' ids: id, verdict, address. Hashes of ten thousand ids each are hashed
 * once more, so that a million rows never stand in one text, and each is read along the key, so that they are never sorted.
 */
export async function digestRecipients(conn: Connection, campaignId: string): Promise<Buffer> {
  const [row] = await query<{ digest: string | null }>(
    conn,
    `select encode(sha256(string_agg(h.hash, ''::bytea order by bucket)), 'hex') as digest
     from (select min(contact_id) / ${bucket} as first, max(contact_id) / ${bucket} as last from recipients where campaign_id = $1) span
     cross join generate_series(span.first, span.last) bucket
     cross join lateral (
       select sha256(convert_to(string_agg(
         contact_id || '|' || verdict || '|' || coalesce(verdict_of::text, '') || '|' || coalesce(email_normalized, ''), E'\n' order by contact_id), 'UTF8')) as hash
       from recipients where campaign_id = $1 and contact_id between bucket * ${bucket} and bucket * ${bucket} + ${bucket - 1}
       having count(*) > 0) h`,
    [campaignId],
  );
  return row?.digest ? Buffer.from(row.digest, 'hex') : createHash('sha256').digest();
}

export interface Snapshot {
  /** Of `digestRecipients`. */
  audienceDigest: Uint8Array;
  agentId: string;
  settings: object;
  subject: string | null;
  message: string | null;
  templates: object;
}

/** What an approval is bound to: the audience with the settings, the words and the versions of the templates. */
export function digestSnapshot({ audienceDigest, ...rest }: Snapshot): Buffer {
  return createHash('sha256').update(audienceDigest).update(canonical(rest)).digest();
}

/** JSON with its keys in order: the database does not keep them as they were written. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

const kinds = ['invitation', 'reminder_1', 'reminder_2'] as const;

/** The versions that are sent now, to be kept until the campaign ends. */
export async function pinTemplates(conn: Connection, accountId: string, reminders: number) {
  const pinned: Partial<Record<(typeof kinds)[number], { templateId: string; version: number }>> = {};
  for (const kind of kinds.slice(0, 1 + reminders)) {
    const { templateId, version } = await getTemplate(conn, accountId, kind);
    pinned[kind] = { templateId, version };
  }
  return pinned;
}
