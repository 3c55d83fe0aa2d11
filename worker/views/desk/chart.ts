// A bar for each day, in SVG within the page: no script draws it, and its colours are the style sheet's
// (desk/styles/numbers.css), so that they follow light, dark and forced colours. For the ear it is one sentence; its
// numbers stand in a table beside it.

import { type Html, html } from '../html.ts';

export interface Bar {
  /** From the foot up: each part's class in the style sheet, and how much it is. */
  parts: (readonly [kind: string, amount: number])[];
}

/** Of a bar with its gap, of the bar, and of the tallest one: in units of the picture, which is stretched. */
const STEP = 10;
const WIDTH = 7;
const HEIGHT = 100;

export function chartHtml(bars: Bar[], sentence: string): Html {
  const most = Math.max(1, ...bars.map(({ parts }) => parts.reduce((all, [, amount]) => all + amount, 0)));
  const heightOf = (amount: number) => (amount / most) * HEIGHT;
  return html`<svg class="chart" viewBox="0 0 ${bars.length * STEP} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${sentence}">${bars.map(
    ({ parts }, n) => {
      let top = HEIGHT;
      return html`<g>${parts
        .filter(([, amount]) => amount > 0)
        .map(([kind, amount]) => {
          top -= heightOf(amount);
          return html`<rect class="${kind}" x="${n * STEP + (STEP - WIDTH) / 2}" y="${top.toFixed(2)}" width="${WIDTH}" height="${heightOf(amount).toFixed(2)}"/>`;
        })}</g>`;
    },
  )}</svg>`;
}

/** What a part looks like, beside its name. */
export function swatchHtml(kind: string): Html {
  return html`<svg class="swatch" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class="${kind}" x="1" y="1" width="10" height="10"/></svg>`;
}
