import { fillMail, type TemplateParts } from '../fill.js';
import type { TemplateKind } from '../kinds.js';
import { sampleValues } from '../values.js';
import type { LintContext } from './rules.js';

export const unsubscribe = `https://porchlight.example/i/u/${'aB3_-x'.repeat(8)}`;

/** An account and an installation that do everything right. */
export const goodContext: LintContext = {
  kind: 'invitation',
  publicUrl: 'https://porchlight.example',
  local: false,
  sender: {
    names: ['Maria Alvarez', 'Hillside Realty LLC'],
    replyTo: 'maria@hillside.example',
    postalAddress: '400 Pearl St, Boulder, CO 80302',
    country: 'US',
    website: null,
  },
  sending: {
    commercialFrom: 'hubs@mail.porchlight.example',
    noticeFrom: 'hello@porchlight.example',
    dkim: { domain: 'porchlight.example', selector: 'a', bits: 2048 },
    isSignatureValid: true,
    transport: 'smtp',
    requiresTls: true,
    answerTimeoutMs: 600_000,
    asksForReports: true,
    domain: { spf: true, dmarc: 'none', dkimKeyBits: 2048, reverse: true },
  },
  optOut: { worksDays: 365, scopes: ['account', 'platform'] },
  complaints: { sent: 5000, complained: 1 },
  worksUntil: 'Tuesday, December 22, 2026',
};

const base64 = (text: string) =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')).replace(
    /(.{76})/g,
    '$1\r\n',
  );

export type Fields = Record<string, string | null>;

/** Header fields of an invitation, and of a notice. */
function fieldsOf(kind: TemplateKind | null, isCommercial: boolean): Fields {
  return {
    'DKIM-Signature':
      'v=1; a=rsa-sha256; d=porchlight.example; s=a; h=from:to:list-unsubscribe:list-unsubscribe-post; bh=x; b=y',
    From: isCommercial
      ? '"Maria Alvarez, Hillside Realty" <hubs@mail.porchlight.example>'
      : 'Porchlight <hello@porchlight.example>',
    To: 'Anna Bell <anna@example.net>',
    'Reply-To': 'Maria Alvarez <maria@hillside.example>',
    Date: 'Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID': `<i.1.0.1@${isCommercial ? 'mail.' : ''}porchlight.example>`,
    'MIME-Version': '1.0',
    'Feedback-ID': `${kind}:a12:${isCommercial ? 'hub' : 'notice'}:porchlight`,
    ...(isCommercial
      ? {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'List-Id': 'Invitations <account-12.mail.porchlight.example>',
        }
      : { 'Auto-Submitted': 'auto-generated' }),
  };
}

export interface MailParts {
  kind: TemplateKind;
  template: TemplateParts;
  isCommercial: boolean;
  /** Replaced or added; null takes one out. */
  fields?: Fields;
  body?: (contents: { html: string; text: string }) => { html: string; text: string };
}

const part = (type: string, content: string) =>
  `--b\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(content)}\r\n`;

/** The bytes of a mail from a template, filled for nobody in particular. */
export function bytesOf({ kind, template, isCommercial, fields = {}, body = (same) => same }: MailParts): Uint8Array {
  const values = { ...sampleValues(), unsubscribeUrl: unsubscribe, worksUntil: new Date('2026-12-24T00:00:00Z') };
  const contents = fillMail({ kind, template, values });
  const { html, text } = body(contents);
  const head: Fields = { ...fieldsOf(kind, isCommercial), Subject: contents.subject, ...fields };
  const lines = Object.entries({ ...head, 'Content-Type': 'multipart/alternative; boundary="b"' })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}\r\n`);
  const whole = `${lines.join('')}\r\n${part('text/plain', text)}${part('text/html', html)}--b--\r\n`;
  return Uint8Array.from(whole, (sign) => sign.charCodeAt(0));
}
