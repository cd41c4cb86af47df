import { deadMailbox, scrubbed } from '../replies.js';

/** What another server says went wrong, or well, with one mail. */
export interface Diagnosis {
  /** RFC 3463, e.g. `5.1.1`. */
  enhancedCode: string | null;
  /** SMTP's, e.g. 550. */
  replyCode: number | null;
  /** In the other server's words, without addresses. */
  text: string | null;
}

const enhancedForm = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;

/** The code of a `Status` field, which may have a comment behind it (RFC 3464 §2.3.4). */
export function readStatus(value: string | null): string | null {
  return enhancedForm.exec(value ?? '')?.[1] ?? null;
}

/** `smtp; 550 5.1.1 <anna@example.com>: no such user` (RFC 3464 §2.3.6). */
export function readDiagnostic(value: string | null): Diagnosis {
  const said = (value ?? '').replace(/^\s*[\w.-]+\s*;\s*/, '');
  const [, code] = /^\(?\s*([245]\d\d)(?=[\s-]|$)/.exec(said) ?? [];
  const [, enhancedCode] = /^\(?\s*(?:[245]\d\d[\s-]+)?#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(said) ?? [];
  const text = scrubbed(said);
  return { enhancedCode: enhancedCode ?? null, replyCode: code ? Number(code) : null, text: text === '' ? null : text };
}

/** `5.0.0` says that it failed and no more. */
const isVague = (code: string | null) => code === null || code.endsWith('.0.0');

/** Of the report's own code and the one that the server at the far end gave, the one that says more. */
export const plainerCode = (status: string | null, diagnostic: string | null): string | null =>
  isVague(status) && diagnostic && (!status || status[0] === diagnostic[0]) ? diagnostic : status;

/**
 * Whether nobody is there and nobody will be. A server that refuses by its policy says nothing of the mailbox, whatever the report
 * makes of it; nor does a full one.
 */
export function isDead(codes: readonly (string | null)[]): boolean {
  const known = codes.filter((code) => code !== null && !isVague(code));
  return known.some((code) => deadMailbox.has(code!)) && !known.some((code) => /^5\.(?:7\.|2\.2$|2\.3$)/.test(code!));
}
