import { type HeaderLines, simpleParser } from 'mailparser';
import {
  type Field,
  fieldsOfReturned,
  type MailPart,
  readFields,
  type SplitMail,
} from '../../domain/mail/reports/parts.js';

const partLimit = 256 * 1024;
const partsLimit = 50;

/** The bytes of a mail into the parts that a report is made of. A mail that no library can split still has its first fields. */
export async function splitMail(
  raw: Buffer,
  envelope: { from: string | null; to: string | null } = { from: null, to: null },
): Promise<SplitMail> {
  const split = await splitBytes(raw);
  const inner = forwardedReport(split);
  const whole = inner ? await splitBytes(Buffer.from(inner, 'utf8')) : split;
  return { envelopeFrom: envelope.from, envelopeTo: envelope.to, ...whole };
}

type Split = Pick<SplitMail, 'fields' | 'text' | 'parts'>;

async function splitBytes(raw: Buffer): Promise<Split> {
  try {
    const mail = await simpleParser(raw, {
      keepDeliveryStatus: true,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
    });
    const parts: MailPart[] = mail.attachments.slice(0, partsLimit).map(({ contentType, content }) => ({
      type: contentType.toLowerCase(),
      text: decode(content.subarray(0, partLimit)),
    }));
    return { fields: fieldsIn(mail.headerLines), text: (mail.text ?? '').slice(0, partLimit), parts };
  } catch {
    const text = decode(raw.subarray(0, partLimit));
    return { fields: fieldsOfReturned(text), text, parts: [] };
  }
}

const fieldsIn = (lines: HeaderLines): Field[] => lines.slice(0, 500).flatMap(({ line }) => readFields(line));

const isReport = ({ type, text }: MailPart) =>
  type === 'message/rfc822' &&
  fieldsOfReturned(text).some(({ name, value }) => name === 'content-type' && /^multipart\/report\b/i.test(value));

/** Where somebody forwards a report as an attachment, the report is what counts. */
function forwardedReport({ fields, parts }: Split): string | null {
  if (parts.some(({ type }) => type !== 'message/rfc822' && type.startsWith('message/'))) return null;
  if (fields.some(({ name, value }) => name === 'content-type' && value.startsWith('multipart/report'))) return null;
  return parts.find(isReport)?.text ?? null;
}

/** UTF-8 where it is that, else every byte its character: nothing that a report consists of lies beyond ASCII. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
