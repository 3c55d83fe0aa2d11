// When something was, for a page that runs no script: so long ago, as of the moment the page was made. The exact time
// (UTC: the worker does not know where the owner is) is in the tooltip. Pure: the time comes in. Read next:
// rules/age.ts.

import { ago, exactly } from '../rules/age.ts';
import { type Html, html } from './html.ts';

/** A `<time>`; `at` is ISO 8601. */
export function timeHtml(at: string, now: number): Html {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return html``;
  return html`<time datetime="${at}" title="${exactly(time)}">${ago(time, now)}</time>`;
}
