import { html } from 'hono/html';
import type { PageAnswer } from '../answer.js';
import { done, errorSummary, field, form, type Wrong } from './forms.js';

const whys: Record<string, string> = {
  out: 'You are signed out.',
  left: 'You have left the Hub.',
  deleted: 'Your data has been deleted. Nothing about you is left here.',
  late: 'That page was open for too long. Begin again here.',
  opened:
    'The page of the invitation was open for too long, or your browser keeps no cookies. Press the button in the mail again, or sign in here if the Hub is yours already.',
};

export function signInPage({
  why,
  email = '',
  wrong = {},
}: {
  why?: unknown;
  email?: string;
  wrong?: Wrong;
}): PageAnswer {
  const sentence = typeof why === 'string' ? whys[why] : undefined;
  return {
    title: 'Sign in to your Hub',
    status: Object.keys(wrong).length > 0 ? 422 : 200,
    body: html`${errorSummary(wrong)} ${sentence ? done(sentence) : ''}
      <section class="card">
        <h1>Sign in to your Hub</h1>
        <p>Type the address that your invitation came to. We mail you a code; there is no password.</p>
        ${form({
          to: '/h/sign-in',
          button: 'Mail me a code',
          fields: field({
            name: 'email',
            label: 'E-mail address',
            type: 'email',
            value: email,
            autocomplete: 'email',
            maxLength: 254,
            isRequired: true,
            wrong: wrong.email,
          }),
        })}
      </section>`,
  };
}
