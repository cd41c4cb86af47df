import { getDomain, getPublicSuffix, parse } from 'tldts';

/** Mail domains most people have; a near miss of one of them is a typo more often than a company. */
const common = [
  'gmail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'aol.com', 'icloud.com', 'comcast.net', 'verizon.net', 'sbcglobal.net', 'bellsouth.net',
  'charter.net', 'earthlink.net', 'optonline.net', 'protonmail.com', 'googlemail.com', 'rocketmail.com', 'windstream.net', 'centurylink.net',
  'frontier.com', 'live.com', 'msn.com', 'att.net', 'cox.net', 'web.de', 't-online.de', 'freenet.de', 'orange.fr', 'wanadoo.fr', 'laposte.net', 'libero.it', 'btinternet.com',
]; // prettier-ignore
const commonSet = new Set(common);

/** Real domains that are a letter away from a common one: never called a typo. */
const real = new Set([
  'mail.com', 'ymail.com', 'email.com', 'gmx.com', 'gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'me.com', 'mac.com', 'aim.com', 'love.com', 'fastmail.com', 'zoho.com', 'proton.me', 'pm.me',
  'live.ca', 'hotmail.co', 'aol.de', 'vol.com', 'cloud.com', 'cox.com', 'att.com', 'gail.com', 'frontiernet.net', 'charter.com', 'comcast.com', 'verizon.com', 'orange.com', 'free.fr', 'sfr.fr', 'qq.com', 'hotmail.fr',
]); // prettier-ignore

/** Names that mail under many country endings: `hotmail.co.uk` is right, `gmail.co.uk` is not. */
const worldwide = new Set(['yahoo', 'hotmail', 'outlook', 'live', 'aol', 'msn', 'gmx', 'orange']);
const endingTypos = new Set([
  'co',
  'cm',
  'om',
  'con',
  'comm',
  'vom',
  'xom',
  'cpm',
  'ocm',
  'cim',
  'coom',
  'ccom',
  'c0m',
  'nett',
  'ner',
  'ne',
  'met',
  'bet',
]);
/** RFC 2606 and RFC 6761: names kept for tests and examples. */
const reserved = /(^|\.)(test|example|invalid|localhost|local)$/;

/** Optimal string alignment distance, given up above `limit`. Both texts are short. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

function nearestCommon(domain: string): string | null {
  let best: string | null = null;
  let bestDistance = 3;
  for (const candidate of common) {
    const limit = candidate.length >= 10 ? 2 : 1;
    const distance = editDistance(domain, candidate, limit);
    if (distance <= limit && distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * What is odd about a mail domain (lower case, ASCII): `null` when nothing, else a better one or null when none is near.
 * Endings are checked against the Public Suffix List; names kept by RFC 6761 pass.
 */
export function domainTrouble(domain: string): { suggestion: string | null } | null {
  if (commonSet.has(domain) || real.has(domain) || reserved.test(domain)) return null;
  const dot = domain.lastIndexOf('.');
  const ending = domain.slice(dot + 1);
  const name = domain.slice(0, dot);
  const usual = common.find((candidate) => candidate.startsWith(`${name}.`));
  if (usual && endingTypos.has(ending)) return { suggestion: usual };
  const suffix = getPublicSuffix(domain) ?? ending;
  const label = domain.slice(0, -suffix.length - 1);
  if (label === 'gmail') return { suggestion: 'gmail.com' };
  if (!parse(domain).isIcann) return { suggestion: nearestCommon(domain) ?? repairedEnding(name, ending) };
  if (worldwide.has(label)) return null;
  if (getDomain(domain) !== domain) return null;
  const near = nearestCommon(domain);
  return near && near[0] === domain[0] ? { suggestion: near } : null;
}

/** Whether any mail domain can end so: `com`, `co`; names kept by RFC 6761 pass. */
export const isKnownEnding = (ending: string): boolean =>
  reserved.test(`.${ending}`) || parse(`a.${ending}`).isIcann === true;

function repairedEnding(name: string, ending: string): string | null {
  if (!name || !endingTypos.has(ending)) return null;
  return `${name}.${/^(n|m|b)e/.test(ending) ? 'net' : 'com'}`;
}

/** Local parts of mailboxes of functions (RFC 2142 and the like). */
export const roleMailboxes: ReadonlySet<string> = new Set([
  'info', 'office', 'admin', 'administrator', 'sales', 'support', 'contact', 'contactus', 'hello', 'team', 'help', 'service', 'billing', 'accounts', 'accounting', 'marketing', 'webmaster',
  'postmaster', 'hostmaster', 'abuse', 'noreply', 'no-reply', 'donotreply', 'do-not-reply', 'mail', 'email', 'enquiries', 'inquiries', 'hr', 'jobs', 'press', 'legal', 'reception', 'frontdesk',
  'kontakt', 'buero', 'vertrieb', 'verwaltung', 'contacto', 'ventas', 'accueil', 'secretariat', 'leads', 'listings', 'closings', 'escrow', 'title',
]); // prettier-ignore

/** A mailbox of a function (RFC 2142 and the like), not of a person. */
export function isRoleMailbox(localPart: string): boolean {
  return roleMailboxes.has(localPart.toLowerCase());
}
