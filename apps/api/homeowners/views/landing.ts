import { html } from 'hono/html';
import type { PageAnswer } from '../answer.js';
import { type AgentCard, firstWord } from '../cards.js';
import { agentCard, officeFoot } from './agent.js';
import { errorSummary, field, form, type Wrong } from './forms.js';

interface Given {
  card: AgentCard;
  token: string;
  typed?: Record<string, string>;
  wrong?: Wrong;
}

export const landingPage = ({ card, token, typed = {}, wrong = {} }: Given): PageAnswer => ({
  title: `A Hub with ${card.name}`,
  status: Object.keys(wrong).length > 0 ? 422 : 200,
  foot: officeFoot(card),
  body: html`${errorSummary(wrong)}
    <section class="card">
      ${agentCard(card)}
      <h1>A private page for your home</h1>
      <p>
        A Hub keeps the details of your home in one place, and you can ask ${firstWord(card.name)} anything there. It is
        free of charge, and no password is needed.
      </p>
      ${form({
        to: `/i/l/${token}`,
        button: 'Mail me a code',
        fields: html`${field({ name: 'firstName', label: 'First name', value: typed.firstName, wrong: wrong.firstName, autocomplete: 'given-name', maxLength: 100, isRequired: true })}
        ${field({ name: 'lastName', label: 'Last name', value: typed.lastName, wrong: wrong.lastName, autocomplete: 'family-name', maxLength: 100, isRequired: true })}
        ${field({ name: 'email', label: 'E-mail address', type: 'email', value: typed.email, wrong: wrong.email, hint: 'We mail a code there, to be sure that it is yours.', autocomplete: 'email', maxLength: 254, isRequired: true })}`,
      })}
    </section>`,
});

export const landingOverPage = (): PageAnswer => ({
  title: 'This link does not work any more',
  status: 404,
  body: html`<section class="card">
    <h1>This link does not work any more</h1>
    <p>Whoever gave it to you has replaced it, or it is incomplete. Ask your agent for a new one.</p>
    <p>You have a Hub already? <a href="/h/sign-in">Sign in</a></p>
  </section>`,
});
