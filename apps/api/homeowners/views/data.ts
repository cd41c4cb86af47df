import { html } from 'hono/html';
import { addressLine } from '../../../../domain/mail/values.js';
import { maskEmail } from '../../imports/mask.js';
import type { PageAnswer } from '../answer.js';
import type { Place } from '../places.js';
import { form } from './forms.js';

const back = html`<nav><a href="/h">Back to my Hub</a></nav>`;

/** Shown before anything private is: the link of a mail proves only that somebody holds it. */
export const provePage = (email: string, key: string): PageAnswer => ({
  title: 'My data',
  body: html`${back}
    <section class="card">
      <h1>Prove that it is you</h1>
      <p>
        Before we show or delete what is kept about you, we mail a code to ${maskEmail(email)} and ask you to type it
        here.
      </p>
      ${form({ to: '/h/data/prove', key, button: 'Mail me a code' })}
    </section>`,
});

export const dataPage = (places: Place[]): PageAnswer => ({
  title: 'My data',
  body: html`${back}
    <h1>My data</h1>
    <section class="card">
      <h2>Download</h2>
      <p>
        Everything that is kept about you, as one file: your Hubs, what you asked and corrected, and which mails were
        sent to you.
      </p>
      <p><a class="button" href="/h/data/download">Download my data</a></p>
    </section>
    <section class="card">
      <h2>Leave</h2>
      <p>You are signed out, and get no more mail about the Hub. Your agent keeps what you asked and corrected.</p>
      <ul>
        ${places.map(({ hubId, home }) => html`<li><a href="/h/${hubId}/leave">Leave ${addressLine(home) || 'my Hub'}</a></li>`)}
      </ul>
    </section>
    <section class="card">
      <h2>Delete</h2>
      <p>Everything about you is deleted for good, also what your agent knew before you came.</p>
      <p><a href="/h/data/delete">Delete my data</a></p>
    </section>`,
});

export const leavePage = ({ hubId, home }: Place, key: string): PageAnswer => ({
  title: 'Leave my Hub',
  body: html`<nav><a href="/h/${hubId}">Back to my Hub</a></nav>
    <section class="card">
      <h1>Leave ${addressLine(home) || 'my Hub'}?</h1>
      <p>
        You cannot open this Hub any more, and get no more mail about it. What you asked and corrected stays with your
        agent, who may invite you again.
      </p>
      ${form({ to: `/h/${hubId}/leave`, key, button: 'Leave this Hub', look: 'danger' })}
    </section>`,
});

export const deletePage = (places: Place[], key: string): PageAnswer => ({
  title: 'Delete my data',
  body: html`<nav><a href="/h/data">Back to my data</a></nav>
    <section class="card">
      <h1>Delete everything about me?</h1>
      <p>This cannot be undone. It deletes, at your agent’s office and at Porchlight:</p>
      <ul>
        ${places.map(({ home, member }) =>
          member.role === 'owner'
            ? html`<li>
                  the Hub of ${addressLine(home) || 'your home'} with everything in it, for those you share it with too
                </li>
                <li>your entry among the agent’s contacts</li>`
            : html`<li>your part in the Hub of ${addressLine(home) || 'the home'}; its owner keeps it</li>`,
        )}
        <li>your questions and corrections, and the address in the record of mails sent to you</li>
      </ul>
      <p>An unreadable mark of your address stays, so that you are not mailed again by mistake.</p>
      ${form({ to: '/h/data/delete', key, button: 'Delete my data for good', look: 'danger' })}
    </section>`,
});
