import { html } from 'hono/html';
import { maskEmail } from '../../imports/mask.js';
import type { Html, PageAnswer } from '../answer.js';
import { firstWord } from '../cards.js';
import type { Invited } from '../invited.js';
import { agentLine, officeFoot } from './agent.js';
import { errorSummary, field, form, type Wrong } from './forms.js';

export interface InvitationLinks {
  notMe: string;
  unsubscribe: string;
}

export function claimPage(invited: Invited, given: { key: string; links: InvitationLinks; notice?: Html }): PageAnswer {
  const { card, homeLine, firstName, lastName, email, role, inviterName } = invited;
  const whom = [firstName, lastName].filter(Boolean).join(' ');
  const isOwner = role === 'owner';
  const what = isOwner ? 'Claim my Hub' : 'Join this Hub';
  const inviter = isOwner ? card.name : (inviterName ?? card.name);
  return {
    title: `Invitation from ${inviter}`,
    foot: invitationFoot(invited, given.links),
    body: html`${given.notice ?? ''}
      <section class="card">
        ${agentLine(card)}
        <h1>${inviter} invites ${whom || 'you'} to the Hub of ${homeLine ? 'this home' : 'your home'}</h1>
        ${homeLine ? html`<p class="home">${homeLine}</p>` : ''}
        <p>
          A Hub is a private page for one home. It keeps the details of the home in one place, and you can ask
          ${firstWord(card.name)} anything there.
        </p>
        ${form({ to: '/i/claim', key: given.key, button: what })}
        <p class="quiet">
          Free of charge, and no password is needed: you sign in with a code that we mail to ${maskEmail(email)}. You
          can leave and have your data deleted at any time.
        </p>
      </section>`,
  };
}

export const invitationFoot = (invited: Invited, links: InvitationLinks): Html =>
  html`${officeFoot(invited.card)}
    <p class="ways"><a href="${links.notMe}">This isn’t me</a><a href="${links.unsubscribe}">Unsubscribe</a></p>`;

export interface CodePageSpec {
  title: string;
  /** Why a code is asked for, and where it went. */
  sentence: string;
  to: string;
  againTo: string;
  key: string;
  wrong?: Wrong;
  foot?: Html;
  button?: string;
}

/** Types a code that was mailed; used by claiming, joining and signing in alike. */
export function codePage({
  title,
  sentence,
  to,
  againTo,
  key,
  wrong = {},
  foot,
  button = 'Go on',
}: CodePageSpec): PageAnswer {
  return {
    title,
    status: Object.keys(wrong).length > 0 ? 422 : 200,
    ...(foot && { foot }),
    body: html`${errorSummary(wrong)}
      <section class="card">
        <h1>${title}</h1>
        <p>${sentence}</p>
        <div class="digits">
          ${form({
            to,
            key,
            button,
            fields: field({
              name: 'code',
              label: 'Code from the mail',
              hint: 'Six digits. It works for 15 minutes.',
              inputMode: 'numeric',
              autocomplete: 'one-time-code',
              maxLength: 12,
              isRequired: true,
              wrong: wrong.code,
            }),
          })}
        </div>
        <p class="quiet">No mail after a few minutes? Look into the folder for spam.</p>
        ${form({ to: againTo, key, button: 'Mail me a new code', look: 'link' })}
      </section>`,
  };
}

/** One and the same for links that are unknown, expired, revoked or used. */
export function overPage(given: { key: string; notice?: Html }): PageAnswer {
  return {
    title: 'This link does not work any more',
    status: 404,
    body: html`${given.notice ?? ''}
      <section class="card">
        <h1>This link does not work any more</h1>
        <p>
          The link of an invitation works once, and for 30 days. A newer mail replaces the older ones: if you have
          several mails from us, use the link in the latest.
        </p>
        <h2>You have claimed your Hub already?</h2>
        <p><a class="button" href="/h/sign-in">Sign in</a></p>
        <h2>You have not?</h2>
        <p>We can mail a fresh link to the address that was invited.</p>
        ${form({ to: '/i/fresh', key: given.key, button: 'Send me a fresh link', look: 'second' })}
      </section>`,
  };
}

export const freshAnswer = html`<p class="notice good" role="status">
  If this invitation can still be claimed, a fresh link is on its way to the address that was invited. It goes nowhere
  else. Nothing after a few minutes? Ask your agent.
</p>`;
