// Pieces of forms that several pages have.

import { type Html, html } from './html.ts';

export function hiddenFields(fields: [name: string, value: string][]): Html[] {
  return fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

/** What is wrong with which field of a form, in words. */
export type WrongFields = Readonly<Partial<Record<string, string>>>;

/** The attributes that tie a field to its hint and, where it is wrong, to the sentence that says so. */
export function described(wrong: WrongFields, name: string): Html {
  const isWrong = wrong[name] !== undefined;
  return html`aria-describedby="${name}-hint${isWrong && ` ${name}-problem`}" ${isWrong && html`aria-invalid="true"`}`;
}

/** What is wrong with a field, to stand under it. */
export function problemHtml(wrong: WrongFields, name: string): Html | false {
  return wrong[name] !== undefined && html`<p class="problem" id="${name}-problem">${wrong[name]}</p>`;
}
