import { createHash, randomBytes } from 'node:crypto';
import type { HandoverResult } from '../../domain/mail/handover.js';
import { type Script, ScriptedSmtp } from '../../test/mail/scripted-smtp.js';
import { SmtpBulk } from './bulk.js';
import type { ComposedMail } from './transport.js';

export const impatient = { connectMs: 2_000, greetingMs: 2_000, silenceMs: 500 };
const closing: (() => unknown)[] = [];

/** Ends what a test has started; call it after each. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}

export async function start(script: Script, connections = 1) {
  const server = new ScriptedSmtp(script);
  const bulk = new SmtpBulk(await server.listen(), connections, impatient);
  closing.push(() => bulk.close(), () => server.close()); // prettier-ignore
  return { server, bulk };
}

export function mailTo(to: string, body = 'Hello.\r\n'): ComposedMail {
  const messageId = `<${randomBytes(6).toString('hex')}@porchlight.example>`;
  const raw = Buffer.from(`From: hubs@porchlight.example\r\nMessage-ID: ${messageId}\r\n\r\n${body}`);
  return { envelope: { from: 'hubs@porchlight.example', to }, messageId, raw, digest: createHash('sha256').digest() };
}
export const people = (count: number) => Array.from({ length: count }, (_, i) => mailTo(`anna${i}@example.com`));

export async function handOver(bulk: SmtpBulk, mails: ComposedMail[]) {
  const results = new Map<ComposedMail, HandoverResult>();
  const begun: string[] = [];
  const begin = async (mail: ComposedMail) => begun.push(mail.envelope.to) > 0;
  await bulk.handOverAll({ mails, begin, done: (mail, result) => results.set(mail, result) }).ended;
  return {
    begun,
    results: mails.map((mail) => results.get(mail)!),
    outcomes: mails.map((mail) => results.get(mail)?.outcome),
  };
}
export const idsIn = (server: ScriptedSmtp) => server.mails.map((mail) => /Message-ID: (<\S+>)/.exec(mail)?.[1]);
export const messageIds = (mails: ComposedMail[]) => mails.map(({ messageId }) => messageId);
export const accepted = (count: number) => Array.from({ length: count }, () => 'accepted');
