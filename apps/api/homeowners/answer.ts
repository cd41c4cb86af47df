import type { HtmlEscapedString } from 'hono/utils/html';
import type { Cookie } from './cookies.js';

/** What a template gives; everything put into it is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageAnswer {
  title: string;
  body: Html;
  /** Below the page: whose mail it was, ways out. */
  foot?: Html;
  status?: number;
  cookies?: Cookie[];
}

/** Another page shall be looked at; always by GET. */
export interface Elsewhere {
  to: string;
  cookies?: Cookie[];
}

/** Content that is no page; with a name it is saved as a file. */
export interface FileAnswer {
  name?: string;
  type: string;
  content: string;
}

/** What a homeowner's browser gets; written out by `PageInterceptor`. */
export type Answer = PageAnswer | Elsewhere | FileAnswer;
