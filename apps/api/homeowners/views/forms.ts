import { html } from 'hono/html';
import type { Html } from '../answer.js';

/** Sentence by field. */
export type Wrong = Record<string, string>;

export interface FieldSpec {
  name: string;
  label: string;
  value?: string | null | undefined;
  hint?: string | undefined;
  wrong?: string | undefined;
  type?: 'text' | 'email' | 'date';
  inputMode?: 'numeric' | 'decimal' | 'email';
  autocomplete?: string;
  maxLength?: number;
  isRequired?: boolean;
}

/** A labelled field. What is wrong with it stands at it and is read out with it. */
export function field(spec: FieldSpec): Html {
  const { name, label, value, hint, wrong, type = 'text', inputMode, autocomplete = 'off', maxLength = 200 } = spec;
  const described = describedBy(spec);
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : ''}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value ?? ''}"
      maxlength="${maxLength}"
      autocomplete="${autocomplete}"
      ${inputMode ? html`inputmode="${inputMode}"` : ''}
      ${described ? html`aria-describedby="${described}"` : ''}
      ${wrong ? html`aria-invalid="true"` : ''}
      ${spec.isRequired ? html`required` : ''}
    />
  </div>`;
}

export function textArea(spec: FieldSpec): Html {
  const { name, label, value, hint, wrong, maxLength = 2_000 } = spec;
  const described = describedBy(spec);
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : ''}
    <textarea
      id="${name}"
      name="${name}"
      rows="4"
      maxlength="${maxLength}"
      ${described ? html`aria-describedby="${described}"` : ''}
      ${wrong ? html`aria-invalid="true"` : ''}
      ${spec.isRequired ? html`required` : ''}
    >
${value ?? ''}</textarea>
  </div>`;
}

export interface SelectSpec extends FieldSpec {
  choices: readonly { value: string; label: string }[];
}

export function select(spec: SelectSpec): Html {
  const { name, label, value, wrong, choices } = spec;
  const described = describedBy(spec);
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : ''}
    <select id="${name}" name="${name}" ${described ? html`aria-describedby="${described}"` : ''}>
      ${choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${choice.value === (value ?? '') ? html`selected` : ''}>
            ${choice.label}
          </option>`,
      )}
    </select>
  </div>`;
}

export interface TickSpec {
  name: string;
  label: string;
  isTicked?: boolean;
  hint?: string;
}

export const tick = ({ name, label, isTicked = false, hint }: TickSpec): Html =>
  html`<div class="tick">
    <input
      id="${name}"
      name="${name}"
      type="checkbox"
      value="yes"
      ${isTicked ? html`checked` : ''}
      ${hint ? html`aria-describedby="${name}-hint"` : ''}
    />
    <div>
      <label for="${name}">${label}</label>
      ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    </div>
  </div>`;

/** What is wrong with a form, above it, each a way to its field; said at once by screen readers. Nothing when all is well. */
export function errorSummary(wrong: Wrong): Html | '' {
  const entries = Object.entries(wrong);
  if (entries.length === 0) return '';
  return html`<div class="notice bad" role="alert" tabindex="-1">
    <h2>Please look at this again</h2>
    <ul>
      ${entries.map(([name, sentence]) => html`<li><a href="#${name}">${sentence}</a></li>`)}
    </ul>
  </div>`;
}

export const done = (sentence: string): Html => html`<p class="notice good" role="status">${sentence}</p>`;

export interface FormSpec {
  to: string;
  /** See `Cookies.formKey`. */
  key?: string;
  button: string;
  fields?: Html | Html[] | '';
  look?: 'first' | 'second' | 'danger' | 'link';
}

/** One form with one button. */
export const form = ({ to, key, button, fields = '', look = 'first' }: FormSpec): Html =>
  html`<form method="post" action="${to}" class="${look === 'link' ? 'inline' : ''}">
    ${key ? html`<input type="hidden" name="key" value="${key}" />` : ''}${fields}
    <button class="button ${look}">${button}</button>
  </form>`;

function describedBy({ name, hint, wrong }: FieldSpec): string {
  return [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ');
}
