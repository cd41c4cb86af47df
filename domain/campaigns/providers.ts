/** Families of mailbox providers that judge senders as one; told from the domain alone, so hosted domains count as `other`. */
export const mailboxProviders = {
  google: ['gmail.com', 'googlemail.com'],
  microsoft: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'hotmail.co.uk', 'live.co.uk', 'outlook.co.uk'],
  yahoo: ['yahoo.com', 'ymail.com', 'rocketmail.com', 'aol.com', 'yahoo.co.uk', 'yahoo.ca', 'verizon.net', 'att.net', 'sbcglobal.net', 'bellsouth.net'],
  apple: ['icloud.com', 'me.com', 'mac.com'],
  comcast: ['comcast.net', 'xfinity.com'],
} as const; // prettier-ignore
export type MailboxProvider = keyof typeof mailboxProviders | 'other';

/** @param email an address, or what stands behind its @ */
export function providerOf(email: string): MailboxProvider {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const families = Object.entries(mailboxProviders) as [MailboxProvider, readonly string[]][];
  return families.find(([, domains]) => domains.includes(domain))?.[0] ?? 'other';
}
