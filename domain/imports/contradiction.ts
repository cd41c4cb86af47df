import { type ContactField, contactFields, type MappableField } from '../contacts/fields.js';
import type { ValueEvidence } from './value-kinds.js';

/**
 * The sentence that says why the values cannot be what the header (or the remembered mapping) claims, or null when they may be.
 * Values beat headers: a column named Email that holds counts is no address.
 */
export function contradiction(field: MappableField, evidence: ValueEvidence, header: string): string | null {
  if (evidence.values === 0 || field.startsWith('custom:')) return null;
  const { share } = evidence;
  const { kind, label } = contactFields[field as ContactField];
  const few = (part: number, what: string) =>
    part < 0.5 ? sentence(header, label, `only ${percent(part)} of its values are ${what}`) : null;
  const many = (part: number, what: string) =>
    part > 0.5 ? sentence(header, label, `${percent(part)} of its values are ${what}`) : null;
  switch (kind) {
    case 'email':
      return few(share.email, 'e-mail addresses');
    case 'phone':
      return few(Math.max(share.phone, share.digits), 'phone numbers');
    case 'date':
    case 'birthday':
      return few(Math.max(share.date, share.number), 'dates');
    case 'yesNo':
      return few(Math.max(share.yesNo, field === 'unsubscribed' ? share.date : 0), 'yes or no');
    case 'zip':
      return few(Math.max(share.zip, share.number, share.id), 'zip codes');
    case 'name':
    case 'fullName':
      return many(share.email, 'e-mail addresses') ?? many(share.number, 'numbers') ?? many(share.date, 'dates');
    case 'addressLine':
      return many(share.email, 'e-mail addresses') ?? many(share.date, 'dates') ?? many(share.yesNo, 'yes or no');
    case 'text':
      return textContradiction();
    default:
      return null;
  }

  function textContradiction(): string | null {
    if (['street', 'city', 'state', 'mailingStreet', 'mailingCity', 'mailingState'].includes(field)) {
      return (
        many(share.email, 'e-mail addresses') ??
        many(share.date, 'dates') ??
        (field.endsWith('treet') ? null : many(share.number, 'numbers'))
      );
    }
    return field === 'externalId' ? null : many(share.email, 'e-mail addresses');
  }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function sentence(header: string, label: string, why: string): string {
  const name = header.length > 60 ? `${header.slice(0, 60)}…` : header;
  return `Column ${name === '' ? '' : `"${name}" `}looks like ${label}, but ${why}: choose its field yourself.`;
}
