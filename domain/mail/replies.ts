import type { HandoverFailure, HandoverOutcome } from './handover.js';

/** Where in the conversation a reply came (RFC 5321 §3): before any mail, to its sender, to its recipient, or to the mail itself. */
export type ReplyStage = 'session' | 'sender' | 'recipient' | 'message';

export interface Reply {
  code: number | null;
  /** RFC 3463 */
  enhancedCode: string | null;
  /** Without addresses. */
  text: string | null;
}

const textLimit = 1000;

const lineStart = /^(\d{3})(?:[ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/;

/** A reply as the server wrote it, in one line or several: `550 5.1.1 No such user`. The text is without the codes. */
export function readReply(given: string | undefined): Reply {
  const lines = (given ?? '').split(/\r?\n/);
  const [, code, enhancedCode] = lineStart.exec(lines[0] ?? '') ?? [];
  const text = scrubbed(lines.map((line) => line.replace(lineStart, '')).join(' '));
  return { code: code ? Number(code) : null, enhancedCode: enhancedCode ?? null, text: text === '' ? null : text };
}

/** Mail servers like to repeat whom they refuse; evidence is kept longer than people are. */
export function scrubbed(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/<[^<>@]*@[^<>]*>/g, '<address>')
    .replace(/"[^"]*"@[^\s<>()"',;:]+/g, 'address')
    .replace(/[^\s<>()"',;:]+(?:@|=40|%40)[^\s<>()"',;:]+/g, 'address')
    .trim()
    .slice(0, textLimit);
}

/** The mailbox is not there and will not be: bad mailbox, bad system, moved, null MX, disabled (RFC 3463, RFC 7505). */
export const deadMailbox: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.6', '5.1.10', '5.2.1']);

/** What a reply other than success comes down to. Null: it is none that this protocol knows, so it says nothing. */
export function judgeReply(
  { code, enhancedCode }: Reply,
  stage: ReplyStage,
): { outcome: HandoverOutcome; failure: HandoverFailure } | null {
  if (code === null || code < 400 || code > 599) return null;
  if (code < 500 || code === 503)
    return { outcome: 'deferred', failure: isBusy(code, stage) ? 'server_busy' : 'put_off' };
  if (isAboutUs(code, stage)) return { outcome: 'deferred', failure: 'sender_refused' };
  if (enhancedCode && deadMailbox.has(enhancedCode)) return { outcome: 'rejected', failure: 'mailbox_dead' };
  return { outcome: 'rejected', failure: 'mail_refused' };
}

/** 421: the server is about to close, whatever was asked (RFC 5321 §4.2.3). */
const isBusy = (code: number, stage: ReplyStage) => code === 421 || code === 503 || stage === 'session';

/**
 * Refused for what an operator can mend, not for this mail: no sign-in or a wrong one (RFC 4954 §6), a sender that may not send.
 * A mail that is too large (552) is not mended by waiting.
 */
const isAboutUs = (code: number, stage: ReplyStage) =>
  stage === 'session' || [530, 534, 535, 538].includes(code) || (stage === 'sender' && code !== 552);

/** What the mail is called on the other side, as its reply says in one of the usual ways. */
export function queueIdIn(text: string | null): string | null {
  if (!text) return null;
  const named = /\b(?:queued as|id=|InternalId=|queue id:?)\s*<?([\w.+/-]{4,100})/i.exec(text);
  if (named?.[1]) return named[1];
  const gmail = /\b([\w-]+\.\d+) - gsmtp\b/.exec(text);
  const sendmail = /\b(\w{10,20}) Message accepted for delivery/.exec(text);
  return gmail?.[1] ?? sendmail?.[1] ?? null;
}
