import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Contact } from '../../../database/entities/contacts.js';
import { query } from '../../../database/execute.js';
import type { Seen } from '../../../domain/syncs/provenance.js';
import { propertyOf } from '../imports/contact-properties.js';
import type { ListPage } from '../list.js';
import { NotFound } from '../problem.js';
import { Connectors } from './connectors.js';
import type { ContactLink } from './syncs.schemas.js';

interface LinkRow {
  connection_id: string;
  connector: string;
  record_id: string;
  state: ContactLink['state'];
  is_creator: boolean;
  record_updated_at: Date | null;
  linked_at: Date;
  seen: Seen;
  by_hand: string[];
}

/** Where a contact stands in CRMs, and what of it they say. */
@Injectable()
export class ContactLinks {
  constructor(
    private readonly em: EntityManager,
    private readonly connectors: Connectors,
  ) {}

  async list(contactId: string): Promise<ListPage<ContactLink>> {
    const contact = await this.em.findOne(Contact, { id: contactId });
    if (!contact) throw new NotFound('contact');
    const rows = await query<LinkRow>(
      this.em,
      `select l.connection_id::text, c.connector, l.record_id, l.state, l.is_creator, l.record_updated_at, l.linked_at, l.seen,
         array(select distinct k from contact_changes h cross join lateral jsonb_object_keys(h.changes) k where h.contact_id = l.contact_id) as by_hand
       from contact_links l join connections c on c.id = l.connection_id
       where l.contact_id = $1 and l.account_id = $2 order by l.linked_at`,
      [contactId, contact.accountId],
    );
    const data = rows.map((row) => this.present(row, contact));
    return { data, total: data.length, hasNextPage: false };
  }

  private present(row: LinkRow, contact: Contact): ContactLink {
    const held = contact as unknown as Record<string, unknown>;
    return {
      id: `${row.connection_id}/${row.record_id}`,
      connectionId: row.connection_id,
      label: this.connectors.factsOf(row.connector).label,
      recordId: row.record_id,
      recordUrl: row.state === 'gone' ? null : this.connectors.recordUrl(row.connector, row.record_id),
      state: row.state,
      isCreator: row.is_creator,
      recordUpdatedAt: row.record_updated_at && new Date(row.record_updated_at).toISOString(),
      linkedAt: new Date(row.linked_at).toISOString(),
      fields: Object.entries(row.seen).map(([column, entry]) => {
        const property = propertyOf(column);
        const [value, since] = entry ?? [null, ''];
        const isSame = JSON.stringify(held[property] ?? null) === JSON.stringify(value ?? null);
        return { property, value, since, isHandEdited: row.by_hand.includes(property), isInUse: isSame };
      }),
    };
  }
}
