import type { MailMark } from './facts.js';
import { type Field, fieldsOfReturned, type MailPart, type SplitMail, valueOf } from './parts.js';

const idForm = /<\s*([^\s<>@]{1,200}@[^\s<>@]{1,255})\s*>/g;

/** Message-IDs in a header field, without brackets. */
export const idsIn = (value: string | null): string[] =>
  [...(value ?? '').slice(0, 20_000).matchAll(idForm)].map(([, id]) => id!);

/** The id of the envelope: ours is the Message-ID, and some servers give it back in the form in which it travelled (RFC 3461 §4). */
export function readEnvelopeId(value: string | null): string | null {
  const plain = (value ?? '').trim().replace(/^<|>$/g, '');
  return /^[^\s@<>]{1,200}@[^\s@<>]{1,255}$/.test(plain) ? plain : (xtext(plain) ?? null);
}

function xtext(value: string): string | undefined {
  const plain = value.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /^[^\s@<>]{1,200}@[^\s@<>]{1,255}$/.test(plain) ? plain : undefined;
}

/** What stands behind the + of one of our return paths. */
export function readReturnKey(address: string | null): string | null {
  return /^<?[^\s@+]{1,64}\+([\w.-]{8,64})@/.exec(address?.trim() ?? '')?.[1] ?? null;
}

const isReturned = ({ type }: MailPart) =>
  [
    'message/rfc822',
    'message/global',
    'text/rfc822-headers',
    'message/global-headers',
    'message/rfc822-headers',
  ].includes(type);

/** The header of our mail, where the report brings it along. */
export function returnedFields({ parts }: Pick<SplitMail, 'parts'>): Field[] {
  for (const part of parts.filter(isReturned)) {
    const fields = fieldsOfReturned(part.text);
    if (fields.length > 0) return fields;
  }
  return [];
}

/** All that may lead to our mail, the surest first: the returned header, the envelope's id, what it answers to. */
export function markOf(mail: SplitMail, envelopeIds: (string | null)[] = []): MailMark {
  const returned = returnedFields(mail);
  const ids = [
    ...idsIn(valueOf(returned, 'message-id')),
    ...envelopeIds.filter((id) => id !== null),
    ...idsIn(valueOf(mail.fields, 'in-reply-to')),
    ...idsIn(valueOf(mail.fields, 'references')).toReversed(),
    ...idsInText(mail.text),
  ];
  const returnKey =
    readReturnKey(mail.envelopeTo) ??
    readReturnKey(valueOf(returned, 'return-path')) ??
    readReturnKey(valueOf(mail.fields, 'to'));
  return { messageIds: [...new Set(ids)].slice(0, 20), returnKey, queueId: null };
}

/** Reports in prose like to bring our header along among their words. */
const idsInText = (text: string) =>
  [...text.slice(0, 200_000).matchAll(/^[> \t]*Message-ID:[ \t]*(<[^\n]{3,500}>)/gim)].flatMap(([, value]) =>
    idsIn(value ?? null),
  );
