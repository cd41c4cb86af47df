import type { TemplateKind } from '../kinds.js';

/** What one of our own templates says; the frame makes MJML and text of it alike, so that they never differ. */
export interface DefaultMail {
  kind: TemplateKind;
  subject: string;
  /** The line that mail programs show beside the subject. */
  preview: string;
  /** Paragraphs; a line break within one stays. */
  before: readonly string[];
  button?: { label: string; href: string };
  /** Shown large instead of a button. */
  code?: true;
  /** Said in a quieter box: what was asked, what was answered. */
  quotes?: readonly { title: string; slot: string }[];
  after?: readonly string[];
  /** `platform`: no agent is concerned, and no card stands below. */
  footer: 'commercial' | 'notice' | 'platform' | 'agent' | 'connection';
}

const ink = '#1f2933';
const quiet = '#5b6770';
const action = '#1d4f91';
const ground = '#f3f1ec';

const paragraphs = (texts: readonly string[]) =>
  texts.map((text) => `        <mj-text>${text.replace(/\n/g, '<br />')}</mj-text>`).join('\n');

/** The card of the agent: what is missing of it leaves no gap. */
const cardMjml = `    <mj-section background-color="#ffffff" padding="0 32px 24px">
      <mj-column>
        <mj-divider border-width="1px" border-color="#e3e0d8" padding="0 0 20px" />
        <mj-text padding="0">
          <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
            {{#agentPhotoUrl}}<td style="padding-right:16px;vertical-align:top"><img src="{{agentPhotoUrl}}" width="64" height="64" alt="{{agentName}}" style="border-radius:32px;display:block" /></td>{{/agentPhotoUrl}}
            <td style="vertical-align:top;font-size:15px;line-height:22px">
              <strong>{{agentName}}</strong>{{#agentTitle}}, {{agentTitle}}{{/agentTitle}}
              {{#brokerage}}<br />{{brokerage}}{{/brokerage}}
              {{#agentLicense}}<br />License {{agentLicense}}{{/agentLicense}}
              {{#agentPhone}}<br />{{agentPhone}}{{/agentPhone}}
              {{#website}}<br /><a href="{{website}}" style="color:${action}">{{website}}</a>{{/website}}
            </td>
          </tr></table>
        </mj-text>
      </mj-column>
    </mj-section>`;

const cardText = `--
{{agentName}}{{#agentTitle}}, {{agentTitle}}{{/agentTitle}}{{#brokerage}}
{{brokerage}}{{/brokerage}}{{#agentLicense}}
License {{agentLicense}}{{/agentLicense}}{{#agentPhone}}
{{agentPhone}}{{/agentPhone}}{{#website}}
{{website}}{{/website}}`;

const sender = '{{agentName}}{{#brokerage}}, {{brokerage}}{{/brokerage}}';

/** Footers in both forms. The commercial one says that it is one, why it came, where the sender is, and the two ways out. */
const footers = {
  commercial: {
    mjml: `This is a commercial mail from ${sender}, who keeps your address among their contacts.<br />
          {{postalAddress}}<br /><br />
          <a href="{{unsubscribeUrl}}" style="color:${quiet}">Unsubscribe</a> from these mails, in one step and without an account.<br />
          You do not know this home? <a href="{{notMeUrl}}" style="color:${quiet}">This isn’t me</a>.`,
    text: `This is a commercial mail from ${sender}, who keeps your address among their contacts.
{{postalAddress}}

Unsubscribe, in one step and without an account: {{unsubscribeUrl}}
You do not know this home? This isn’t me: {{notMeUrl}}`,
  },
  notice: {
    mjml: `You get this mail because of a page for {{homeStreet}} that ${sender} made with Porchlight.{{#postalAddress}}<br />{{postalAddress}}{{/postalAddress}}`,
    text: `You get this mail because of a page for {{homeStreet}} that ${sender} made with Porchlight.{{#postalAddress}}
{{postalAddress}}{{/postalAddress}}`,
  },
  platform: {
    mjml: 'You get this mail because somebody signs in with your address to a Hub kept with Porchlight.',
    text: 'You get this mail because somebody signs in with your address to a Hub kept with Porchlight.',
  },
  agent: {
    mjml: 'You get this mail because the Hub is yours in Porchlight.',
    text: 'You get this mail because the Hub is yours in Porchlight.',
  },
  connection: {
    mjml: 'You get this mail because you connected {{crmName}} with Porchlight, or work in the office that did.',
    text: 'You get this mail because you connected {{crmName}} with Porchlight, or work in the office that did.',
  },
} as const;

const hasCard = (footer: DefaultMail['footer']) => footer === 'commercial' || footer === 'notice';

/** MJML as people may edit it afterwards: indented, one idea a line. */
export function mjmlOf(mail: DefaultMail): string {
  const { preview, before, button, code, quotes = [], after = [], footer } = mail;
  return `<mjml lang="en">
  <mj-head>
    <mj-title>${mail.subject}</mj-title>
    <mj-preview>${preview}</mj-preview>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-text font-size="17px" line-height="26px" color="${ink}" padding="0 0 16px" />
      <mj-button background-color="${action}" color="#ffffff" border-radius="8px" font-size="17px" font-weight="600" inner-padding="14px 28px" align="left" padding="8px 0 24px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="${ground}" width="600px">
    <mj-section padding="16px 0 0"></mj-section>
    <mj-section background-color="#ffffff" padding="32px 32px 8px">
      <mj-column>
${paragraphs(before)}
${code ? '        <mj-text font-size="32px" line-height="40px" font-weight="700" letter-spacing="4px">{{code}}</mj-text>\n' : ''}${quotes.map(quoteMjml).join('')}${button ? `        <mj-button href="${button.href}">${button.label}</mj-button>\n` : ''}${paragraphs(after)}
      </mj-column>
    </mj-section>
${hasCard(footer) ? `${cardMjml}\n` : ''}    <mj-section padding="20px 32px 32px">
      <mj-column>
        <mj-text font-size="13px" line-height="20px" color="${quiet}" padding="0">
          ${footers[footer].mjml}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`.replace(/\n\s*\n/g, '\n');
}

const quoteMjml = ({ title, slot }: { title: string; slot: string }) =>
  `        <mj-text font-size="15px" line-height="24px" container-background-color="${ground}" padding="12px 16px"><strong>${title}</strong><br />${slot}</mj-text>
        <mj-spacer height="16px" />
`;

/** The same words for programs that show no HTML. */
export function textOf({ before, button, code, quotes = [], after = [], footer }: DefaultMail): string {
  return [
    ...before,
    ...(code ? ['{{code}}'] : []),
    ...quotes.map(({ title, slot }) => `${title}\n${slot}`),
    ...(button ? [`${button.label}: ${button.href}`] : []),
    ...after,
    ...(hasCard(footer) ? [cardText] : []),
    footers[footer].text,
  ]
    .join('\n\n')
    .replace(/<a href="([^"]+)">([^<]+)<\/a>/g, '$2 ($1)')
    .concat('\n');
}
