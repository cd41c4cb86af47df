import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  hubEventSentence,
  type HubEventKind,
  type HubActor,
  type HubEventDetails,
} from '../../../domain/hubs/events.js';
import { Hub, HubNote as HubNoteEntity } from '../../../database/entities/hubs.js';
import { type Connection, query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { type ListPage, listPage } from '../list.js';
import { NotFound } from '../problem.js';
import { holdHubOf } from './hold.js';
import type { Stamp } from './hub-rows.js';
import type { HubEventLine, HubNote, PageQuery } from './hubs.schemas.js';
import { time } from './present.js';

interface EventRow {
  id: string;
  at: Stamp;
  kind: HubEventKind;
  by_kind: HubActor;
  by_name: string | null;
  details: HubEventDetails;
  hub_id: string;
  invitation_id: string | null;
  contact: HubEventLine['contact'];
}

/** An event of the row `e`, with the names of who did it and whose contact it is about. */
const eventSql = (
  of: 'hub_history' | 'hub_events',
) => `select e.id::text, e.at, e.kind, e.by_kind, e.details, e.hub_id::text, e.invitation_id::text,
  case e.by_kind when 'agent' then (select u.name from auth."user" u where u.id = e.by_id)
    when 'homeowner' then (select nullif(concat_ws(' ', m.first_name, m.last_name), '') from hub_members m where m.id::text = e.by_id and m.hub_id = e.hub_id) end as by_name,
  jsonb_build_object('id', c.id::text, 'firstName', c.first_name, 'lastName', c.last_name) as contact
  from ${of} e join contacts c on c.id = e.contact_id`;
/** Those of one transaction have one time, and numbers in their order. */
const newestFirst = 'order by e.at desc, length(e.id) desc, e.id desc';

/** What happened around Hubs, told in sentences, and what the office notes down about them. */
@Injectable()
export class HubHistory {
  constructor(private readonly em: EntityManager) {}

  async events(actor: RequestActor, hubId: string, { page, perPage }: PageQuery): Promise<ListPage<HubEventLine>> {
    await this.assertHub(hubId);
    const sql = `${eventSql('hub_history')} where e.hub_id = $1 and e.account_id = $2 ${newestFirst} limit $3 offset $4`;
    const rows = await query<EventRow>(this.em, sql, [hubId, accountOf(actor), perPage + 1, (page - 1) * perPage]);
    return listPage(rows.map(toLine), { perPage });
  }

  /** The latest that homeowners did themselves; programs that follow links are left out. */
  async activity(actor: RequestActor, { page, perPage }: PageQuery): Promise<ListPage<HubEventLine>> {
    const sql = `${eventSql('hub_events')} where e.account_id = $1 and e.by_kind = 'homeowner' order by e.id desc limit $2 offset $3`;
    const rows = await query<EventRow>(this.em, sql, [accountOf(actor), perPage + 1, (page - 1) * perPage]);
    return listPage(rows.map(toLine), { perPage });
  }

  async notes(actor: RequestActor, hubId: string): Promise<ListPage<HubNote>> {
    await this.assertHub(hubId);
    const data = await notesOf(this.em, { hubId, accountId: accountOf(actor), noteId: null });
    return { data, total: data.length, hasNextPage: false };
  }

  async addNote(actor: RequestActor, hubId: string, text: string): Promise<HubNote> {
    const accountId = accountOf(actor);
    return this.em.transactional(async (tx) => {
      const { contactId } = await holdHubOf(tx, accountId, hubId);
      const note = tx.create(HubNoteEntity, { accountId, hubId, authorId: actor.userId, text });
      await tx.flush();
      const by = { byKind: 'agent', byId: actor.userId } as const;
      await recordHubEvent(tx, {
        accountId,
        hubId,
        contactId,
        kind: 'note_added',
        ...by,
        details: { noteId: note.id },
      });
      await recordAudit(
        tx,
        auditBy(actor, { action: 'hub.note_added', subject: { kind: 'hub', id: hubId }, after: { noteId: note.id } }),
      );
      const [shown] = await notesOf(tx, { hubId, accountId, noteId: note.id });
      return shown!;
    });
  }

  private async assertHub(hubId: string): Promise<void> {
    if (!(await this.em.findOne(Hub, hubId, { fields: ['id'] }))) throw new NotFound('Hub');
  }
}

/** What happened around the Hubs of one contact; newest first. */
export async function hubEventsOf(
  connection: Connection,
  { accountId, contactId }: { accountId: string; contactId: string },
): Promise<HubEventLine[]> {
  const sql = `${eventSql('hub_history')} where e.account_id = $1 and e.hub_id = any (array(select id from hubs where contact_id = $2)) ${newestFirst} limit 200`;
  return (await query<EventRow>(connection, sql, [accountId, contactId])).map(toLine);
}

async function notesOf(
  connection: Connection,
  of: { hubId: string; accountId: string; noteId: string | null },
): Promise<HubNote[]> {
  const rows = await query<{ id: string; text: string; author_id: string; name: string | null; created_at: Stamp }>(
    connection,
    `select n.id::text, n.text, n.author_id, u.name, n.created_at from hub_notes n left join auth."user" u on u.id = n.author_id
     where n.hub_id = $1 and n.account_id = $2 and ($3::bigint is null or n.id = $3::bigint) order by n.id desc limit 500`,
    [of.hubId, of.accountId, of.noteId],
  );
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    author: { id: row.author_id, name: row.name ?? 'A former colleague' },
    createdAt: time(row.created_at),
  }));
}

const toLine = (row: EventRow): HubEventLine => ({
  id: row.id,
  at: time(row.at),
  kind: row.kind,
  by: { kind: row.by_kind, name: row.by_name },
  sentence: hubEventSentence({ kind: row.kind, byKind: row.by_kind, byName: row.by_name, details: row.details }),
  hubId: row.hub_id,
  contact: row.contact,
  invitationId: row.invitation_id,
});
