import { type ContactField, contactFields } from '../contacts/fields.js';
import { headerKey } from './header-key.js';
import { type AddressPart, partByWord, wholeHeaders } from './header-words.js';

/** A field that a header names; `order` ranks columns that share a set of fields (mobile before work). */
export interface HeaderClaim {
  field: ContactField | 'emails' | 'phones' | 'name';
  reason: 'exact' | 'synonym';
  order: number;
}

const list = (text: string) => text.split('|');
/** Longest first, so that "spouse 2" is not taken for "spouse". */
const byLength = (text: string) => list(text).toSorted((a, b) => b.length - a.length);

const self = byLength(
  'contact|lead|client|customer|person|member|subscriber|primary|primary contact|main|main contact|owner|owner 1|owners|1st owner|first owner|primary owner|homeowner|homeowner 1|borrower|borrower 1|primary borrower|buyer|buyer 1|seller|seller 1|applicant|prospect|guest|your|kunde|cliente|kontakt|contact 1|resident',
);
const coOwner = byLength(
  'spouse|spouses|partner|co owner|coowner|co borrower|coborrower|co buyer|cobuyer|co applicant|co client|co contact|owner 2|2nd owner|second owner|secondary owner|homeowner 2|borrower 2|secondary borrower|buyer 2|seller 2|client 2|contact 2|person 2|applicant 2|secondary contact|secondary|second contact|second person|wife|husband|significant other|household member|joint owner|lead 2|ehepartner|ehefrau|ehemann|partnerin|conyuge|conjoint|conjuge|coniuge|family member|relationship 1',
);
const property = byLength(
  'home|house|property|site|situs|subject property|subject|residence|residential|physical|current|primary|location|premises|home address|property address|site address|primary address|address|address 1|person|contact|owner|lead|client|1|wohn',
);
const mailing = byLength(
  'mailing|mail|postal|billing|correspondence|mailing address|mail address|billing address|owner mailing|owner mail|owner 1 mailing|tax mailing|taxpayer|tax bill|versand|rechnungs|postanschrift',
);

const emailWords: [number, string][] = [
  [0, 'email'],
  [
    1,
    'email address|emailaddress|email id|email addresses|emails|primary email|primary email address|main email|email 1|email 1 value|email 1 address|email primary|mail|correo|correo electronico|courriel|mailadresse|email adresse|emailadresse|adresse email|adresse mail|email adres|emailadres|indirizzo email|endereco de email|posta elettronica|your email|home email|email home|email personal|private email|personal email',
  ],
  [2, 'work email|email work|business email|office email|email other|other email'],
  [
    3,
    'email 2|email 2 value|email 2 address|secondary email|second email|alternate email|alternative email|additional email|alt email|zweite email|email secondary|secondary email address|email address 2|alternate email address',
  ],
];
const phoneWords: [number, string][] = [
  [0, 'phone'],
  [1, 'phone number|primary phone|main phone|phone 1|phone 1 value|telephone|tel|tel no|telephone number|phone primary|primary phone number|telefon|telefonnummer|telefono|telefoon|telefoonnummer|telefone|numero de telephone|phone numbers|phones|contact number|best phone'],
  [2, 'mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|cellphone|cell number|cell phone 1|cell phone number|phone mobile|phone cell|handy|handynummer|mobil|mobiltelefon|mobilnummer|movil|celular|portable|telephone portable|mobiel|telemovel|cellulare|mobile 1|text number|sms phone|phone number mobile'],
  [3, 'home phone|phone home|home phone number|home|landline|festnetz|home telephone|telephone home|telefon privat|fixe|telefono fijo|home phone 1'],
  [4, 'work phone|business phone|office phone|phone work|work phone number|work|office|telefon geschaftlich|work telephone|direct phone|company phone'],
  [5, 'other phone|phone other|alternate phone|alt phone|secondary phone|phone 2|phone 2 value|home phone 2|business phone 2|cell phone 2|phone number 2|mobile 2|second phone|additional phone|secondary phone number'],
  [6, 'phone 3|phone 3 value|phone number 3|third phone|cell phone 3'],
]; // prettier-ignore
const orderOf = (table: [number, string][]) =>
  new Map(table.flatMap(([order, text]) => list(text).map((word) => [word, order] as const)));
const emails = orderOf(emailWords);
const phones = orderOf(phoneWords);
/** "Name" alone is the last name beside "Vorname" or "Prénom", the first name beside "Apellidos" or "Cognome", else the whole. */
const nameWords = new Set([
  'name',
  'nome',
  'nombre',
  'nom',
  'naam',
  'names',
  'owner',
  'homeowner',
  'borrower',
  'buyer',
  'seller',
  'client',
  'contact',
  'lead',
  'customer',
  'kontakt',
]);

/** Columns about other people and about the export itself: their e-mails and phones are not the contact's. */
const foreign =
  /\b(?:agent|agents|assigned|assignee|lender|loan officer|broker|realtor|attorney|escrow|title|salesperson|sales rep|rep|team|manager|referred|referrer|created by|updated by|modified by|contact owner|lead owner|account owner|record owner|account manager|sender|from|makler|company email|fax|listing|last|count|date|type|status|label|domain|bounce|bounced|open|opens|clicks|validated|verified|dnc|opt|optin|optout|name|pager)\b/;

/** True when the header says that the values, whatever they look like, belong to somebody or something else. */
export function isForeign(key: string): boolean {
  return foreign.test(key);
}

const exactFields = new Map<string, ContactField>(
  (Object.keys(contactFields) as ContactField[]).flatMap((field) => [
    [headerKey(contactFields[field].label), field] as const,
    [headerKey(field), field] as const,
  ]),
);
const homeFields: Record<AddressPart, ContactField> = {
  line: 'addressLine',
  street: 'street',
  unit: 'unit',
  city: 'city',
  state: 'state',
  zip: 'zip',
  country: 'country',
};
const mailingFields: Record<AddressPart, ContactField> = {
  line: 'mailingLine', street: 'mailingStreet', unit: 'mailingUnit', city: 'mailingCity', state: 'mailingState', zip: 'mailingZip', country: 'mailingCountry',
}; // prettier-ignore

/** What a header says, or null when it is not known as a whole. @param key as `headerKey` gives it */
export function claimOf(key: string): HeaderClaim | null {
  if (key === '' || /^(?:contact|lead|account|record|deal) owner\b|^owner (?:id|email)$/.test(key)) return null;
  const email = emails.get(key);
  if (email !== undefined) return { field: 'emails', reason: email === 0 ? 'exact' : 'synonym', order: email };
  const phone = phones.get(key);
  if (phone !== undefined) return { field: 'phones', reason: phone === 0 ? 'exact' : 'synonym', order: phone };
  const exact = exactFields.get(key);
  if (exact) return { field: exact, reason: 'exact', order: 0 };
  if (nameWords.has(key)) return { field: 'name', reason: 'synonym', order: 0 };
  const whole = wholeHeaders.get(key) ?? coOwnerField(key) ?? mailingField(key) ?? homeField(key);
  if (whole) return { field: whole, reason: 'synonym', order: 0 };
  for (const own of rests(key, self)) {
    const claim = nameWords.has(own) ? null : claimOf(own);
    if (claim) return claim;
  }
  return null;
}

function coOwnerField(key: string): ContactField | null {
  return coOwner.includes(key) ? 'coFullName' : firstOf(rests(key, coOwner), coOwnerPart);
}

function coOwnerPart(part: string): ContactField | null {
  if (emails.has(part)) return 'coEmail';
  if (phones.has(part)) return 'coPhone';
  if (nameWords.has(part)) return 'coFullName';
  const field = wholeHeaders.get(part);
  if (field === 'firstName') return 'coFirstName';
  if (field === 'lastName') return 'coLastName';
  if (field === 'birthday') return 'coBirthday';
  return field === 'fullName' || part === 'label name' ? 'coFullName' : null;
}

function mailingField(key: string): ContactField | null {
  return firstOf(rests(key, mailing), (part) => partField(part, mailingFields));
}

function homeField(key: string): ContactField | null {
  return partField(key, homeFields) ?? firstOf(rests(key, property), (part) => partField(part, homeFields));
}

function partField(word: string, fields: Record<AddressPart, ContactField>): ContactField | null {
  const part = partByWord.get(word);
  return part ? fields[part] : null;
}

function firstOf(parts: string[], meaning: (part: string) => ContactField | null): ContactField | null {
  for (const part of parts) {
    const field = meaning(part);
    if (field) return field;
  }
  return null;
}

/** What is left of the header beside each scope that stands at its begin or end, longest scope first. */
function rests(key: string, scopes: string[]): string[] {
  return scopes.flatMap((scope) => {
    if (key.startsWith(`${scope} `)) return [key.slice(scope.length + 1)];
    return key.endsWith(` ${scope}`) ? [key.slice(0, -scope.length - 1)] : [];
  });
}
