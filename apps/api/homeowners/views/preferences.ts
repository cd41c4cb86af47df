import { html } from 'hono/html';
import type { PageAnswer } from '../answer.js';
import { done, form, tick } from './forms.js';

export interface OfficeChoice {
  accountId: string;
  name: string;
  isStopped: boolean;
}

interface Given {
  key: string;
  muted: ReadonlySet<string>;
  offices: OfficeChoice[];
  isSaved: boolean;
}

export const preferencesPage = ({ key, muted, offices, isSaved }: Given): PageAnswer => ({
  title: 'Mail preferences',
  body: html`<nav><a href="/h">Back to my Hub</a></nav>
    ${isSaved ? done('Saved. It holds from this moment on.') : ''}
    <section class="card">
      <h1>Mail preferences</h1>
      ${form({
        to: '/h/preferences',
        key,
        button: 'Save',
        fields: html`<fieldset>
            <legend>About my Hub</legend>
            ${tick({ name: 'answer', label: 'My agent answers a question', isTicked: !muted.has('answer') })}
            ${tick({ name: 'correction_decided', label: 'A correction of mine was decided', isTicked: !muted.has('correction_decided') })}
          </fieldset>
          <fieldset>
            <legend>Invitations</legend>
            ${offices.map(({ accountId, name, isStopped }) =>
              tick({
                name: `office-${accountId}`,
                label: `Invitations and reminders from ${name}`,
                isTicked: !isStopped,
              }),
            )}
          </fieldset>`,
      })}
      <p class="quiet">Codes to sign in, and news that your Hub was claimed, always reach you: they keep others out.</p>
    </section>`,
});
