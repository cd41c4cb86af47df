import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { CustomField } from '../../../database/entities/contacts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { Problem } from '../problem.js';
import type { NewCustomField } from './contacts.schemas.js';

interface Facet {
  kind: 'tag' | 'source';
  name: string;
  count: number;
}

/** Facets are counted over this many of the newest contacts: quick at a million, and new tags are what people look for. */
const sampleSize = 10_000;
const customFieldLimit = 100;

/** What the contacts of an account can be filtered by, and the fields it made for itself. */
@Injectable()
export class FacetsService {
  constructor(private readonly em: EntityManager) {}

  async facets(actor: RequestActor) {
    const rows = await this.em.execute<Facet[]>(
      `with newest as materialized (
         select tags, source from contacts where account_id = ? order by created_at desc, id desc limit ${sampleSize}
       ), counted as (
         select 'tag' as kind, tag as name, count(*)::int as count from newest, unnest(tags) tag group by tag
         union all select 'source', source, count(*)::int from newest where source is not null group by source
       ), ranked as (select *, row_number() over (partition by kind order by count desc, name) as rank from counted)
       select kind, name, count from ranked where rank <= 50 order by rank`,
      [accountOf(actor)],
    );
    const of = (kind: Facet['kind']) =>
      rows.filter((row) => row.kind === kind).map(({ name, count }) => ({ name, count }));
    return { tags: of('tag'), sources: of('source') };
  }

  async customFields() {
    const fields = await this.em.find(CustomField, {}, { orderBy: { createdAt: 'ASC', key: 'ASC' } });
    const data = fields.map(({ key, label }) => ({ key, label }));
    return { data, total: data.length, hasNextPage: false };
  }

  /** The same name gives the same field again: two colleagues who map a file at once do not make it twice. */
  async addCustomField(actor: RequestActor, { label }: NewCustomField) {
    const accountId = accountOf(actor);
    const key = keyOf(label);
    return this.em.transactional(async (tx) => {
      const count = await tx.count(CustomField, {});
      if (count >= customFieldLimit)
        throw new Problem(409, 'too_many_fields', `An account has at most ${customFieldLimit} fields of its own.`);
      await tx.execute('insert into custom_fields (account_id, key, label) values (?, ?, ?) on conflict do nothing', [
        accountId,
        key,
        label,
      ]);
      const field = await tx.findOneOrFail(CustomField, { key, accountId });
      await recordAudit(
        tx,
        auditBy(actor, { action: 'custom_field.created', subject: { kind: 'custom_field', id: key } }),
      );
      return { key: field.key, label: field.label };
    });
  }
}

/** "Pet's name" → `pet_s_name`; a name without Latin letters becomes a number of its own. */
function keyOf(label: string): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const key = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  return key || `field_${[...label].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 1_000_000_007, 7)}`;
}
