import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { connectors } from '../../../integrations/crm/index.js';
import { changedProperties } from '../imports/contact-properties.js';
import { hubEventsOf } from '../hubs/history.service.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { NotFound } from '../problem.js';
import { Contact } from '../../../database/entities/contacts.js';

interface HistoryRow {
  at: string;
  kind: 'created' | 'updated' | 'restored';
  by_kind: 'import' | 'sync' | 'user' | 'api_key' | 'system';
  actor_id: string | null;
  name: string | null;
  import_id: string | null;
  file_name: string | null;
  import_row: number | null;
  connection_id: string | null;
  connector: string | null;
  changes: Record<string, [unknown, unknown]> | null;
  by_column: boolean;
}

/** What happened to one contact, from the rows that import, undo, syncs and hands left behind, and around the contact's Hubs. */
@Injectable()
export class HistoryService {
  constructor(private readonly em: EntityManager) {}

  async list(actor: RequestActor, contactId: string) {
    const contact = await this.em.findOne(Contact, contactId, { fields: ['id'] });
    if (!contact) throw new NotFound('contact');
    const rows = await this.em.execute<HistoryRow[]>(
      historySql,
      Array.from({ length: 7 }, () => [contactId, accountOf(actor)]).flat(),
    );
    const changes = rows.map((row) => ({
      at: new Date(row.at).toISOString(),
      kind: row.kind,
      by: {
        kind: row.by_kind,
        name: row.connector ? labelOf(row.connector) : row.name,
        ...(row.connection_id && { connectionId: row.connection_id }),
        ...(row.import_id && { importId: row.import_id, fileName: row.file_name, row: row.import_row }),
      },
      changes: row.changes && (row.by_column ? changedProperties(row.changes) : row.changes),
    }));
    const around = await hubEventsOf(this.em, { accountId: accountOf(actor), contactId });
    const told = around.map(({ at, by, sentence, hubId, id }) => ({
      at,
      kind: 'hub',
      by,
      sentence,
      hubId,
      eventId: id,
      changes: null,
    }));
    const data = [...changes, ...told].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, 200);
    return { data, total: data.length, hasNextPage: false };
  }
}

const labelOf = (id: string) => connectors.find((connector) => connector.id === id)?.label ?? id;

/** Every part takes the contact and the account. Which batch changed it is not kept: an import's change is dated by the import's end. */
const historySql = `
with events as (
  select c.created_at as at, 'created' as kind, 'import' as by_kind, i.started_by as actor_id, i.id as import_id, i.file_name, c.import_row, null::bigint as connection_id, null::text as connector,
    null::jsonb as changes, true as by_column
  from contacts c join contact_imports i on i.id = c.import_id and i.account_id = c.account_id where c.id = ? and c.account_id = ?
  union all
  select e.at, 'created', case e.actor_kind when 'api_key' then 'api_key' else 'user' end, e.actor_id, null, null, null, null, null, null, true
  from audit_events e where e.subject_kind = 'contact' and e.subject_id = ? and e.account_id = ? and e.action = 'contact.created'
  union all
  select h.at, 'updated', h.actor_kind, h.actor_id, null, null, null, null, null, h.changes, false
  from contact_changes h where h.contact_id = ? and h.account_id = ?
  union all
  select coalesce(i.completed_at, i.confirmed_at, i.created_at), 'updated', 'import', i.started_by, i.id, i.file_name, h.row_number, null, null, h.changes, true
  from import_changes h join contact_imports i on i.id = h.import_id where h.contact_id = ? and h.account_id = ?
  union all
  select i.updated_at, 'restored', 'import', null, i.id, i.file_name, h.row_number, null, null, null, true
  from import_changes h join contact_imports i on i.id = h.import_id where h.contact_id = ? and h.account_id = ? and h.undone = 'reversed'
  union all
  select l.linked_at, 'created', 'sync', null, null, null, null, c.id, c.connector, null, true
  from contact_links l join connections c on c.id = l.connection_id where l.contact_id = ? and l.account_id = ? and l.is_creator
  union all
  select h.at, 'updated', 'sync', null, null, null, null, c.id, c.connector, h.changes, true
  from sync_changes h join connections c on c.id = h.connection_id where h.contact_id = ? and h.account_id = ?
)
select e.*, coalesce(u.name, k.name) as name from events e
left join auth."user" u on u.id = e.actor_id
left join auth."apikey" k on k.id = e.actor_id
order by e.at desc, e.kind desc limit 200`;
