import type { EntityManager, QBFilterQuery } from '@mikro-orm/postgresql';
import { contactsOrder, contactsWhere } from '../apps/api/contacts/contact-filter.js';
import type { ContactFilter, ContactsQuery } from '../apps/api/contacts/contacts.schemas.js';
import { ContactsService } from '../apps/api/contacts/contacts.service.js';
import { FacetsService } from '../apps/api/contacts/facets.service.js';
import { bindAccount, openOrm } from '../database/orm.js';
import { Contact } from '../database/entities/contacts.js';

export interface ListTime {
  what: string;
  /** Median of five, page of 25 with its capped count, through the service that the route calls. */
  ms: number;
}

interface Question {
  what: string;
  filter?: ContactFilter;
  sort?: ContactsQuery['sort'];
  order?: 'ASC' | 'DESC';
  page?: number;
}

const questions: Question[] = [
  { what: 'first page, newest first' },
  { what: 'page 1,000', page: 1_000 },
  { what: 'by last name', sort: 'lastName', order: 'ASC' },
  { what: 'by last name, Z first', sort: 'lastName', order: 'DESC' },
  { what: 'by first name', sort: 'firstName', order: 'ASC' },
  { what: 'by e-mail', sort: 'email', order: 'ASC' },
  { what: 'by last change', sort: 'updatedAt', order: 'DESC' },
  { what: 'search: one person', filter: { q: 'anna777123@example.com' } },
  { what: 'search: two words', filter: { q: 'bell anna7' } },
  { what: 'search: a common name', filter: { q: 'miller' } },
  { what: 'search: a common name, by last name', filter: { q: 'miller' }, sort: 'lastName', order: 'ASC' },
  { what: 'search: two letters', filter: { q: 'an' } },
  { what: 'search: a phone', filter: { q: '(303) 555-0123' } },
  { what: 'search: nobody', filter: { q: 'zzyzx' } },
  { what: 'search: ((%_', filter: { q: '((%_' } },
  { what: 'filter: a common tag', filter: { tag: 'buyer' } },
  { what: 'filter: a rare tag', filter: { tag: 'rare' } },
  { what: 'filter: a tag nobody has', filter: { tag: 'nobody' } },
  { what: 'filter: a common tag, by last name', filter: { tag: 'buyer' }, sort: 'lastName', order: 'ASC' },
  { what: 'filter: a source', filter: { source: 'source 3' } },
  { what: 'filter: a rare source', filter: { source: 'rare' } },
  { what: 'filter: no e-mail', filter: { hasEmail: false } },
  { what: 'filter: one import', filter: { importId: '999999' } },
];

/** Lists and searches over one account of many invented contacts, in a database that is already migrated; cleans up after itself. */
export async function benchLists(
  databaseUrl: string,
  { rows = 1_000_000, say = console.error as (line: string) => void } = {},
): Promise<ListTime[]> {
  const orm = await openOrm(databaseUrl);
  const em = orm.em.fork();
  try {
    say(`Writing ${rows} contacts …`);
    const accountId = await writeContacts(em, rows);
    bindAccount(em, accountId);
    const times: ListTime[] = [];
    for (const question of questions) times.push({ what: question.what, ms: await medianOf(() => ask(em, question)) });
    const actor = { userId: 'bench', role: 'agent' as const, accountId, requestId: 'bench' };
    times.push({
      what: 'facets',
      ms: await medianOf(() => new FacetsService(em.fork()).facets(actor)),
    });
    await em.execute('delete from contacts where account_id = ?', [accountId]);
    await em.execute('delete from accounts where id = ?', [accountId]);
    return times;
  } finally {
    await orm.close();
  }
}

function ask(
  em: EntityManager,
  { filter = {}, sort = 'createdAt', order = 'DESC', page = 1 }: Question,
): Promise<unknown> {
  return new ContactsService(em.fork()).list({ filter, sort, order, page, perPage: 25 });
}

/** The plans that the lists run with: where each stands in an index and where it sorts. */
export async function explainLists(em: EntityManager): Promise<{ what: string; plan: string }[]> {
  const plans = [];
  for (const { what, filter = {}, sort = 'createdAt', order = 'DESC' } of questions) {
    const query = em
      .createQueryBuilder(Contact)
      .where(contactsWhere(filter) as QBFilterQuery<Contact>)
      .orderBy(contactsOrder({ sort, order }, { inIndexOrder: !filter.q || sort === 'createdAt' }))
      .limit(26);
    await query.applyFilters();
    const lines = await em.execute<{ 'QUERY PLAN': string }[]>(
      `explain (analyze, buffers) ${query.getFormattedQuery()}`,
    );
    plans.push({ what, plan: lines.map((line) => line['QUERY PLAN']).join('\n') });
  }
  return plans;
}

async function medianOf(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[2]!;
}

/** Names, tags and sources with the unevenness of life: a few are common, some are rare. */
async function writeContacts(em: EntityManager, rows: number): Promise<string> {
  const [account] = await em.execute<{ id: string }[]>(
    "insert into accounts (slug, name) values ('bench-lists', 'Bench') returning id",
  );
  await em.execute(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, phone, street, city, state, zip, tags, source, created_at, updated_at)
     select ?::bigint, first, last, email, lower(email), '+1' || (2000000000 + (n::bigint * 7919) % 7999999999)::text, n % 9999 || ' ' || street || ' St', city, 'CO', lpad((80000 + n % 700)::text, 5, '0'),
       case when n % 10000 = 0 then '{rare,vip}' when n % 3 = 0 then '{buyer}' when n % 5 = 0 then '{seller,past client}' else '{}' end::text[],
       case when n % 20000 = 0 then 'rare' else 'source ' || n % 8 end, now() - n * interval '1 second', now() - (n::bigint * 7919 % 1000003) * interval '1 second'
     from (
       select n, (array['Anna','Bob','Carla','Dan','Eve','Frank','Grace','Hugo','Ida','Jon','Kim','Lea','Max','Nora','Otto','Pia'])[1 + (n * 31) % 16] as first,
         (array['Miller','Bell','Stone','Lopez','King','Park','Reed','Wood','Cole','Ford','Hale','Lane','Nash','Pope','Rowe','Shaw'])[1 + (n * 17) % 16] || case when n % 4 = 0 then '' else (n % 9973)::text end as last,
         case when n % 10 <> 9 then (array['anna','bob','carla','dan','eve','frank'])[1 + n % 6] || n || '@example.com' end as email,
         (array['Elm','Oak','Pine','Maple','Cedar','Birch','Ash','Spruce'])[1 + (n * 13) % 8] as street,
         (array['Boulder','Denver','Golden','Aurora','Lyons'])[1 + (n * 11) % 5] as city
       from generate_series(1, ?::int) n) people`,
    [account!.id, rows],
  );
  await em.execute('vacuum analyze contacts');
  return account!.id;
}
