import type { ShownIssue } from './IssueSentence.js';

export interface GridColumn {
  key: string;
  label: string;
}

/** Something that a person puts right in place: a row of a file, a record of a CRM. */
export interface Fixable {
  id: string;
  /** "row 233": said with each of its buttons and cells to whoever cannot see the line. */
  name: string;
  /** What the first column says. */
  head: React.ReactNode;
  /** By column; a column that it lacks has no cell to type into. */
  cells: Partial<Record<string, { text: string; issue?: ShownIssue | undefined }>>;
  isReadOnly: boolean;
  /** What is wrong, with the column it is about where there is one. */
  issues: (ShownIssue & { code: string; at: string | null })[];
  /** Nothing is wrong any more, and it was not tried yet. */
  isReady: boolean;
  /** Said instead of what is wrong, while it is being tried again. */
  underWay?: string;
  attempts: number;
  candidates?: { contactId: string; name: string; email: string | null }[] | undefined;
  /** More under what is wrong. */
  more?: React.ReactNode;
  mayRetry: boolean;
  /** "Dismiss…", or what dismissing means for this one. */
  dismissVerb?: string;
  dismissMeans?: string;
}

/** What can be done with one of them; each throws with the sentence to show. */
export interface FixVerbs {
  edit: (id: string, column: string, text: string) => Promise<unknown>;
  choose: (id: string, contactId: string) => Promise<unknown>;
  retry: (id: string) => Promise<unknown>;
  dismiss: (id: string, reason: string) => Promise<unknown>;
}
