/** Why a campaign, or a share of it, does not send at this moment or not faster, in words for people. */
export const waitSentences = {
  start: 'It begins at the time that was chosen for it.',
  window: 'Outside the days and hours in which its mails may arrive where the recipients live.',
  put_off: 'The receiving side has put mails off; they are tried again then.',
  server_away: 'The mail server that takes its mails cannot be reached; it is tried again every few seconds.',
  server_busy: 'The mail server that takes its mails asks to come back later; it is tried again every few seconds.',
  sender_refused: 'The mail server does not let us send: operations have to look at its settings.',
  reminders: 'All first mails are out; reminders go to those who have not claimed their Hub by then.',
  campaign_rate: 'It sends as many mails an hour as was chosen for it.',
  account_rate: 'The account has used up the mails that it may send at present.',
  domain_rate: 'The domain that sends has used up the mails that it may send at present.',
  provider_rate: 'A mailbox provider gets no more mails from us at a time.',
  platform_rate: 'Porchlight as a whole sends as many mails as it may at present.',
  warm_up: 'The domain that sends is new and is being warmed up: it has sent what it may send today.',
  held: 'Sending is on hold.',
} as const;
export type WaitReason = keyof typeof waitSentences;
export const waitReasons = Object.keys(waitSentences) as WaitReason[];
