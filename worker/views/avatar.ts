// An author's avatar: a coloured disc with the name's first letter. An SVG, whose colours are attributes: the desk's
// policy allows no inline style, and a class for every hue would be a longer sheet. The colour is a tint of whatever is
// behind it, as in the widget (widget/styles/embed.css), and the letter has the page's own.

import { hueOf, initialOf } from '../contract/index.ts';
import { type Html, html } from './html.ts';

/** For the eye only: the name stands beside it. */
export function avatarHtml(name: string, seed: string, code = 'en'): Html {
  const hue = hueOf(seed);
  return html`<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true" focusable="false"><circle cx="18" cy="18" r="18" fill="hsl(${hue} 60% 50%)" fill-opacity=".3"/><text x="18" y="18" dy=".36em" text-anchor="middle" fill="currentColor">${initialOf(name, code) || '?'}</text></svg>`;
}
