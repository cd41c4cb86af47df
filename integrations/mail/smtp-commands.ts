import { domainToASCII } from 'node:url';
import type { Offers } from './smtp-hello.js';
import type { ComposedMail } from './transport.js';

/** Why a server that says of itself what it takes will not take this mail; null: nothing is known against it. */
export function obstacleFor({ envelope, raw }: ComposedMail, offers: Offers): string | null {
  if (/[\p{Cc}\s<>]/u.test(envelope.to) || !envelope.to.includes('@')) return 'No command can name this address.';
  const limit = Number(offers.get('SIZE') ?? 0);
  if (limit > 0 && raw.length > limit) return `The mail server takes mails of ${limit} bytes at most.`;
  if (isInternational(envelope.to) && !offers.has('SMTPUTF8'))
    return 'The mail server does not take addresses in other scripts (SMTPUTF8).';
  return null;
}

// A name in another script needs SMTPUTF8; a domain alone has an ASCII form.
const isInternational = (address: string) => !/^[\u0020-\u007e]*$/.test(address.slice(0, address.lastIndexOf('@')));

/** Stands in its ASCII form already. */
const plainDomain = /^(?!xn--)[a-z0-9-]+(?:\.(?!xn--)[a-z0-9-]+)*\.[a-z]+$/;

function pathOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (isInternational(address) || plainDomain.test(domain)) return address;
  return address.slice(0, at + 1) + domainToASCII(domain);
}

const xtext = (text: string) =>
  text.replace(/[^!-*,-<>-~]/g, (sign) => `+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** Sender, receiver and DATA, with what the server offers of sizes, scripts and reports (RFC 1870, RFC 6531, RFC 3461). */
export function commandsFor({ envelope, messageId, raw }: ComposedMail, offers: Offers) {
  const international = isInternational(envelope.to);
  const wantsReports = offers.has('DSN');
  const from = [
    `MAIL FROM:<${pathOf(envelope.from)}>`,
    offers.has('SIZE') && `SIZE=${raw.length}`,
    international && offers.has('8BITMIME') && 'BODY=8BITMIME',
    international && 'SMTPUTF8',
    wantsReports && `RET=HDRS ENVID=${xtext(messageId.replace(/[<>]/g, ''))}`,
  ];
  const to = [
    `RCPT TO:<${pathOf(envelope.to)}>`,
    wantsReports && 'NOTIFY=FAILURE,DELAY',
    wantsReports && !international && `ORCPT=rfc822;${xtext(pathOf(envelope.to))}`,
  ];
  return [
    { text: `${from.filter(Boolean).join(' ')}\r\n`, stage: 'sender', good: '2' },
    { text: `${to.filter(Boolean).join(' ')}\r\n`, stage: 'recipient', good: '2' },
    { text: 'DATA\r\n', stage: 'message', good: '354' },
  ] as const;
}

/** RFC 5321 §4.5.2 */
export function dotted(raw: Buffer): Buffer {
  if (raw[0] !== 0x2e && !raw.includes('\r\n.')) return raw;
  return Buffer.from(raw.toString('latin1').replace(/(^|\r\n)\./g, '$1..'), 'latin1');
}
