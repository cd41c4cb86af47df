/** How a value is written: a name and a text as they are, an address in one line, a date as the last whole day before it. */
export type VariableType = 'text' | 'name' | 'address' | 'url' | 'date';

export interface VariableSpec {
  type: VariableType;
  /** For the people who write templates. */
  about: string;
  sample: string;
  /** What stands there when a person has no value. Without one the value must be there, or the slot stands in a section. */
  fallback?: string;
}

const standardMessage =
  'I have made a private page for your home. It keeps the details of your home in one place, and you can ask me anything there.';

/** Everything that a mail may name, by the name that stands between the braces. */
export const variables = {
  firstName: { type: 'name', about: 'First name of the homeowner', sample: 'Anna', fallback: 'there' },
  firstNames: {
    type: 'name',
    about: 'First names: both of a couple who share the address, else the one',
    sample: 'Anna and Ben',
    fallback: 'there',
  },
  lastName: { type: 'name', about: 'Last name of the homeowner', sample: 'Bell' },
  homeStreet: {
    type: 'address',
    about: 'Street and number of the home',
    sample: '12 Elm St',
    fallback: 'your home',
  },
  homeAddress: {
    type: 'address',
    about: 'Address of the home in one line',
    sample: '12 Elm St, Boulder, CO 80302',
    fallback: 'your home',
  },
  agentName: { type: 'name', about: 'Name of the agent', sample: 'Maria Alvarez' },
  agentFirstName: { type: 'name', about: 'First name of the agent', sample: 'Maria' },
  agentTitle: { type: 'text', about: 'Title on the agent’s card', sample: 'Realtor' },
  agentPhone: { type: 'text', about: 'Phone number on the agent’s card', sample: '+1 303 555 0110' },
  agentLicense: { type: 'text', about: 'License on the agent’s card', sample: 'CO 100012345' },
  agentAbout: { type: 'text', about: 'What the agent’s card says about them', sample: 'In Boulder since 2009.' },
  agentPhotoUrl: {
    type: 'url',
    about: 'Address of the agent’s photo',
    sample: 'https://porchlight.example/api/agent-photos/sample.jpg',
  },
  brokerage: { type: 'text', about: 'The brokerage as it is licensed', sample: 'Hillside Realty LLC' },
  website: { type: 'url', about: 'Website of the brokerage', sample: 'https://hillside.example' },
  postalAddress: {
    type: 'text',
    about: 'Postal address of the sender; the law wants it in every invitation',
    sample: '400 Pearl St, Boulder, CO 80302',
  },
  message: {
    type: 'text',
    about: 'What the agent writes in the invitation',
    sample: standardMessage,
    fallback: standardMessage,
  },
  inviterName: { type: 'name', about: 'Who asked the co-owner to join', sample: 'Anna Bell' },
  homeownerName: { type: 'name', about: 'Full name of the homeowner, for mails to the agent', sample: 'Anna Bell' },
  claimUrl: { type: 'url', about: 'The link that claims the Hub', sample: 'https://porchlight.example/i/sample' },
  notMeUrl: { type: 'url', about: '“This isn’t me”', sample: 'https://porchlight.example/i/n/sample' },
  unsubscribeUrl: { type: 'url', about: 'Stops these mails', sample: 'https://porchlight.example/i/u/sample' },
  hubUrl: { type: 'url', about: 'The Hub, behind its sign-in', sample: 'https://porchlight.example/h' },
  preferencesUrl: {
    type: 'url',
    about: 'Which mails a homeowner wants',
    sample: 'https://porchlight.example/h/preferences',
  },
  consoleUrl: {
    type: 'url',
    about: 'The page in Porchlight that a mail to the agent is about',
    sample: 'https://porchlight.example/hubs/1',
  },
  worksUntil: { type: 'date', about: 'The last whole day on which the link works', sample: '2026-12-24T00:00:00Z' },
  takeBackUntil: {
    type: 'date',
    about: 'The last whole day on which a claim can be taken back',
    sample: '2026-11-28T00:00:00Z',
  },
  code: { type: 'text', about: 'The six digits that prove who reads the mail', sample: '048 261' },
  codeMinutes: { type: 'text', about: 'For how many minutes the code works', sample: '15', fallback: '15' },
  question: { type: 'text', about: 'What the homeowner asked', sample: 'When is the property tax due?' },
  answer: { type: 'text', about: 'What the agent answered', sample: 'On April 30, in two halves if you like.' },
  changes: { type: 'text', about: 'What is to be corrected, a line each', sample: 'Bedrooms: 3 → 4' },
  crmName: { type: 'text', about: 'The CRM that contacts come from', sample: 'Follow Up Boss' },
  decision: { type: 'text', about: 'Whether a correction was taken over', sample: 'taken over' },
} as const satisfies Record<string, VariableSpec>;

export type Variable = keyof typeof variables;

/** The spec of a variable, with the optional parts that its literal type hides. */
export const variableSpec = (variable: Variable): VariableSpec => variables[variable];

export const isVariable = (name: string): name is Variable => Object.hasOwn(variables, name);
