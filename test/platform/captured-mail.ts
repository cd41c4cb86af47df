import { createPublicKey } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { Pool } from 'pg';
import { createPool } from '../../database/pool.js';
import type { TemplateKind } from '../../domain/mail/kinds.js';
import { checksFor, type LintContext } from '../../domain/mail/lint.js';
import { fieldOf, mailboxesOf, parseMail } from '../../domain/mail/lint/message.js';
import { type Config, readConfig } from '../../integrations/config.js';
import { lintContext } from '../../integrations/mail/lint-context.js';
import { platform, type TestPlatform } from './platform.js';

/** What the ledger knows of a mail that was handed over; a mail to a user of the console stands in no ledger. */
interface Sent {
  kind: TemplateKind;
  account_name: string;
  brokerage: string | null;
  postal_address: string | null;
  website: string | null;
  country: string;
  people: { name: string; email: string; reply_to: string | null }[];
}

/**
 * What the linter holds against the bytes of one captured mail, each as "rule: sentence"; empty when it may leave.
 * The signature is checked by another implementation, with the platform's public key for DNS.
 */
export async function lintCaptured(
  raw: Buffer,
  envelope: { from: string; to: string },
  { env, databaseUrl }: Pick<TestPlatform, 'env' | 'databaseUrl'> = platform(),
): Promise<string[]> {
  const config = readConfig({ ...env });
  const pool = createPool(databaseUrl, { max: 1 });
  try {
    const context = await contextOf(raw, config, pool);
    const blocking = checksFor({ raw, envelope, context }).filter(({ level }) => level === 'block');
    // A local platform signs as well, though its linter does not insist on it.
    const unsigned = context.sending.isSignatureValid ? [] : ['DKIM: The signature does not hold.'];
    return [...blocking.map(({ rule, sentence }) => `${rule}: ${sentence}`), ...unsigned];
  } finally {
    await pool.end();
  }
}

async function contextOf(raw: Buffer, config: Config, pool: Pool): Promise<LintContext> {
  const mail = parseMail(raw);
  const { rows } = await pool.query<Sent>(sentSql, [fieldOf(mail, 'message-id')?.trim()]);
  const [sent] = rows;
  const from = mailboxesOf(fieldOf(mail, 'from') ?? '')[0]?.name;
  const answers = mailboxesOf(fieldOf(mail, 'reply-to') ?? '')[0]?.address;
  // Colleagues may bear one name: then it is the one who gets the answers, if that is one of them.
  const namesakes = sent?.people.filter(({ name }) => name === from) ?? [];
  const person = namesakes.find(({ email, reply_to }) => (reply_to ?? email) === answers) ?? namesakes[0];
  const facts = {
    accountName: sent?.account_name ?? 'Porchlight',
    agent: person ? { name: person.name, replyTo: person.reply_to ?? person.email } : null,
    country: sent?.country ?? 'US',
    values: {
      brokerage: sent?.brokerage ?? null,
      postalAddress: sent?.postal_address ?? null,
      website: sent?.website ?? null,
    },
  } as Parameters<typeof lintContext>[0]['facts'];
  const context = lintContext({ kind: sent?.kind ?? 'question', facts, worksUntil: null, domain: null }, config);
  const { results } = await dkimVerify(raw, { resolver: () => Promise.resolve([[keyRecord(config)]]) });
  const isSignatureValid = results.some(({ status }) => status.result === 'pass');
  return { ...context, kind: sent?.kind ?? null, sending: { ...context.sending, isSignatureValid } };
}

/** As it would stand in DNS (RFC 6376 §3.6.1). */
function keyRecord({ dkim }: Config): string {
  if (!dkim) throw new Error('The platform of the tests signs its mails');
  const key = createPublicKey(dkim.privateKey).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${key.toString('base64')}`;
}

const sentSql = `
  select t.kind, a.name as account_name, a.brokerage, a.postal_address, a.website, a.country,
    (select coalesce(jsonb_agg(jsonb_build_object('name', u.name, 'email', u.email, 'reply_to', g.reply_to)), '[]')
     from auth."user" u left join agents g on g.user_id = u.id where u."accountId" = a.id) as people
  from send_attempts s join mail_templates t on t.id = s.template_id left join accounts a on a.id = s.account_id
  where s.message_id = $1 order by s.id desc limit 1`;
