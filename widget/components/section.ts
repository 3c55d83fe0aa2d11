// The whole widget as the reader meets it: heading row, comments, form. Markup only: what happens is in app.ts.
// Read next: comment.ts, form.ts, and shared.ts for what all three use.

import { h } from 'preact';
import { type Html, html } from '../html.ts';
import { grow, type Sort } from '../tree.ts';
import { List } from './comment.ts';
import { Box } from './form.ts';
import { Failed, type Props, whyShut } from './shared.ts';

/** From so many comments on there is a choice of order, and a link to the form. */
const SORTABLE = 4;
const LONG = 6;

export function Section({ app, words }: Props): Html {
  const { state } = app;
  const { thread, from, sort } = state;
  const comments = [...state.loaded, ...(thread?.pinned ?? []), ...state.own];
  const count = thread ? thread.count + state.own.filter(({ status }) => !status).length : 0;
  const shut = whyShut(app, words);
  const form = html`<div class="write">
    <p role="status">${state.said}</p>
    <slot name="note" />
    ${shut ? html`<p class="muted">${shut}</p>` : h(Box, { app, words, form: state.form })}
  </div>`;
  const list = h(List, { app, words, id: '', branches: grow(comments, sort) });
  const more = [
    state.failed && h(Failed, { words, said: words.failed, again: app.load }),
    from > 0 &&
      html`<button class="wide" part="button" onClick=${() => app.later((composer) => composer.earlier(app))}>
      ${app.say(sort === 'newest' ? words.older : words.earlier, { n: from })}
    </button>`,
  ];
  // Where a new comment will appear. By the page's setting, so that it does not move when the reader sorts.
  const above = !/^(oldest)?$/.test(app.setting('data-sort') ?? '');
  const sorts: Sort[] = from || !thread?.asks.includes('likes') ? ['oldest', 'newest'] : ['oldest', 'newest', 'liked'];

  return html`<section class=${thread ? 'root' : 'root wait'} aria-label=${words.title} lang=${words.code}>
    <div class="head">
      <slot name="heading">
        <h2 part="heading">${count ? app.say(words.count, { n: count }) : words.title}</h2>
      </slot>
      ${comments.length >= LONG && !above && !shut && html`<button class="act" onClick=${() => app.focus('box')}>${words.write}</button>`}
      ${
        comments.length >= SORTABLE &&
        html`<select aria-label=${words.sort} onChange=${(event: Event) =>
          app.set({ sort: (event.target as HTMLSelectElement).value as Sort })}>
          ${sorts.map((one) => html`<option value=${one} selected=${one === sort}>${words[one]}</option>`)}
        </select>`
      }
    </div>
    ${above && form}
    <div class="list">
      ${!thread && state.slow && html`<p class="muted">${words.loading}</p>`}
      ${thread && !comments.length && html`<p class="muted">${words.empty}</p>`}
      ${sort === 'newest' ? [list, more] : [more, list]}
    </div>
    ${!above && form}
  </section>`;
}
