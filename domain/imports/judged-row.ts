import type { MappableField } from '../contacts/fields.js';
import type { TextColumn } from '../contacts/lengths.js';
import type { Person } from '../contacts/full-name.js';
import { type IssueCode, issueCodes, type RowIssue, type Severity } from './issues.js';

/** What a row would write, by column of `contacts`; a blank or unreadable cell is absent, so that it never erases anything. */
export interface StagedValues extends Partial<Record<TextColumn, string>> {
  tags?: string[];
  consent?: boolean;
  unsubscribed?: boolean;
  /** `YYYY-MM-DD`. */
  consent_date?: string;
  closing_date?: string;
  /** By the key of the custom field. */
  custom?: Record<string, string>;
}

export interface JudgedRow {
  values: StagedValues;
  /** What two spellings of one mailbox share; the key of matching. */
  emailNormalized: string | null;
  issues: RowIssue[];
  /** An issue keeps the row out. */
  failed: boolean;
}

/** A row while its cells are being read. */
export class RowDraft implements JudgedRow {
  readonly values: StagedValues = {};
  readonly issues: RowIssue[] = [];
  emailNormalized: string | null = null;
  failed = false;
  /** Values of a cell beyond its first, looking for a free field. */
  morePhones: string[] | null = null;
  moreEmails: string[] | null = null;
  partner: Person | null = null;

  constructor(
    /** ISO 3166 alpha-2 of the home and of the mailing address. */
    public country: string,
    public mailingCountry: string,
  ) {}

  report(code: IssueCode, field: MappableField | null, column: number | null, suggestion?: string): void {
    const severity: Severity = issueCodes[code].severity;
    if (severity === 'error') this.failed = true;
    this.issues.push(
      suggestion === undefined ? { code, severity, field, column } : { code, severity, field, column, suggestion },
    );
  }
}
