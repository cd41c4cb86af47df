import { setImmediate as breathe } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { DueRecipient } from '../../database/campaign-due.js';
import { findOfficeFacts, fullName } from '../../database/mail-values.js';
import { getTemplate, getTemplateVersion } from '../../database/mail-templates.js';
import type { TemplateKind } from '../../domain/mail/kinds.js';
import { photoUrl } from '../../domain/mail/sender.js';
import { type MailValues, namesTogether } from '../../domain/mail/values.js';
import { digestOf } from '../../integrations/mail/compose.js';
import { signMail } from '../../integrations/mail/dkim.js';
import { MailMould } from '../../integrations/mail/mould.js';
import { returnPathOf } from '../../integrations/mail/returns-settings.js';
import type { ComposedMail } from '../../integrations/mail/transport.js';
import { headOf } from '../../integrations/mail/write.js';
import { linksOf } from '../mail/links.js';
import { asUnwritable, type Unwritable } from '../mail/unwritable.js';
import type { SendingDependencies } from './sending.js';

export interface CampaignMail extends ComposedMail {
  recipient: DueRecipient;
  senderDomain: string;
  template: { id: string; version: number };
}

export interface WrittenMails {
  mails: CampaignMail[];
  unwritable: { recipient: DueRecipient; why: Unwritable }[];
}

interface Setting {
  mould: MailMould;
  accountId: string;
  template: { id: string; version: number };
}

const kinds = ['invitation', 'reminder_1', 'reminder_2'] as const;
/** Mails after which others get a moment: what the mail server answers meanwhile waits no longer. */
const atATime = 20;
/** Kept of campaigns that are being sent, the latest. */
const moulds = new Map<string, Promise<MailMould>>();
const keptMoulds = 32;

/** The mails of a chunk. What of a mail is the same for many is composed once and kept. */
export async function writeMails(
  deps: SendingDependencies,
  tx: PoolClient,
  of: {
    accountId: string;
    templates: Record<string, { templateId: string; version: number }>;
    recipients: DueRecipient[];
  },
): Promise<WrittenMails> {
  const settings = new Map<string, Promise<Setting>>();
  const written: WrittenMails = { mails: [], unwritable: [] };
  const signing: Promise<void>[] = [];
  const now = deps.clock();
  for (const [index, recipient] of of.recipients.entries()) {
    if (index % atATime === atATime - 1) await breathe();
    const key = JSON.stringify([recipient.wave, recipient.agentId, recipient.subject, recipient.message]);
    try {
      const known = settings.get(key) ?? settingOf(deps, tx, { ...of, recipient });
      settings.set(key, known);
      const setting = await known;
      const mail = pour(deps, setting, recipient, now);
      written.mails.push(mail);
      if (deps.settings.dkim) signing.push(sign(deps, mail, now));
    } catch (error) {
      written.unwritable.push({ recipient, why: asUnwritable(error) });
    }
  }
  await Promise.all(signing);
  return written;
}

async function settingOf(
  { settings }: SendingDependencies,
  tx: PoolClient,
  {
    accountId,
    templates,
    recipient,
  }: Omit<Parameters<typeof writeMails>[2], 'recipients'> & { recipient: DueRecipient },
): Promise<Setting> {
  const { wave, agentId, subject, message } = recipient;
  const kind: TemplateKind = kinds[wave] ?? 'reminder_2';
  const pinned = templates[kind];
  const template = pinned ? await getTemplateVersion(tx, pinned) : await getTemplate(tx, accountId, kind);
  const office = await findOfficeFacts(tx, { accountId, agentId });
  if (!office) throw new RangeError('The account of a campaign is gone');
  const head = headOf(kind, office, settings);
  const own = wave === 0 ? { subject, message } : { message };
  const version = { id: template.templateId, version: template.version };
  const key = JSON.stringify([kind, version, head, own]);
  let mould = moulds.get(key);
  if (!mould) {
    mould = MailMould.make({ kind, template, own, head });
    if (moulds.size >= keptMoulds) moulds.delete(moulds.keys().next().value ?? key);
    moulds.set(key, mould);
  }
  // The office is read anew for each chunk, so what it says is written in here and not into the mould that is kept.
  const agentPhotoUrl = photoUrl(settings.publicUrl, office.agent?.photoKey ?? null);
  const filled = (await mould).withValues({ ...office.values, agentPhotoUrl });
  return { mould: filled, accountId: office.accountId, template: version };
}

function pour(
  deps: SendingDependencies,
  { mould, accountId, template }: Setting,
  person: DueRecipient,
  date: Date,
): CampaignMail {
  const { ring, settings } = deps;
  const { invitationId: id, wave, email } = person;
  const nonce = Buffer.from(person.nonce, 'hex');
  const messageKey = ring.token('message', ring.newest, 'invitation', id, String(wave), nonce).slice(0, 32);
  const values: MailValues = {
    ...namesOf(person),
    homeStreet: person.home,
    homeAddress: person.home,
    ...linksOf(deps, { id, accountId, nonce, keyId: person.keyId, email }),
    worksUntil: person.expiresAt,
  };
  const to = { name: fullName(person.firstName, person.lastName) ?? '', address: email };
  const { bare, messageId } = mould.pour({ to, values, messageKey, date });
  const from = returnPathOf(settings, messageKey) ?? mould.from.address;
  const mail = { envelope: { from, to: email }, messageId, raw: bare, digest: Buffer.alloc(0) };
  if (!settings.dkim) mail.digest = digestOf(bare);
  return { ...mail, recipient: person, senderDomain: mould.senderDomain, template };
}

/** Both of a couple who share the mailbox are greeted, as in the mails that are written one by one. */
function namesOf(person: DueRecipient): MailValues {
  const { contactEmail, coEmail, partnerFirstName, coFirstName } = person;
  const firstName = person.firstName ?? person.contactFirstName;
  const isShared = !coEmail || coEmail.toLowerCase() === contactEmail?.toLowerCase();
  const together = [firstName, isShared ? coFirstName : null, partnerFirstName];
  return { firstName, firstNames: namesTogether(together), lastName: person.lastName };
}

async function sign({ settings, transport }: SendingDependencies, mail: CampaignMail, now: Date): Promise<void> {
  if (!settings.dkim) return;
  mail.raw = await signMail(mail.raw, { signer: settings.dkim, now, except: transport.rewrites });
  mail.digest = digestOf(mail.raw);
}
