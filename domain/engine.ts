/** The names that the database's outbox, the API and the workflows share. Nothing personal may stand in any of them. */
export const taskQueues = {
  workflows: 'workflows',
  imports: 'imports',
  syncs: 'syncs',
  mail: 'mail',
  campaigns: 'campaigns',
} as const;

/** Sent after every change of state in the database; the workflow then reads the state again. Carries nothing. */
export const stateChanged = 'stateChanged';

/** One mail that we owe one person and that no campaign sends. */
export const noticeWorkflow = {
  type: 'sendNotice',
  id: (noticeId: string) => `notice/${noticeId}`,
  args: (noticeId: string): [NoticeInput] => [{ noticeId }],
} as const;

export interface NoticeInput {
  noticeId: string;
}

/** One invitation: its mail, its reminders, its end. */
export const invitationWorkflow = {
  type: 'inviteHomeowner',
  id: (invitationId: string) => `invitation/${invitationId}`,
  args: (invitationId: string): [InvitationInput] => [{ invitationId }],
} as const;

export interface InvitationInput {
  invitationId: string;
}

/** Removes the files that an account's erasures have made superfluous, until storage has let go of each. */
export const filesWorkflow = {
  type: 'removeFiles',
  id: (accountId: string) => `files/${accountId}`,
  args: (accountId: string): [FilesInput] => [{ accountId }],
} as const;

export interface FilesInput {
  accountId: string;
}

/** One campaign from its freeze to its end. */
export const campaignWorkflow = {
  type: 'runCampaign',
  id: (campaignId: string) => `campaign/${campaignId}`,
  args: (campaignId: string): [CampaignInput] => [{ campaignId }],
} as const;

export interface CampaignInput {
  campaignId: string;
}
