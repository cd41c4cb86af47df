import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import { Contact } from '../../../database/entities/contacts.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { type ListPage, listPage } from '../list.js';
import { NotFound } from '../problem.js';
import { hubRows } from './hub-rows.js';
import type { Hub, HubsQuery } from './hubs.schemas.js';
import { presentHub } from './present.js';

/** Counting stops here: "1,000+" is as good as the exact number, and quick. */
const countCap = 1_001;
/** Words beyond the sixth narrow nothing any more and cost. */
const wordLimit = 6;

const orderKeys = { updatedAt: 'h.updated_at', createdAt: 'h.created_at', id: 'h.id' } as const;

/** The account's Hubs, searched and filtered. */
@Injectable()
export class HubList {
  constructor(private readonly em: EntityManager) {}

  async list(actor: RequestActor, { page, perPage, sort, order, filter }: HubsQuery): Promise<ListPage<Hub>> {
    const accountId = accountOf(actor);
    const { from, parameters } = conditions(accountId, filter);
    const [counted] = await query<{ count: number }>(
      this.em,
      `select count(*)::int as count from (select 1 ${from} limit ${countCap}) capped`,
      parameters,
    );
    const rows = await query<{ id: string }>(
      this.em,
      `select h.id::text ${from} order by ${orderKeys[sort]} ${order}, h.id ${order} limit ${perPage + 1} offset ${(page - 1) * perPage}`,
      parameters,
    );
    const isCapped = counted!.count === countCap;
    const paged = listPage(rows, { perPage }, isCapped ? countCap - 1 : counted!.count);
    const data = await this.inOrder(accountId, paged.data.map(({ id }) => id)); // prettier-ignore
    return { ...paged, data, ...(isCapped && { totalIsCapped: true as const }) };
  }

  /** All of a contact's Hubs, also archived ones; newest first. */
  async ofContact(actor: RequestActor, contactId: string): Promise<ListPage<Hub>> {
    if (!(await this.em.findOne(Contact, contactId, { fields: ['id'] }))) throw new NotFound('contact');
    const accountId = accountOf(actor);
    const rows = await query<{ id: string }>(
      this.em,
      `select id::text from hubs where contact_id = $1 and account_id = $2 order by state = 'archived', hubs.id desc limit 200`,
      [contactId, accountId],
    );
    const data = await this.inOrder(accountId, rows.map(({ id }) => id)); // prettier-ignore
    return { data, total: data.length, hasNextPage: false };
  }

  private async inOrder(accountId: string, hubIds: string[]): Promise<Hub[]> {
    const now = new Date();
    const byId = new Map((await hubRows(this.em, accountId, hubIds)).map((row) => [row.id, row]));
    return hubIds.flatMap((id) => {
      const row = byId.get(id);
      return row ? [presentHub(row, now)] : [];
    });
  }
}

/**
 * A word in the home, the co-owner or the contact. The contacts are found first, as an array: only so can PostgreSQL read the
 * indexes of both tables and join what they found, instead of every Hub with its contact (5.5 s at a million).
 */
const foundBy = (pattern: string) =>
  `(hub_search(h.street, h.unit, h.city, h.zip, h.co_first_name, h.co_last_name, h.co_email) like ${pattern}
    or h.contact_id = any (array(select c.id from contacts c where c.account_id = $1
      and contact_search(c.first_name, c.last_name, c.email, c.phone, c.street, c.city, c.zip) like ${pattern})))`;

/** Archived Hubs are shown when they are asked for, or when one contact's are. */
function conditions(accountId: string, { q, state, agentId, contactId }: HubsQuery['filter']) {
  const parameters: unknown[] = [accountId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const states = state === undefined ? null : [state].flat();
  const words = q ? q.toLowerCase().split(/\s+/, wordLimit) : [];
  const where = [
    'h.account_id = $1',
    ...(states
      ? [`h.state = any (${place(`{${states.join(',')}}`)}::text[])`]
      : contactId
        ? []
        : [`h.state <> 'archived'`]),
    ...(agentId === undefined ? [] : [`h.agent_id = ${place(agentId)}`]),
    ...(contactId === undefined ? [] : [`h.contact_id = ${place(contactId)}`]),
    ...words.map((word) => foundBy(place(`%${word.replace(/[\\%_]/g, '\\$&')}%`))),
  ];
  const from = `from hubs h where ${where.join(' and ')}`;
  return { from, parameters };
}
