import { html } from 'hono/html';
import {
  type CorrectableField,
  homeFieldLabels,
  homeKindLabels,
  homeText,
} from '../../../../domain/hubs/corrections.js';
import { homeKinds } from '../../../../domain/hubs/details.js';
import type { PageAnswer } from '../answer.js';
import type { Place } from '../places.js';
import { errorSummary, field, form, select, type Wrong } from './forms.js';

interface Given {
  place: Place;
  agent: string;
  key: string;
  typed?: Partial<Record<CorrectableField, string>>;
  wrong?: Wrong;
}

/** Everything that is known of the home, to be put right. */
export function correctionPage({ place, agent, key, typed = {}, wrong = {} }: Given): PageAnswer {
  const of = (name: CorrectableField, more: Partial<Parameters<typeof field>[0]> = {}) =>
    field({
      name,
      label: homeFieldLabels[name],
      value: typed[name] ?? homeText(place, name),
      wrong: wrong[name],
      ...more,
    });
  const kind = {
    name: 'kind',
    label: homeFieldLabels.kind,
    value: typed.kind ?? homeText(place, 'kind'),
    wrong: wrong.kind,
    choices: [
      { value: '', label: 'Not known' },
      ...homeKinds.map((value) => ({ value, label: homeKindLabels[value] })),
    ],
  };
  return {
    title: 'Correct my home',
    status: Object.keys(wrong).length > 0 ? 422 : 200,
    body: html`<nav><a href="/h/${place.hubId}">Back to my Hub</a></nav>
      ${errorSummary(named(wrong))}
      <section class="card">
        <h1>Correct my home</h1>
        <p>Change what is wrong and fill in what is missing. ${agent} looks at it before it changes here.</p>
        ${form({
          to: `/h/${place.hubId}/home`,
          key,
          button: `Send to ${agent}`,
          fields: html`${of('street')} ${of('unit', { maxLength: 60 })} ${of('city', { maxLength: 100 })}
            <div class="pair">${of('state', { maxLength: 60 })} ${of('zip', { maxLength: 20 })}</div>
            ${select(kind)}
            <div class="pair">
              ${of('beds', { inputMode: 'decimal', maxLength: 6 })}
              ${of('baths', { inputMode: 'decimal', maxLength: 6 })}
              ${of('area', { inputMode: 'numeric', maxLength: 12 })}
              ${of('lot', { inputMode: 'numeric', maxLength: 14 })}
            </div>
            ${of('yearBuilt', { inputMode: 'numeric', maxLength: 4 })}
            ${of('boughtOn', { type: 'date', maxLength: 10 })}`,
        })}
      </section>`,
  };
}

/** Above the form, a sentence also says which field it is about. */
const named = (wrong: Wrong): Wrong =>
  Object.fromEntries(
    Object.entries(wrong).map(([name, sentence]) => [
      name,
      `${homeFieldLabels[name as CorrectableField]}: ${sentence}`,
    ]),
  );
