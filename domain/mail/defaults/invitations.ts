import type { DefaultMail } from './frame.js';

const claim = { label: 'Open my Hub', href: '{{claimUrl}}' };
const works = 'The link works until {{worksUntil}}, for you alone. Opening it commits you to nothing.';
const reach = 'You can simply answer this mail: it reaches me.';

/** Mails that ask somebody to come. Subjects state a fact and hurry nobody. */
export const invitationMails: readonly DefaultMail[] = [
  {
    kind: 'invitation',
    subject: '{{agentName}} made a page for {{homeStreet}}',
    preview: 'It is private: only who has this link can open it.',
    before: ['Hi {{firstNames}},', '{{message}}', 'The page is for {{homeStreet}}, and it costs nothing.'],
    button: claim,
    after: [works, reach],
    footer: 'commercial',
  },
  {
    kind: 'reminder_1',
    subject: 'The page for {{homeStreet}} is still there for you',
    preview: '{{agentName}} invited you some days ago.',
    before: [
      'Hi {{firstNames}},',
      'some days ago I invited you to a private page for {{homeStreet}}. Nobody has opened it yet, so here is the link once more.',
    ],
    button: claim,
    after: [works, reach],
    footer: 'commercial',
  },
  {
    kind: 'reminder_2',
    subject: 'Last reminder about the page for {{homeStreet}}',
    preview: 'After this mail I will not ask again.',
    before: [
      'Hi {{firstNames}},',
      'this is the last time I write about your private page for {{homeStreet}}. If you would like to have it, open it here; if not, there is nothing to do.',
    ],
    button: claim,
    after: [works, reach],
    footer: 'commercial',
  },
  {
    kind: 'co_owner_invitation',
    subject: '{{inviterName}} would like you to join the page for {{homeStreet}}',
    preview: 'A private page for the home that you share.',
    before: [
      'Hi {{firstName}},',
      '{{inviterName}} has named you as co-owner of {{homeStreet}} and would like you to join its private page. It keeps the details of the home in one place, for both of you.',
    ],
    button: { label: 'Join the page', href: '{{claimUrl}}' },
    after: [works],
    footer: 'commercial',
  },
];
