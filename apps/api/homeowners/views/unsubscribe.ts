import { html } from 'hono/html';
import type { SuppressionScope } from '../../../../domain/suppressions/reasons.js';
import type { FileAnswer, PageAnswer } from '../answer.js';
import type { AgentCard } from '../cards.js';
import { officeFoot } from './agent.js';
import { errorSummary, form } from './forms.js';

interface Given {
  token: string;
  office: string;
  card: AgentCard | null;
  stopped: readonly SuppressionScope[];
}

/** One page: what to stop, and after it what is stopped, with the way back. */
export function unsubscribePage({ token, office, card, stopped }: Given): PageAnswer {
  const sender = card ? `${card.name}, ${office}` : office;
  const isAll = stopped.includes('platform');
  return {
    title: stopped.length > 0 ? 'You are unsubscribed' : 'Unsubscribe',
    ...(card && { foot: officeFoot(card) }),
    body: html`<section class="card">
      ${stopped.length > 0 ? stoppedPart({ token, sender, isAll }) : choicePart({ token, sender })}
    </section>`,
  };
}

const stoppedPart = ({ token, sender, isAll }: { token: string; sender: string; isAll: boolean }) =>
  html`<h1>You are unsubscribed</h1>
    <p role="status">
      ${isAll ? 'Nobody on Porchlight sends' : html`${sender}, no longer sends`} you invitations or
      reminders${isAll ? ' any more' : ''}. That holds from this moment on, also for those that were planned already.
    </p>
    ${isAll ? '' : form({ to: `/i/u/${token}`, button: 'Stop invitations from everybody on Porchlight too', look: 'second', fields: html`<input type="hidden" name="scope" value="platform" />` })}
    <p>Was that a mistake?</p>
    ${form({ to: `/i/u/${token}/undo`, button: 'Undo', look: 'second' })}
    <p class="quiet">
      If you use a Hub, codes to sign in and answers to your own questions still reach you. You choose those in your
      Hub, under Mail.
    </p>`;

const choicePart = ({ token, sender }: { token: string; sender: string }) =>
  html`<h1>Stop these mails?</h1>
    <p>This ends invitations and reminders to the address this mail was sent to. You need not sign in.</p>
    ${form({
      to: `/i/u/${token}`,
      button: 'Unsubscribe',
      fields: html`<fieldset id="scope">
        <legend>From whom</legend>
        <div class="tick">
          <input type="radio" id="account" name="scope" value="account" checked />
          <label for="account">${sender}</label>
        </div>
        <div class="tick">
          <input type="radio" id="platform" name="scope" value="platform" />
          <label for="platform">Everybody who uses Porchlight</label>
        </div>
      </fieldset>`,
    })}`;

/** A form that says neither: nothing was done. */
export const withoutChoice = (page: PageAnswer): PageAnswer => ({
  ...page,
  status: 400,
  body: html`${errorSummary({ scope: 'Choose whose mails shall stop.' })}${page.body}`,
});

/** For the mailbox provider that pressed; no redirect, no cookie (RFC 8058 §3.1). */
export const oneClickAnswer = (): FileAnswer => ({ type: 'text/plain', content: 'Unsubscribed.\n' });
