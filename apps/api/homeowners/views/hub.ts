import { html } from 'hono/html';
import {
  dayInWords,
  homeFieldLabels,
  type HomeChanges,
  homeValueInWords,
} from '../../../../domain/hubs/corrections.js';
import { homeDetailNames, type HomeField } from '../../../../domain/hubs/details.js';
import { addressLine } from '../../../../domain/mail/values.js';
import type { Html, PageAnswer } from '../answer.js';
import { type AgentCard, firstWord } from '../cards.js';
import type { AskedQuestion, PlaceParts, ProposedCorrection } from '../place-parts.js';
import type { Place } from '../places.js';
import { agentCard, officeFoot } from './agent.js';
import { done, errorSummary, field, form, textArea, type Wrong } from './forms.js';

export interface HubView {
  place: Place;
  card: AgentCard;
  parts: PlaceParts;
  key: string;
  done?: string | undefined;
  wrong?: Wrong;
  /** What was typed and could not be taken. */
  typed?: Record<string, string>;
}

export function hubPage(view: HubView): PageAnswer {
  const { place, card, key, wrong = {} } = view;
  const firstName = firstWord(card.name);
  const line = addressLine(place.home);
  const sentence = view.done ? doneSentences(firstName)[view.done] : undefined;
  return {
    title: line || 'My Hub',
    status: Object.keys(wrong).length > 0 ? 422 : 200,
    foot: officeFoot(card),
    body: html`${errorSummary(wrong)} ${sentence ? done(sentence) : ''}
      <h1>${line || 'My Hub'}</h1>
      ${place.state === 'paused' ? html`<p class="notice good">${firstName} has paused this Hub. You can read everything; questions are answered when it goes on.</p>` : ''}
      ${homeCard(view, firstName)}
      <section class="card" aria-labelledby="agent">
        <h2 id="agent">My agent</h2>
        ${agentCard(card)}
      </section>
      ${questionCard(view, firstName)} ${coOwnerCard(view)}
      <section class="card" aria-labelledby="mail">
        <h2 id="mail">Mail preferences</h2>
        <p>Choose which mails you get about your Hub.</p>
        <p><a href="/h/preferences">Change my mails</a></p>
      </section>
      <section class="card" aria-labelledby="data">
        <h2 id="data">My data</h2>
        <p>See and download what is kept about you, leave this Hub, or have everything deleted.</p>
        <p><a href="/h/data">My data</a></p>
      </section>
      <p class="ways">
        ${form({ to: '/h/sign-out', key, button: 'Sign out', look: 'link' })}
        ${form({ to: '/h/sign-out-everywhere', key, button: 'Sign out on all devices', look: 'link' })}
      </p>`,
  };
}

const doneSentences = (agent: string): Record<string, string> => ({
  claimed: 'This Hub is yours now. A mail to you confirms it.',
  joined: 'You have joined this Hub.',
  asked: `Your question is on its way to ${agent}. The answer will stand here, and comes by mail too.`,
  proposed: `Thank you. ${agent} sees what you corrected and takes it over, or asks you about it.`,
  unchanged: 'Nothing was different, so nothing was sent.',
  shared: 'The invitation is on its way.',
});

function homeCard({ place, parts }: HubView, agent: string): Html {
  const known = homeDetailNames.filter((name) => (place.details[name] ?? null) !== null);
  return html`<section class="card" aria-labelledby="home">
    <h2 id="home">My home</h2>
    <p class="home">${addressLine(place.home) || 'No address is known yet.'}</p>
    ${
      known.length > 0
        ? html`<dl>
            ${known.map(
              (name) =>
                html`<dt>${homeFieldLabels[name]}</dt>
                  <dd>${homeValueInWords(name, place.details[name])}</dd>`,
            )}
          </dl>`
        : html`<p class="quiet">Nothing else is known of it yet.</p>`
    }
    ${parts.corrections.slice(0, 3).map((correction) => correctionPart(correction, agent))}
    <p><a href="/h/${place.hubId}/home">Something is missing or wrong</a></p>
  </section>`;
}

const verdicts = { proposed: 'waits for', accepted: 'was taken over by', declined: 'was not taken over by' } as const;

const correctionPart = ({ changes, state, proposedAt }: ProposedCorrection, agent: string): Html =>
  html`<div class="asked">
    <p class="quiet">Your correction of ${dayInWords(new Date(proposedAt))} ${verdicts[state]} ${agent}:</p>
    ${changeList(changes)}
  </div>`;

export const changeList = (changes: HomeChanges): Html =>
  html`<ul>
    ${(Object.entries(changes) as [HomeField, [unknown, unknown]][]).map(
      ([name, [before, after]]) =>
        html`<li>${homeFieldLabels[name]}: ${homeValueInWords(name, before)} → ${homeValueInWords(name, after)}</li>`,
    )}
  </ul>`;

function questionCard({ place, parts, key, wrong = {}, typed = {} }: HubView, agent: string): Html {
  return html`<section class="card" aria-labelledby="questions">
    <h2 id="questions">Ask a question</h2>
    ${form({
      to: `/h/${place.hubId}/questions`,
      key,
      button: `Ask ${agent}`,
      fields: textArea({
        name: 'text',
        label: `Your question to ${agent}`,
        value: typed.text,
        wrong: wrong.text,
        isRequired: true,
      }),
    })}
    ${parts.questions.map((question) => questionPart(question, agent))}
  </section>`;
}

const questionPart = ({ text, askedAt, askedBy, answer, answeredAt }: AskedQuestion, agent: string): Html =>
  html`<div class="asked">
    <p class="quiet">${askedBy ?? 'You'}, ${dayInWords(new Date(askedAt))}</p>
    <p>${text}</p>
    ${
      answer === null
        ? html`<p class="quiet">${agent} has not answered yet.</p>`
        : html`<div class="reply">
            <p class="quiet">${agent}, ${dayInWords(new Date(answeredAt ?? askedAt))}</p>
            <p>${answer}</p>
          </div>`
    }
  </div>`;

function coOwnerCard({ place, parts, key, wrong = {}, typed = {} }: HubView): Html | '' {
  const shared = parts.coOwners.map(
    ({ name, state }) =>
      html`<li>
        ${name || 'Somebody'} ${state === 'member' ? 'shares this Hub with you.' : 'is invited and has not joined yet.'}
      </li>`,
  );
  if (place.member.role !== 'owner' && shared.length === 0) return '';
  return html`<section class="card" aria-labelledby="shared">
    <h2 id="shared">${place.member.role === 'owner' ? 'Invite a co-owner' : 'Shared with'}</h2>
    ${
      shared.length > 0
        ? html`<ul>
            ${shared}
          </ul>`
        : ''
    }
    ${place.member.role === 'owner' ? coOwnerForm(place.hubId, key, wrong, typed) : ''}
  </section>`;
}

const coOwnerForm = (hubId: string, key: string, wrong: Wrong, typed: Record<string, string>): Html =>
  html`<p>Somebody who owns the home with you sees the same Hub and can ask questions too.</p>
    ${form({
      to: `/h/${hubId}/co-owner`,
      key,
      button: 'Send the invitation',
      look: 'second',
      fields: html`${field({ name: 'firstName', label: 'First name', value: typed.firstName, wrong: wrong.firstName, maxLength: 100, isRequired: true })}
      ${field({ name: 'lastName', label: 'Last name', value: typed.lastName, wrong: wrong.lastName, maxLength: 100 })}
      ${field({ name: 'email', label: 'E-mail address', type: 'email', value: typed.email, wrong: wrong.email, maxLength: 254, isRequired: true })}`,
    })}`;

/** One of several Hubs is chosen. */
export const hubsPage = (places: Place[], key: string): PageAnswer => ({
  title: 'My Hubs',
  body: html`<h1>My Hubs</h1>
    ${
      places.length > 0
        ? places.map(
            ({ hubId, home }) =>
              html`<section class="card">
                <h2><a href="/h/${hubId}">${addressLine(home) || 'A home without an address'}</a></h2>
              </section>`,
          )
        : html`<section class="card">
            <p>No Hub belongs to your address any more. If your agent invites you again, a mail with a link comes.</p>
          </section>`
    }
    ${form({ to: '/h/sign-out', key, button: 'Sign out', look: 'link' })}`,
});
