import { request } from '../api.js';
import type {
  Batch,
  Command,
  ContactImport,
  CorrectedFileAnswer,
  FieldCatalogue,
  FilePreview,
  OptionChanges,
  ImportRow,
  ListOf,
  Mapping,
  RowFilter,
  RowPreview,
  TimelineEntry,
  UndoPreview,
} from './types.js';

export interface MappingChange {
  columns?: Mapping;
  file?: { encoding?: string; delimiter?: string; quote?: string | null; headerRow?: number | null };
  options?: OptionChanges;
}

export interface FixRequest {
  issue: string;
  action: 'accept_suggestions' | 'replace' | 'clear';
  column?: number;
  find?: string;
  replace?: string;
}

const at = (importId: string, rest = '') => `/imports/${importId}${rest}`;
const post = <Answer>(path: string, body: unknown = {}) => request<Answer>(path, { method: 'POST', body });

function query(params: Record<string, string | number | object | undefined>): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
  return `?${search}`;
}

/** The routes of imports, one method each; every one throws `Problem` with a sentence when the answer is no. */
export const importsApi = {
  create: (upload: { uploadId: string; fileName: string }) =>
    request<ContactImport>('/imports', {
      method: 'POST',
      body: upload,
      headers: { 'idempotency-key': upload.uploadId },
    }),
  get: (importId: string) => request<ContactImport>(at(importId)),
  fields: () => request<FieldCatalogue>('/imports/fields'),
  addField: (label: string) => post<{ key: string; label: string }>('/custom-fields', { label }),
  preview: (importId: string) => request<FilePreview>(at(importId, '/preview?rows=10')),
  previewRow: (importId: string, row: number) => request<RowPreview>(at(importId, `/preview/${row}`)),
  saveMapping: (importId: string, change: MappingChange) =>
    request<ContactImport>(at(importId, '/mapping'), { method: 'PUT', body: change }),
  command: (importId: string, command: Command, body: Record<string, unknown> = {}) =>
    post<ContactImport>(at(importId, `/${command}`), body),
  rows: (importId: string, { filter, page, perPage }: { filter: RowFilter; page: number; perPage: number }) =>
    request<ListOf<ImportRow>>(
      at(importId, `/rows${query({ page, perPage, sort: 'rowNumber', order: 'ASC', filter })}`),
    ),
  editRow: (importId: string, row: ImportRow, values: Record<string, string>) =>
    request<ImportRow>(at(importId, `/rows/${row.rowNumber}`), {
      method: 'PATCH',
      body: { values, editVersion: row.editVersion },
    }),
  dismissRows: (importId: string, body: { rowNumbers?: number[]; filter?: Pick<RowFilter, 'issue'>; reason: string }) =>
    post<unknown>(at(importId, '/rows/dismiss'), body),
  fixRows: (importId: string, fix: FixRequest) =>
    post<{ changed: number; stillFailed: number }>(at(importId, '/rows/fix'), fix),
  chooseContact: (importId: string, rowNumber: number, contactId: string) =>
    post<ImportRow>(at(importId, `/rows/${rowNumber}/choose`), { contactId }),
  failedRowsAddress: (importId: string) => `/api${at(importId, '/failed-rows.csv')}`,
  uploadCorrected: (importId: string, file: File) => {
    const form = new FormData();
    form.append('file', file);
    return post<CorrectedFileAnswer>(at(importId, '/failed-rows.csv'), form);
  },
  undoPreview: (importId: string) => request<UndoPreview>(at(importId, '/undo-preview')),
  eventsAddress: (importId: string) => `/api${at(importId, '/events')}`,
  timeline: (importId: string) => request<TimelineEntry[]>(at(importId, '/timeline')),
  batches: (importId: string) => request<Batch[]>(at(importId, '/batches')),
  retryNow: (importId: string, body: { activityId?: string; reason: string }) =>
    post<unknown>(at(importId, '/retry-now'), body),
  reveal: (importId: string, reason: string) => post<unknown>(at(importId, '/reveal'), { reason }),
  needsSomeone: () => request<ListOf<ContactImport>>('/imports/needs-someone'),
};

export const fieldsKey = ['import-fields'] as const;
