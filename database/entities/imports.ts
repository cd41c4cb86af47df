import { defineEntity, p } from '@mikro-orm/core';
import type { ColumnEvidence } from '../../domain/imports/column-evidence.js';
import type { ColumnMapping, ColumnProfile, ImportOptions } from '../../domain/imports/mapping.js';
import type { ImportState } from '../../domain/imports/states.js';

/** How the file is read, as pinned in `file_format`; the reader's `FileFormat` has the same shape. */
export interface StoredFormat {
  encoding: string;
  delimiter: string;
  quote: string | null;
  escape: string | null;
  headerRow: number | null;
  newline: '\n' | '\r\n' | '\r' | 'mixed';
}

/** What was unsure when the file was read: shown on the File screen. */
export interface StoredReading {
  confidence: { encoding: number; delimiter: number; header: number };
  encodings: { encoding: string; sample: string }[];
  /** Of a workbook: the sheet that is read, and the other visible ones, which are not. */
  sheet: { name: string; otherSheets: string[] } | null;
}

const ContactImportSchema = defineEntity({
  name: 'ContactImport',
  tableName: 'contact_imports',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    state: p.string().$type<ImportState>().default('mapping'),
    resumeState: p.string().$type<ImportState>().nullable(),
    fence: p.integer().default(0),
    fileName: p.string(),
    fileKey: p.string(),
    textKey: p.string(),
    fileSize: p.bigint('number'),
    fileSha256: p.blob(),
    fileFormat: p.json<StoredFormat>(),
    reading: p.json<StoredReading>(),
    planDigest: p.blob().nullable(),
    headerSignature: p.blob().nullable(),
    columns: p.json<ColumnProfile[]>(),
    mapping: p.json<ColumnMapping>(),
    options: p.json<ImportOptions>(),
    evidence: p.json<ColumnEvidence | Record<string, never>>().defaultRaw(`'{}'`),
    rowCount: p.integer().nullable(),
    estimatedRows: p.integer().nullable(),
    trialRows: p.integer().nullable(),
    failureCode: p.string().nullable(),
    failureSentence: p.string().nullable(),
    startedBy: p.string().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    scannedAt: p.datetime().nullable(),
    confirmedAt: p.datetime().nullable(),
    completedAt: p.datetime().nullable(),
    undoUntil: p.datetime().nullable(),
    purgeAt: p.datetime().nullable(),
    purgedAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
  },
});

/** One uploaded file and everything done with it. */
export class ContactImport extends ContactImportSchema.class {}
ContactImportSchema.setClass(ContactImport);

const RememberedMappingSchema = defineEntity({
  name: 'RememberedMapping',
  tableName: 'mappings',
  properties: {
    accountId: p.bigint('string').primary(),
    headerSignature: p.blob().primary(),
    mapping: p.json<ColumnMapping>(),
    options: p.json<ImportOptions>(),
    usedAt: p.datetime().defaultRaw('now()'),
  },
});

/** What an account chose the last time for a file with the very same header. */
export class RememberedMapping extends RememberedMappingSchema.class {}
RememberedMappingSchema.setClass(RememberedMapping);

export { ContactImportSchema, RememberedMappingSchema };
