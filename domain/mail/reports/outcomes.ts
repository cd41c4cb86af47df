/** What was done about something that came back, or why nothing was, for people who read it. */
export const outcomeSentences = {
  recorded: 'Recorded with the mail.',
  repeated: 'Known already; nothing changed.',
  settled: 'Settled what had become of the mail.',
  suppressed: 'Nothing more is mailed to the address.',
  reminders_stopped: 'No reminder follows.',
  other_address: 'About an address that the mail was passed on to, so nothing changed.',
  of_erased: 'The person was erased; only the fact was kept.',
  no_mail_found: 'None of our mails was found for it.',
  for_a_person: 'A person has to read it.',
  nothing_to_do: 'It calls for nothing.',
} as const;
export type InboundOutcome = keyof typeof outcomeSentences;

export const inboundSources = ['mailbox', 'ses', 'sendgrid'] as const;
export type InboundSource = (typeof inboundSources)[number];

export const inboundStates = ['waiting', 'applied', 'noted', 'open', 'failed', 'dismissed'] as const;
export type InboundState = (typeof inboundStates)[number];
