import type { Fallbacks } from '../fill.js';
import { kindSpec, type TemplateKind } from '../kinds.js';
import { type DefaultMail, mjmlOf, textOf } from './frame.js';
import { invitationMails } from './invitations.js';
import { agentNotices, homeownerNotices } from './notices.js';

/** What a template is made of before its MJML is compiled. */
export interface TemplateSource {
  subject: string;
  mjml: string;
  text: string;
  fallbacks: Fallbacks;
}

const sourceOf = (mail: DefaultMail): TemplateSource & { kind: TemplateKind; name: string } => ({
  kind: mail.kind,
  name: kindSpec(mail.kind).label,
  subject: mail.subject,
  mjml: mjmlOf(mail),
  text: textOf(mail),
  fallbacks: {},
});

/** The templates that Porchlight brings along, one of each kind. */
export const defaultTemplates = [...invitationMails, ...homeownerNotices, ...agentNotices].map(sourceOf);
