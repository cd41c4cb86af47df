import { html } from 'hono/html';
import { photoUrl } from '../../../../domain/mail/sender.js';
import type { Html } from '../answer.js';
import { type AgentCard, officeOf } from '../cards.js';

/** Face, name and office, small, at the head of a page. */
export const agentLine = (card: AgentCard): Html =>
  html`<div class="agent">
    ${face(card)}
    <div>
      <p class="name">${card.name}</p>
      <p class="quiet">${[card.title, officeOf(card)].filter(Boolean).join(' · ')}</p>
    </div>
  </div>`;

/** Everything on the agent's card. */
export const agentCard = (card: AgentCard): Html =>
  html`${agentLine(card)} ${card.about ? html`<p>${card.about}</p>` : ''}
    <ul>
      ${card.phone ? html`<li>Phone: <a href="tel:${card.phone.replace(/[^\d+]/g, '')}">${card.phone}</a></li>` : ''}
      <li>E-mail: <a href="mailto:${card.email}">${card.email}</a></li>
      ${card.website && /^https?:/i.test(card.website) ? html`<li><a href="${card.website}">Website of ${officeOf(card)}</a></li>` : ''}
      ${card.license ? html`<li>License ${card.license}</li>` : ''}
    </ul>`;

export const officeFoot = (card: AgentCard): Html =>
  html`<p>${officeOf(card)}${card.postalAddress ? html`, ${card.postalAddress}` : ''}</p>`;

const face = ({ name, photoKey }: AgentCard): Html =>
  photoKey
    ? html`<img class="face" src="${photoUrl('', photoKey)}" alt="Photo of ${name}" width="72" height="72" />`
    : html`<span class="face" aria-hidden="true">${initials(name)}</span>`;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => [...word][0]!)
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();
