import type { MailFacts } from '../../../domain/mail/facts.js';
import { kindSpec, type TemplateKind } from '../../../domain/mail/kinds.js';
import { type MailValues, sampleValues } from '../../../domain/mail/values.js';
import { linkPaths } from '../../../integrations/mail/links.js';

/** A link works so long, one to take a claim back not so long. */
const invitationDays = 30;
const takeBackDays = 4;
const after = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000);

/** Looks like a token and is none. */
const noToken = 'this-link-leads-nowhere'.padEnd(43, '-');

/** Addresses like those of a real mail that lead nowhere, and the texts that only a real mail has. */
export function sampleLinks(publicUrl: string, now: Date): MailValues {
  const { code, codeMinutes, question, answer, changes, decision } = sampleValues();
  return {
    claimUrl: linkPaths.claim(publicUrl, noToken),
    notMeUrl: linkPaths.notMe(publicUrl, noToken),
    unsubscribeUrl: linkPaths.unsubscribe(publicUrl, noToken),
    hubUrl: linkPaths.hub(publicUrl),
    preferencesUrl: linkPaths.preferences(publicUrl),
    consoleUrl: publicUrl,
    worksUntil: after(now, invitationDays),
    takeBackUntil: after(now, takeBackDays),
    code,
    codeMinutes,
    question,
    answer,
    changes,
    decision,
  };
}

/** An invented homeowner beside the real agent and office, or beside invented ones where there are none. */
export function samplePerson(kind: TemplateKind, office: MailFacts | null): MailFacts {
  const { firstName, firstNames, lastName, homeStreet, homeAddress, inviterName, homeownerName, ...rest } =
    sampleValues();
  const person = { firstName, firstNames, lastName, homeStreet, homeAddress, inviterName, homeownerName };
  const { agentPhotoUrl: _, ...invented } = rest;
  const agent = office?.agent ?? { id: '', name: 'Maria Alvarez', replyTo: 'maria@example.com', photoKey: null };
  const toAgent = kindSpec(kind).to === 'agent';
  return {
    accountId: office?.accountId ?? '0',
    accountName: office?.accountName ?? 'Hillside Realty',
    country: office?.country ?? 'US',
    hubId: null,
    contactId: null,
    agent,
    to: toAgent ? { name: agent.name, email: agent.replyTo } : { name: 'Anna Bell', email: 'anna.bell@example.com' },
    values: { ...(office ? office.values : invented), ...person },
  };
}
