import { condition, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { InvitationActivities } from '../activities/invitations.js';
import type { MailActivities } from '../activities/mail.js';
import { type InvitationInput, taskQueues } from './protocol.js';
import { faultOf, hearChanges, tries, untilChanged } from './steps.js';

type NextStep = Awaited<ReturnType<InvitationActivities['nextInvitationStep']>>;

/** What a worker of the queue `mail` does for an invitation; the sending itself belongs to mail. */
type Activities = InvitationActivities & Pick<MailActivities, 'sendInvitation'>;

/**
 * One invitation from its first mail over its reminders to its end. What is to be done stands in the database: read it, do that step,
 * read again; between them it waits for the next date or for a change (a claim, a new link, a revocation).
 */
export async function inviteHomeowner({ invitationId }: InvitationInput): Promise<void> {
  const watch = hearChanges();

  let before: NextStep | null = null;
  for (;;) {
    const isChanged = watch();
    const next: NextStep = await activities().nextInvitationStep({ invitationId });
    if (next.step === 'end' && !isChanged()) return;
    if (next.step === 'wait') await untilChanged(isChanged, next.waitMs);
    else if (isSameSend(before, next)) await condition(isChanged, againMs);
    else await doStep(invitationId, next);
    before = next.step === 'send' && !isSameSend(before, next) ? next : null;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof inviteHomeowner>({ invitationId });
  }
}

/** A hand-over that left everything as it was, since another one of the same mail is under way, is looked at again after so long. */
const againMs = 10_000;

const isSameSend = (before: NextStep | null, next: NextStep): boolean =>
  next.step === 'send' && before?.wave === next.wave && before.fence === next.fence;

async function doStep(invitationId: string, { step, wave, fence, accountId }: NextStep): Promise<void> {
  const steps = activities(accountId);
  try {
    if (step === 'send') await steps.sendInvitation({ invitationId, wave, fence });
    if (step === 'expire') await steps.expireInvitation({ invitationId, fence });
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    await steps.stopInvitation({ invitationId, code: fault.type ?? 'internal' });
  }
}

/** Mails to single people go before those of campaigns; handing one over may take the minutes that SMTP allows. */
function activities(fairnessKey?: string): Activities {
  return proxyActivities<Activities>({
    taskQueue: taskQueues.mail,
    startToCloseTimeout: '30 minutes',
    ...tries,
    ...(fairnessKey && { priority: { fairnessKey, priorityKey: 1 } }),
  });
}
