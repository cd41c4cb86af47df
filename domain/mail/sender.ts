import { readAddress } from '../contacts/email.js';
import { splitAddress } from '../contacts/address.js';

/** What the law wants to know of a sender, as an account says it of itself. */
export interface SenderIdentity {
  /** The brokerage as licensed, else the name of the account. */
  name: string;
  postalAddress: string | null;
}

const box = /\b(?:p\.?\s*o\.?\s*box|post(?:al)?\s+box|pmb|postfach)\s*#?\s*\w+/i;

/**
 * Why a text cannot be the postal address of a sender; null when it can. A street address, a registered PO box or a
 * private mailbox, complete enough for a letter (16 CFR 316.2(p)).
 * @param country ISO 3166 alpha-2 of the account; addresses elsewhere are only looked at for a number and a place
 */
export function postalAddressIssue(text: string, country: string): string | null {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isBox = box.test(text);
  if (!isBox && !/\d/.test(lines.slice(0, -1).join(' ')))
    return 'The postal address needs a street with its number, or a PO box.';
  if (lines.length < 2) return 'The postal address needs a city too, as in 400 Pearl St, Boulder, CO 80302.';
  if (country !== 'US' && country !== 'CA') return null;
  const parts = splitAddress(text.replace(/\n/g, ', '));
  return parts?.state && parts.zip && parts.city
    ? null
    : 'The postal address needs city, state and ZIP code, as in 400 Pearl St, Boulder, CO 80302.';
}

/** "hillside.example" as the address of a website; null when it cannot be one. */
export function readWebsite(text: string): string | null {
  const given = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(given)) return null;
  const { protocol, hostname, username, password, href, pathname, search } = new URL(given);
  if (!['https:', 'http:'].includes(protocol) || username || password) return null;
  if (!readAddress(`a@${hostname}`)) return null;
  return pathname === '/' && search === '' ? href.replace(/\/$/, '') : href;
}

/** Under which name an agent's photo is kept in storage, from the name in its address. */
export const photoKeyOf = (name: string) => `agents/${name}`;

/** Where everybody can see an agent's photo; null without one. Mails and homeowner pages show it. */
export function photoUrl(publicUrl: string, photoKey: string | null): string | null {
  return photoKey ? `${publicUrl}/api/agent-photos/${photoKey.slice(photoKey.lastIndexOf('/') + 1)}` : null;
}
