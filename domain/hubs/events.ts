/** Who did it. `machine`: a scanner of a mail gateway or another program that follows links. */
export const hubActors = ['agent', 'homeowner', 'system', 'machine'] as const;
export type HubActor = (typeof hubActors)[number];

/** What happens around a Hub, each with how it reads in a history after the name of who did it. */
export const hubEvents = {
  hub_created: 'made the Hub',
  hub_changed: 'changed the Hub',
  hub_paused: 'paused the Hub',
  hub_resumed: 'resumed the Hub',
  hub_archived: 'archived the Hub',
  hub_restored: 'brought the Hub back',
  note_added: 'wrote a note',
  invitation_created: 'made an invitation',
  invitation_sent: 'sent the invitation',
  reminder_sent: 'sent a reminder',
  reminder_asked: 'asked for a reminder to go out now',
  invitation_resent: 'renewed the invitation with a new link',
  invitation_blocked: 'could not send the invitation',
  invitation_revoked: 'revoked the invitation',
  invitation_expired: 'let the invitation run out',
  mail_returned: 'had a mail come back',
  mail_reported: 'reported a mail as spam',
  link_copied: 'copied the link of the invitation',
  fresh_link_asked: 'asked for a fresh link',
  visited: 'looked at the invitation',
  code_mailed: 'asked for a code by mail',
  claimed: 'claimed the Hub',
  claim_taken_back: 'said that the claim was not theirs',
  co_owner_invited: 'invited a co-owner',
  co_owner_joined: 'joined as co-owner',
  hub_visited: 'opened the Hub',
  signed_in: 'signed in',
  question_asked: 'asked a question',
  question_answered: 'answered a question',
  correction_proposed: 'proposed a correction of the home',
  correction_accepted: 'took a correction over',
  correction_declined: 'declined a correction',
  preferences_changed: 'changed what mail they get',
  unsubscribed: 'unsubscribed from invitations',
  data_downloaded: 'downloaded their data',
  member_left: 'left the Hub',
  data_deleted: 'had their data deleted',
} as const;
export type HubEventKind = keyof typeof hubEvents;
export const hubEventKinds = Object.keys(hubEvents) as HubEventKind[];

/** What an event may carry: ids, counts, states and names of fields, never what stands in them. */
export type HubEventDetails = Record<string, string | number | boolean | null | string[]>;

export interface HubEventStory {
  kind: HubEventKind;
  byKind: HubActor;
  /** The name of the user or member, where it is known. */
  byName: string | null;
  details: HubEventDetails;
}

/** One line of a history: "Maria Alvarez sent the invitation." */
export function hubEventSentence({ kind, byKind, byName, details }: HubEventStory): string {
  const who = byName ?? unnamed[byKind];
  const text = details.wave && kind === 'reminder_sent' ? `sent reminder ${details.wave}` : hubEvents[kind];
  const fields = Array.isArray(details.fields) && details.fields.length > 0 ? `: ${details.fields.join(', ')}` : '';
  return `${who} ${text}${fields}.`;
}

const unnamed: Record<HubActor, string> = {
  agent: 'Somebody of the office',
  homeowner: 'The homeowner',
  system: 'Porchlight',
  machine: 'A program, such as the scanner of a mail gateway,',
};
