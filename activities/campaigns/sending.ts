import type { Pool } from 'pg';
import type { SendingLimits } from '../../domain/campaigns/limits.js';
import type { BulkTransport } from '../../integrations/mail/transport.js';
import type { MailDependencies } from '../mail.js';
import type { WireLog } from './wire-log.js';

export interface SendingDependencies extends Pick<MailDependencies, 'ring' | 'settings' | 'worker'> {
  pool: Pool;
  transport: BulkTransport;
  wire: WireLog;
  limits: SendingLimits;
  /** The only clock of campaigns. */
  clock: () => Date;
  isStopping: () => boolean;
  /** A sign of life, while mails are on the wire too. */
  beat?: () => void;
}

/** A share of a campaign as one call of the activity has taken it up. */
export interface HeldShare {
  campaignId: string;
  accountId: string;
  part: number;
  /** Of the campaign: every command and change of state has moved it on. */
  campaignFence: number;
  /** Of the share: whoever takes it up next moves it on. */
  fence: number;
}
