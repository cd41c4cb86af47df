import type { DefaultMail } from './frame.js';

const openHub = { label: 'Open my Hub', href: '{{hubUrl}}' };
const choose = '<a href="{{preferencesUrl}}">Choose which mails you get</a>.';
const notAsked = 'You did not ask for it? Then somebody else typed your address, and without the code nothing happens.';

const codeMail = (kind: DefaultMail['kind'], subject: string, sentence: string): DefaultMail => ({
  kind,
  subject,
  preview: 'The code works for {{codeMinutes}} minutes.',
  before: ['Hi {{firstNames}},', sentence],
  code: true,
  after: ['It works for {{codeMinutes}} minutes. Nobody from us will ever ask you for it.', notAsked],
  footer: 'notice',
});

/** Mails that we owe a homeowner: they asked for something, or something of theirs changed. */
export const homeownerNotices: readonly DefaultMail[] = [
  {
    kind: 'fresh_link',
    subject: 'A new link to the page for {{homeStreet}}',
    preview: 'Links from earlier mails have stopped working.',
    before: ['Hi {{firstNames}},', 'here is the new link that was asked for. Links from earlier mails no longer work.'],
    button: { label: 'Open my Hub', href: '{{claimUrl}}' },
    after: [
      'It works until {{worksUntil}}, for you alone.',
      'You do not know this home? <a href="{{notMeUrl}}">This isn’t me</a>.',
    ],
    footer: 'notice',
  },
  codeMail(
    'claim_code',
    'Your code for the page of {{homeStreet}}',
    'with this code you claim the page for {{homeStreet}}:',
  ),
  codeMail('join_code', 'Your code to join', 'with this code you show that this address is yours:'),
  {
    ...codeMail('sign_in_code', 'Your code to sign in', 'with this code you sign in to your Hub:'),
    footer: 'platform',
  },
  {
    kind: 'claimed',
    subject: 'The page for {{homeStreet}} was claimed',
    preview: 'It was you? Then all is well.',
    before: [
      'Hi {{firstNames}},',
      'the page for {{homeStreet}} was claimed with the link that we mailed to this address. It was you? Then all is well, and you find it here:',
    ],
    button: openHub,
    after: ['It was not you? <a href="{{notMeUrl}}">Take it back</a> until {{takeBackUntil}}, in one step.'],
    footer: 'notice',
  },
  {
    kind: 'answer',
    subject: '{{agentName}} answered your question',
    preview: 'The answer also stands in your Hub.',
    before: ['Hi {{firstNames}},', '{{agentFirstName}} answered what you asked.'],
    quotes: [
      { title: 'Your question', slot: '{{question}}' },
      { title: 'The answer', slot: '{{answer}}' },
    ],
    button: openHub,
    after: [choose],
    footer: 'notice',
  },
  {
    kind: 'correction_decided',
    subject: 'Your correction for {{homeStreet}} was {{decision}}',
    preview: '{{agentName}} has looked at it.',
    before: [
      'Hi {{firstNames}},',
      '{{agentFirstName}} has looked at your correction for {{homeStreet}}: it was {{decision}}.',
    ],
    quotes: [{ title: 'Your correction', slot: '{{changes}}' }],
    button: openHub,
    after: [choose],
    footer: 'notice',
  },
  {
    kind: 'data_deleted',
    subject: 'Your data is deleted',
    preview: 'This is the last mail about it.',
    before: [
      'Hi {{firstNames}},',
      'as you asked, we deleted what your Hub kept about you. What remains is a fingerprint of your address that nobody can read back, so that we never write to you again by mistake.',
      'Your agent may keep own records outside of Porchlight; please ask {{agentName}} about those.',
    ],
    footer: 'notice',
  },
];

/** Mails to the agent about what a homeowner did. */
export const agentNotices: readonly DefaultMail[] = [
  {
    kind: 'question',
    subject: '{{homeownerName}} has a question about {{homeStreet}}',
    preview: 'Answer in Porchlight, and it stands in the Hub too.',
    before: ['Hi {{agentFirstName}},', '{{homeownerName}} asked you something in the Hub of {{homeAddress}}.'],
    quotes: [{ title: 'The question', slot: '{{question}}' }],
    button: { label: 'Answer', href: '{{consoleUrl}}' },
    footer: 'agent',
  },
  {
    kind: 'correction_proposed',
    subject: '{{homeownerName}} corrected the details of {{homeStreet}}',
    preview: 'It changes nothing until you take it over.',
    before: [
      'Hi {{agentFirstName}},',
      '{{homeownerName}} says that this is not right about {{homeAddress}}. It changes nothing until you take it over.',
    ],
    quotes: [{ title: 'The correction', slot: '{{changes}}' }],
    button: { label: 'Look at it', href: '{{consoleUrl}}' },
    footer: 'agent',
  },
  {
    kind: 'hub_claimed',
    subject: '{{homeownerName}} claimed the Hub for {{homeStreet}}',
    preview: 'You can see it in Porchlight.',
    before: ['Hi {{agentFirstName}},', '{{homeownerName}} claimed the Hub for {{homeAddress}}.'],
    button: { label: 'Open the Hub', href: '{{consoleUrl}}' },
    footer: 'agent',
  },
  {
    kind: 'crm_access_lost',
    subject: '{{crmName}} no longer lets Porchlight in',
    preview: 'Connect again, and it goes on where it stopped.',
    before: [
      'Hi {{agentFirstName}},',
      '{{crmName}} no longer takes the key with which Porchlight reads your contacts there. Nothing is lost and nobody was changed, but nothing new comes in.',
      'Connect again, and it goes on where it stopped.',
    ],
    button: { label: 'Connect again', href: '{{consoleUrl}}' },
    footer: 'connection',
  },
];
