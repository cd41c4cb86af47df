import type { MailToFill, TemplateParts } from '../../../domain/mail/fill.js';

const mark = 'This is a test that you sent to yourself. Its links lead nowhere, and it counts nowhere.';

const banner = `<div style="background-color:#fff3d6;color:#4a3500;font-family:Arial,sans-serif;font-size:15px;line-height:22px;padding:12px 16px;text-align:center">${mark}</div>`;

interface Marked {
  template: TemplateParts;
  own?: MailToFill['own'];
}

/** The same mail, said to be a test in its subject, above its HTML and above its text. */
export function asTest({ template, own }: Marked): Marked {
  const { subject, html, text } = template;
  return {
    template: {
      ...template,
      subject: `Test: ${subject}`,
      html: /<body[^>]*>/i.test(html) ? html.replace(/<body[^>]*>/i, (body) => `${body}${banner}`) : `${banner}${html}`,
      text: `${mark}\n\n${text}`,
    },
    ...(own && { own: { ...own, subject: own.subject?.trim() ? `Test: ${own.subject}` : null } }),
  };
}

/** What a person reads after sending one. */
export const testSentence = ({ to, outcome, sentence }: { to: string; outcome: string; sentence: string | null }) =>
  outcome === 'accepted'
    ? `A test is on its way to ${to}.`
    : `${sentence ?? 'The mail could not be sent.'} Try again in a minute.`;
