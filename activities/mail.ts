import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { Config } from '../integrations/config.js';
import type { MailTransport } from '../integrations/mail/transport.js';
import type { KeyRing } from '../integrations/secrets.js';
import { guarded } from './imports/faults.js';
import { failNotice, nextNoticeStep, sendNotice } from './mail/notice.js';
import { sendInvitation } from './mail/invitation.js';

export interface MailDependencies {
  pool: Pool;
  transport: MailTransport;
  ring: KeyRing;
  settings: Pick<
    Config,
    'publicUrl' | 'addressKey' | 'mailFrom' | 'hubMailFrom' | 'dkim' | 'mailRetrySeconds' | 'returnAddress'
  >;
  /** How evidence calls this process. */
  worker: string;
}

/** What becomes of one mail stands in the database; ids, numbers and dates alone come and go. */
export function createMailActivities(given: Omit<MailDependencies, 'worker'>) {
  const deps = { ...given, worker: `worker ${process.pid} on ${hostname()}` };
  return guarded({
    sendInvitation: (which: { invitationId: string; wave: number; fence: number }) => sendInvitation(deps, which),
    nextNoticeStep: ({ noticeId }: { noticeId: string }) => nextNoticeStep(deps.pool, noticeId),
    sendNotice: ({ noticeId }: { noticeId: string }) => sendNotice(deps, noticeId),
    failNotice: ({ noticeId, code }: { noticeId: string; code: string }) => failNotice(deps.pool, noticeId, code),
  });
}
export type MailActivities = ReturnType<typeof createMailActivities>;
