import type { Variable } from './variables.js';

export interface TemplateKindSpec {
  label: string;
  /** When it is sent, for the people who write templates. */
  about: string;
  to: 'homeowner' | 'agent';
  /** A commercial mail carries postal address, unsubscribe headers and a way out; a notice is owed to the person who gets it. */
  stream: 'commercial' | 'notice';
  variables: readonly Variable[];
  /** Must stand in the HTML and in the text alike, or a version cannot be saved. */
  required: readonly Variable[];
}

const person = ['firstName', 'firstNames', 'lastName', 'homeStreet', 'homeAddress'] as const;
const card = [
  'agentName',
  'agentFirstName',
  'agentTitle',
  'agentPhone',
  'agentLicense',
  'agentAbout',
  'agentPhotoUrl',
] as const;
const office = ['brokerage', 'website', 'postalAddress'] as const;
const ways = ['claimUrl', 'notMeUrl', 'unsubscribeUrl', 'worksUntil'] as const;

const invitationVariables = [...person, ...card, ...office, ...ways, 'message'] as const;
const invitationRequired = ['claimUrl', 'unsubscribeUrl', 'notMeUrl', 'postalAddress', 'agentName'] as const;
const noticeVariables = [...person, ...card, ...office] as const;
const agentNotice = [
  'agentName',
  'agentFirstName',
  'homeownerName',
  'homeStreet',
  'homeAddress',
  'consoleUrl',
] as const;

const invitation = (label: string, about: string, more: readonly Variable[] = []): TemplateKindSpec => ({
  label,
  about,
  to: 'homeowner',
  stream: 'commercial',
  variables: [...invitationVariables, ...more],
  required: invitationRequired,
});

const notice = (
  label: string,
  about: string,
  { also, required }: { also: readonly Variable[]; required: readonly Variable[] },
): TemplateKindSpec => ({
  label,
  about,
  to: 'homeowner',
  stream: 'notice',
  variables: [...noticeVariables, ...also],
  required,
});

const toAgent = (
  label: string,
  about: string,
  { also, required }: { also: readonly Variable[]; required: readonly Variable[] },
): TemplateKindSpec => ({
  label,
  about,
  to: 'agent',
  stream: 'notice',
  variables: [...agentNotice, ...also],
  required,
});

const code = { also: ['code', 'codeMinutes', 'notMeUrl'], required: ['code'] } as const;

/** Every mail that the platform writes to homeowners and agents, in the order of a Hub's life. */
export const templateKinds = {
  invitation: invitation('Invitation', 'Asks a homeowner to claim their Hub.'),
  reminder_1: invitation('First reminder', 'Some days after an invitation that was not claimed.'),
  reminder_2: invitation('Last reminder', 'The second and last time we ask again.'),
  co_owner_invitation: invitation('Co-owner invitation', 'Asks a co-owner to join a Hub.', ['inviterName']),
  fresh_link: notice('Fresh link', 'Somebody asked for a new link to a Hub: it goes to the invited address only.', {
    also: ['claimUrl', 'notMeUrl', 'unsubscribeUrl', 'worksUntil'],
    required: ['claimUrl', 'notMeUrl'],
  }),
  claim_code: notice('Code to claim', 'The code that proves who claims a Hub.', code),
  join_code: notice('Code to join', 'The code that proves who joins through a landing link.', code),
  // Whoever signs in may have Hubs with several agents: no agent stands in this mail.
  sign_in_code: {
    label: 'Code to sign in',
    about: 'The code with which a homeowner signs in to their Hub.',
    to: 'homeowner',
    stream: 'notice',
    variables: [...person, 'code', 'codeMinutes'],
    required: ['code'],
  },
  claimed: notice('Hub was claimed', 'Tells the invited address of the claim, with a way to take it back.', {
    also: ['hubUrl', 'notMeUrl', 'takeBackUntil'],
    required: ['notMeUrl', 'hubUrl'],
  }),
  answer: notice('Answer', 'The agent answered a homeowner’s question.', {
    also: ['question', 'answer', 'hubUrl', 'preferencesUrl'],
    required: ['answer', 'hubUrl', 'preferencesUrl'],
  }),
  correction_decided: notice('Correction decided', 'The agent took a correction over, or did not.', {
    also: ['changes', 'decision', 'hubUrl', 'preferencesUrl'],
    required: ['decision', 'hubUrl', 'preferencesUrl'],
  }),
  data_deleted: notice('Data deleted', 'Confirms that what we kept about a homeowner is gone.', {
    also: [],
    required: ['agentName'],
  }),
  question: toAgent('Question for the agent', 'A homeowner asked something in their Hub.', {
    also: ['question'],
    required: ['homeownerName', 'question', 'consoleUrl'],
  }),
  correction_proposed: toAgent('Correction for the agent', 'A homeowner says that something about the home is wrong.', {
    also: ['changes'],
    required: ['homeownerName', 'changes', 'consoleUrl'],
  }),
  hub_claimed: toAgent('Claim for the agent', 'A homeowner claimed a Hub.', {
    also: [],
    required: ['homeownerName', 'consoleUrl'],
  }),
  crm_access_lost: {
    label: 'CRM to connect again',
    about: 'A CRM no longer takes our key: nothing comes in until the agent connects again.',
    to: 'agent',
    stream: 'notice',
    variables: ['agentName', 'agentFirstName', 'crmName', 'consoleUrl'],
    required: ['crmName', 'consoleUrl'],
  },
} as const satisfies Record<string, TemplateKindSpec>;

export type TemplateKind = keyof typeof templateKinds;
export const templateKindNames = Object.keys(templateKinds) as TemplateKind[];

/** What is a notice, owed to one person, and therefore stands in `notices`. */
export const noticeKinds = templateKindNames.filter((kind) => kindSpec(kind).stream === 'notice');

/** A kind with the types of its spec instead of its literals. */
export function kindSpec(kind: TemplateKind): TemplateKindSpec {
  return templateKinds[kind];
}
