import { html } from 'hono/html';
import type { Html, PageAnswer } from '../answer.js';
import { form } from './forms.js';

interface Given {
  token: string;
  /** Agent and office. */
  from: string;
}

export const claimedNotByMe = ({ token, from }: Given): PageAnswer => ({
  title: 'This wasn’t me',
  body: html`<section class="card">
    <h1>Was it not you who claimed the Hub?</h1>
    <p>
      Somebody used the link that was mailed to you and claimed the Hub that ${from} made. If you did not, and did not
      hand the link on to somebody who should have it, take it back here. They are signed out at once.
    </p>
    ${form({ to: `/i/n/${token}`, button: 'It wasn’t me: take it back', look: 'danger' })}
    <p class="quiet">If it was you, there is nothing to do. <a href="/h">To my Hub</a></p>
  </section>`,
});

export const invitedByMistake = ({ token, from }: Given): PageAnswer => ({
  title: 'This isn’t me',
  body: html`<section class="card">
    <h1>Does this invitation not belong to you?</h1>
    <p>
      ${from} meant to invite the owner of a home. If the mail reached you by mistake, say so: the link becomes void,
      and no reminders come.
    </p>
    ${form({ to: `/i/n/${token}`, button: 'It isn’t for me', look: 'danger' })}
  </section>`,
});

export const nothingToTakeBack = (): PageAnswer => ({
  title: 'Nothing to take back',
  body: html`<section class="card">
    <h1>There is nothing to take back any more</h1>
    <p>
      A claim can be taken back for 72 hours, and this one is over, was taken back already, or never took place. If
      somebody else uses your Hub, tell your agent: they can close it.
    </p>
  </section>`,
});

export const takenBack = (what: Html): PageAnswer => ({
  title: 'Thank you',
  body: html`<section class="card">
    <h1>Thank you for telling us</h1>
    <p role="status">${what}</p>
    <p>Your agent’s office sees in Porchlight that you said so. You can close this page.</p>
  </section>`,
});
