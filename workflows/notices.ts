import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { MailActivities } from '../activities/mail.js';
import { type NoticeInput, taskQueues } from './protocol.js';
import { faultOf, hearChanges, tries, untilChanged } from './steps.js';

/** One mail that we owe: handed over when it is due, tried again when it was put off, until it is sent, refused or of no use. */
export async function sendNotice({ noticeId }: NoticeInput): Promise<void> {
  const watch = hearChanges();

  for (;;) {
    const isChanged = watch();
    const next = await mail().nextNoticeStep({ noticeId });
    if (next.step === 'end' && !isChanged()) return;
    if (next.step === 'send') await send(noticeId, mail(next.accountId));
    if (next.step === 'wait') await untilChanged(isChanged, next.waitMs);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof sendNotice>({ noticeId });
  }
}

async function send(noticeId: string, steps: MailActivities): Promise<void> {
  try {
    await steps.sendNotice({ noticeId });
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    await steps.failNotice({ noticeId, code: fault.type ?? 'internal' });
  }
}

/** A server may take ten minutes for its answer to one mail (RFC 5321 §4.5.3.2.6). Somebody waits for most notices: they go first. */
function mail(fairnessKey?: string): MailActivities {
  return proxyActivities<MailActivities>({
    taskQueue: taskQueues.mail,
    startToCloseTimeout: '30 minutes',
    ...tries,
    ...(fairnessKey && { priority: { fairnessKey, priorityKey: 1 } }),
  });
}
