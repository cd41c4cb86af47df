import { z } from 'zod';
import { lastWave } from '../../../domain/hubs/reminders.js';
import { Message, Subject } from './invitations.schemas.js';

/** Blank: the template's subject, no message of one's own. */
export const InvitationDraft = z.strictObject({
  subject: Subject.nullable(),
  message: Message.nullable(),
  reminders: z.number().int().min(0).max(lastWave),
});
export type InvitationDraft = z.infer<typeof InvitationDraft>;
