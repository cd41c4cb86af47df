import { MailSection } from '../review/MailSection.js';
import type { Campaign } from '../types.js';

/** The very mails, the invitation and its reminders, for any of those who get them. */
export const MessageTab = ({ campaign }: { campaign: Campaign }) => <MailSection campaign={campaign} />;
