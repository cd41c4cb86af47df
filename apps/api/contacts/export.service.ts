import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { stringify } from 'csv-stringify/sync';
import { type ContactField, contactFields } from '../../../domain/contacts/fields.js';
import { neutralizeCell } from '../../../domain/imports/formula-cells.js';
import { Contact, CustomField } from '../../../database/entities/contacts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { contactsWhere } from './contact-filter.js';
import type { ContactFilter } from './contacts.schemas.js';

const rowsAtOnce = 500;
const exported = (Object.keys(contactFields) as ContactField[]).filter(
  (field) => contactFields[field].columns.length === 1,
);

/** Contacts as a CSV file that an import reads back: the headers are the fields' own labels. */
@Injectable()
export class ExportService {
  constructor(private readonly em: EntityManager) {}

  async csv(actor: RequestActor, filter: ContactFilter): Promise<StreamableFile> {
    const custom = await this.em.find(CustomField, {}, { orderBy: { createdAt: 'ASC' } });
    await this.em.transactional((tx) =>
      recordAudit(tx, auditBy(actor, { action: 'contacts.exported', after: { filtered: Object.keys(filter) } })),
    );
    const rows = this.em.stream(Contact, { where: contactsWhere(filter) });
    const file = Readable.from(lines(rows, custom), { objectMode: false });
    return new StreamableFile(file, {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="contacts.csv"',
    });
  }
}

/** The byte order mark makes spreadsheets read UTF-8 as such. */
async function* lines(contacts: AsyncIterable<Contact>, custom: CustomField[]): AsyncGenerator<string> {
  yield `\ufeff${stringify([[...exported.map((field) => contactFields[field].label), ...custom.map(({ label }) => neutralizeCell(label))]], { record_delimiter: '\r\n' })}`;
  let batch: string[][] = [];
  for await (const contact of contacts) {
    batch.push([
      ...exported.map((field) => cell((contact as unknown as Record<string, unknown>)[field])),
      ...custom.map(({ key }) => cell(contact.custom[key])),
    ]);
    if (batch.length < rowsAtOnce) continue;
    yield stringify(batch, { record_delimiter: '\r\n' });
    batch = [];
  }
  if (batch.length > 0) yield stringify(batch, { record_delimiter: '\r\n' });
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return neutralizeCell(Array.isArray(value) ? value.join('; ') : String(value));
}
