import type { MailFacts } from '../domain/mail/facts.js';
import { kindSpec, type TemplateKind } from '../domain/mail/kinds.js';
import type { MailValues } from '../domain/mail/values.js';
import { type Connection, query } from './execute.js';
import { findMailFacts, findOfficeFacts, fullName } from './mail-values.js';

/** A notice as its mail needs it. */
export interface NoticeToWrite {
  id: string;
  accountId: string;
  kind: TemplateKind;
  hubId: string | null;
  memberId: string | null;
  subjectId: string | null;
  email: string;
}

/** A code that a notice brings; the digits are made from it. */
export interface CodeSeed {
  id: string;
  nonce: Uint8Array;
  keyId: number;
}

export interface NoticeFacts extends MailFacts {
  /** Whose link or claim it is about, for the links in it. */
  invitation: { id: string; nonce: Uint8Array; keyId: number } | null;
  code: CodeSeed | null;
  /** The connection that it is about, and the id of its connector. */
  connection: { id: string; connector: string } | null;
  subject: MailValues;
}

interface AboutRow {
  contact_id: string | null;
  agent_id: string | null;
  invitation_id: string | null;
  first_name: string | null;
  last_name: string | null;
  code_id: string | null;
  code_nonce: Uint8Array | null;
  code_key_id: number | null;
  code_minutes: number | null;
  question: string | null;
  answer: string | null;
  changes: Record<string, [unknown, unknown]> | null;
  correction_state: string | null;
  take_back_until: Date | string | null;
  works_until: Date | string | null;
  connection_id: string | null;
  connector: string | null;
  nonce: Uint8Array | null;
  key_id: number | null;
}

/** Everything a notice says, from what it is about. @returns null when that is gone: there is nothing to tell any more */
export async function findNoticeFacts(conn: Connection, notice: NoticeToWrite): Promise<NoticeFacts | null> {
  const about = await findAbout(conn, notice);
  if (!about) return null;
  const facts = await findPeopleOf(conn, notice, about);
  const isCode = notice.kind.endsWith('_code');
  if (isCode && !about.code_id) return null;
  // Connected again meanwhile: nothing is to be told any more.
  if (notice.kind === 'crm_access_lost' && !about.connection_id) return null;
  const name = fullName(about.first_name, about.last_name);
  const forAgent = facts.agent !== null && kindSpec(notice.kind).to === 'agent';
  return {
    ...facts,
    to: { name: (forAgent ? facts.agent?.name : name) ?? '', email: notice.email },
    invitation:
      about.invitation_id && about.nonce
        ? { id: about.invitation_id, nonce: about.nonce, keyId: about.key_id ?? 0 }
        : null,
    code:
      about.code_id && about.code_nonce
        ? { id: about.code_id, nonce: about.code_nonce, keyId: about.code_key_id ?? 0 }
        : null,
    connection: about.connection_id ? { id: about.connection_id, connector: about.connector ?? '' } : null,
    values: {
      ...facts.values,
      // Whoever joins by a landing link is not told whether we know them.
      ...(notice.memberId || about.invitation_id || !facts.contactId || notice.kind === 'join_code'
        ? { firstName: about.first_name, firstNames: about.first_name, lastName: about.last_name }
        : {}),
      ...(name && { homeownerName: name }),
    },
    subject: {
      question: about.question,
      answer: about.answer,
      changes: about.changes && changesText(about.changes),
      decision: about.correction_state && (about.correction_state === 'accepted' ? 'taken over' : 'not taken over'),
      takeBackUntil: dateOf(about.take_back_until),
      worksUntil: dateOf(about.works_until),
      ...(about.code_minutes && { codeMinutes: String(about.code_minutes) }),
    },
  };
}

/** What the notice's subject is differs by its kind: a code, a question, a correction, a connection, else an invitation. */
async function findAbout(conn: Connection, notice: NoticeToWrite): Promise<AboutRow | null> {
  const [row] = await query<AboutRow>(
    conn,
    `with n as (select $1::text as kind, $2::bigint as hub_id, $3::bigint as member_id, $4::bigint as subject_id),
     code as (select k.* from n join mailed_codes k on k.id = n.subject_id where n.kind like '%\\_code' and k.used_at is null and k.expires_at > now()),
     inv as (select i.* from n join invitations i on i.id = case
       when n.kind = 'claim_code' then (select subject_id from code)
       when n.kind in ('claimed', 'hub_claimed', 'fresh_link') then n.subject_id end)
     select h.contact_id::text, coalesce(h.agent_id, l.agent_id, u.id) as agent_id, k.id::text as connection_id, k.connector, inv.id::text as invitation_id, inv.nonce, inv.key_id,
       coalesce(m.first_name, inv.first_name) as first_name, coalesce(m.last_name, inv.last_name) as last_name,
       code.id::text as code_id, code.nonce as code_nonce, code.key_id as code_key_id,
       round(extract(epoch from code.expires_at - code.created_at) / 60)::int as code_minutes,
       q.text as question, q.answer, r.changes, r.state as correction_state,
       coalesce(m.settled_at, inv.claimed_at + interval '72 hours') as take_back_until, inv.expires_at as works_until
     from n left join code on true left join inv on true
     left join hubs h on h.id = coalesce(n.hub_id, inv.hub_id)
     left join landing_links l on l.id = code.subject_id and n.kind = 'join_code'
     left join connections k on n.kind = 'crm_access_lost' and k.id = n.subject_id and k.state = 'needs_reconnect'
     left join auth."user" u on k.id is not null and u.email = $5
     left join hub_members m on m.id = n.member_id
     left join hub_questions q on q.id = n.subject_id and n.kind in ('question', 'answer')
     left join hub_corrections r on r.id = n.subject_id and n.kind in ('correction_proposed', 'correction_decided')`,
    [notice.kind, notice.hubId, notice.memberId, notice.subjectId, notice.email],
  );
  return row ?? null;
}

async function findPeopleOf(
  conn: Connection,
  { accountId, hubId, kind }: NoticeToWrite,
  about: AboutRow,
): Promise<MailFacts> {
  const facts =
    about.contact_id && kind !== 'join_code'
      ? await findMailFacts(conn, { accountId, contactId: about.contact_id, hubId }, 'owner')
      : await findOfficeFacts(conn, { accountId, agentId: about.agent_id });
  return facts ?? nobody;
}

/** A mail that concerns no account: somebody signs in, and may have Hubs with several. */
const nobody: MailFacts = {
  accountId: '0',
  accountName: 'Porchlight',
  country: 'US',
  hubId: null,
  contactId: null,
  to: { name: '', email: '' },
  agent: null,
  values: { agentName: 'Porchlight', agentFirstName: 'Porchlight' },
};

const labels: Record<string, string> = {
  street: 'Street',
  unit: 'Unit',
  city: 'City',
  state: 'State',
  zip: 'ZIP code',
  country: 'Country',
  kind: 'Kind of home',
  beds: 'Bedrooms',
  baths: 'Bathrooms',
  area: 'Living area (sq ft)',
  lot: 'Lot (sq ft)',
  yearBuilt: 'Year built',
  boughtOn: 'Bought on',
};

/** A line a field: `Bedrooms: 3 → 4`. */
const changesText = (changes: Record<string, [unknown, unknown]>) =>
  Object.entries(changes)
    .map(([field, [from, to]]) => `${labels[field] ?? field}: ${shown(from)} → ${shown(to)}`)
    .join('\n');

const shown = (value: unknown) =>
  value === null || value === undefined || value === '' ? '(empty)' : String(value).replaceAll('_', ' ');

const dateOf = (at: Date | string | null) => (at === null ? null : new Date(at));
