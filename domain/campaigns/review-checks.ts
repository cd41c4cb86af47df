import type { ReviewCounts } from './review.js';
import type { CampaignSettings } from './settings.js';

export interface ReviewCheck {
  rule: string;
  level: 'pass' | 'warn' | 'block';
  sentence: string;
  /** What to do; empty where nothing is to be done. */
  mend: string;
  /** A page of the console. */
  href: string | null;
}

export interface Reviewed {
  candidateCount: number;
  eligible: number;
  review: Partial<ReviewCounts>;
  settings: CampaignSettings;
  /** ISO 3166 alpha-2 of the account. */
  country: string;
}

const number = (value: number) => value.toLocaleString('en-US');
const people = (count: number) => (count === 1 ? '1 contact' : `${number(count)} contacts`);
const have = (count: number) => (count === 1 ? 'has' : 'have');

/** What audience and settings come down to, besides the mail itself; pure. */
export function reviewChecks(reviewed: Reviewed): ReviewCheck[] {
  return [somebody, consent, home, hours, pace].flatMap((check) => check(reviewed) ?? []);
}

function somebody({ candidateCount, eligible }: Reviewed): ReviewCheck | null {
  if (eligible > 0) return null;
  return candidateCount === 0
    ? {
        rule: 'somebody',
        level: 'block',
        sentence: 'Nobody is in this audience.',
        mend: 'Choose other contacts or another filter, or import some first.',
        href: '/contacts',
      }
    : {
        rule: 'somebody',
        level: 'block',
        sentence: 'Nobody of this audience can be invited.',
        mend: 'Look at the reasons, and mend the contacts or choose others.',
        href: null,
      };
}

/** Prior consent to mail to consumers: directive 2002/58/EC, article 13(1). */
const optIn = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
/** Consent that may also follow from doing business with somebody, and is to be proved: CASL s. 10, Spam Act 2003, PECR reg. 22. */
const provable = new Set(['CA', 'AU', 'NZ', 'GB']);

function consent({ country, settings, review: { withoutConsent = 0 } }: Reviewed): ReviewCheck | null {
  if (settings.needsConsent || withoutConsent === 0) return null;
  const mend = 'Turn on "Only contacts with a recorded consent", or record the consents.';
  const sentence = `${people(withoutConsent)} ${have(withoutConsent)} no recorded consent`;
  if (optIn.has(country))
    return {
      rule: 'consent',
      level: 'block',
      sentence: `${sentence}, without which the law of your country forbids such mail.`,
      mend,
      href: null,
    };
  if (!provable.has(country)) return null;
  return {
    rule: 'consent',
    level: 'warn',
    sentence: `${sentence}; the law of your country wants you to be able to prove one, or that you have done business with them.`,
    mend,
    href: null,
  };
}

function home({ settings, review: { withoutHome = 0 } }: Reviewed): ReviewCheck | null {
  if (settings.withoutHome === 'exclude' || withoutHome === 0) return null;
  const sentence = `${people(withoutHome)} ${have(withoutHome)} no home address: the mail says "your home".`;
  return { rule: 'home', level: 'warn', sentence, mend: 'Add the addresses, or leave these contacts out.', href: null };
}

/** Hours in which calls to consumers are lawful (47 CFR 64.1200(c)(1)); mail has no such law, but people hold it to the same. */
const usual = { from: 8, to: 21 };

function hours({ settings: { window } }: Reviewed): ReviewCheck | null {
  if (window.fromHour >= usual.from && window.toHour <= usual.to) return null;
  return {
    rule: 'window',
    level: 'warn',
    sentence: `Mails may arrive before ${usual.from}:00 or after ${usual.to}:00 where the recipients live, and are then reported as spam more often.`,
    mend: `Keep the hours between ${usual.from} and ${usual.to}.`,
    href: null,
  };
}

const longDays = 21;

function pace({ eligible, settings: { perHour, window } }: Reviewed): ReviewCheck | null {
  if (!perHour) return null;
  const openHours = ((window.toHour - window.fromHour) * window.days.length) / 7;
  const days = Math.ceil(eligible / perHour / openHours);
  if (days <= longDays) return null;
  return {
    rule: 'rate',
    level: 'warn',
    sentence: `At ${number(perHour)} mails an hour the last invitation goes out in about ${number(days)} days.`,
    mend: 'Raise the rate or widen the hours.',
    href: null,
  };
}
