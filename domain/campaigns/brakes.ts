/** What a domain or an account has sent in the days that count, and what came of it. */
export interface SendingFigures {
  /** Taken over by receivers. */
  accepted: number;
  /** Refused at once. */
  rejected: number;
  /** Taken and then returned. */
  bounced: number;
  /** Reported as spam. */
  complained: number;
}

/** Days that count, today among them. */
export const brakeDays = 7;

/**
 * Above so many of a hundred that could not be delivered (SendGrid's and SES's advice lies between 2 and 5) or were reported as spam
 * (Google: "keep spam rates below 0.10%") sending stops; on fewer mails than these the shares say nothing yet.
 */
export const brakes = {
  bounces: { above: 0.03, leastMails: { account: 100, domain: 1_000 } },
  complaints: { above: 0.001, leastMails: { account: 1_000, domain: 5_000 }, leastReports: 2 },
} as const;

export interface Brake {
  kind: 'bounces' | 'complaints';
  /** For people, with the figures. */
  reason: string;
}

const percent = (share: number, digits: number) => `${(share * 100).toFixed(digits)} %`;
const count = (number: number) => number.toLocaleString('en-US');

/** Which brake a domain or an account has earned; a complaint weighs more than a dead mailbox. */
export function judgeFigures(scope: 'account' | 'domain', name: string, figures: SendingFigures): Brake | null {
  const { accepted, rejected, bounced, complained } = figures;
  const { complaints, bounces } = brakes;
  const share = complained / Math.max(1, accepted);
  if (accepted >= complaints.leastMails[scope] && complained >= complaints.leastReports && share > complaints.above) {
    const figure = `${count(complained)} of ${count(accepted)} mails in ${brakeDays} days were reported as spam (${percent(share, 2)})`;
    return {
      kind: 'complaints',
      reason: `${name}: ${figure}. Above ${percent(complaints.above, 1)} mailbox providers turn us away.`,
    };
  }
  const handed = accepted + rejected;
  const lost = bounced + rejected;
  if (handed >= bounces.leastMails[scope] && lost / handed > bounces.above) {
    const figure = `${count(lost)} of ${count(handed)} mails in ${brakeDays} days came back or were refused (${percent(lost / handed, 1)})`;
    return {
      kind: 'bounces',
      reason: `${name}: ${figure}. Above ${percent(bounces.above, 0)} sending stops until somebody has looked.`,
    };
  }
  return null;
}

/** How long a family of providers that puts us off is left alone: longer each time within a day. */
const busyMinutes = [15, 60, 240] as const;
export const busyMs = (before: number): number => busyMinutes[Math.min(before, busyMinutes.length - 1)]! * 60_000;

/** So many put off within ten minutes are a burst; a few mails are no sign. */
export const burst = { least: 20, minutes: 10 } as const;

/** Refused for want of authentication (RFC 7372; Microsoft's 5.7.515): every further mail would be refused alike. */
export const authenticationCodes = ['5.7.26', '5.7.515'] as const;
export const leastRefusals = 3;
