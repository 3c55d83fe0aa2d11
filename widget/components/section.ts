// The whole widget as the reader meets it: heading row, comments, form, footer. Markup only: what happens is in
// app.ts. Read next: comment.ts, form.ts.

import { h } from 'preact';
import type { View } from '../app.ts';
import { type Html, html } from '../html.ts';
import { withOwn } from '../own.ts';
import { grow, type Sort } from '../tree.ts';
import type { Words } from '../words/english.ts';
import { List } from './comment.ts';
import { Box } from './form.ts';

export interface Props {
  view: View;
  words: Words;
}

export function Section({ view, words }: Props): Html {
  const { state } = view;
  const { thread, phase, from } = state;
  const comments = withOwn(state.loaded, state.own);
  const branches = grow(
    [...(thread?.pinned ?? []).filter(({ id }) => !comments.some((one) => one.id === id)), ...comments],
    state.sort,
  );
  const shown = comments.length;
  const count = thread ? thread.count : 0;
  const form = h(Writing, { view, words });
  const earlier =
    from > 0 &&
    html`<button type="button" class="wide" part="button" onClick=${view.earlier}>
      ${view.say(state.sort === 'newest' ? words.older : words.earlier, { n: from })}
    </button>`;
  const list = h(List, { view, words, branches, id: '' });

  return html`<section class="root" aria-label=${words.title} lang=${words.code}>
    <div class="head">
      <slot name="heading"><h2 part="heading">${count > 0 ? view.say(words.count, { n: count }) : words.title}</h2></slot>
      ${
        shown > 5 &&
        !view.shut() &&
        !state.formFirst &&
        html`<a href="#afterword" class="act" onClick=${(event: Event) => {
          event.preventDefault();
          view.focus('box');
        }}>${words.write}</a>`
      }
      ${shown > 3 && h(Order, { view, words })}
    </div>
    <p class="said" role="status">${state.said}</p>
    ${state.formFirst && form}
    <div class="list">
      ${phase === 'loading' && !thread && html`<p class="muted">${state.slow ? words.loading : ''}</p>`}
      ${phase === 'failed' && html`<p class="muted">${words.failed} ${h(Again, { words, onClick: view.load })}</p>`}
      ${thread && shown === 0 && html`<p class="muted">${words.empty}</p>`}
      ${state.sort === 'newest' ? [list, earlier] : [earlier, list]}
    </div>
    ${!state.formFirst && form}
  </section>`;
}

export function Again({ words, onClick }: { words: Words; onClick: () => void }): Html {
  return html`<button type="button" class="act" onClick=${onClick}>${words.again}</button>`;
}

function Order({ view, words }: Props): Html {
  const { sort, from, thread } = view.state;
  const sorts: Sort[] =
    from === 0 && thread?.asks.includes('likes') ? ['oldest', 'newest', 'liked'] : ['oldest', 'newest'];
  return html`<select aria-label=${words.sort} onChange=${(event: Event) =>
    view.set({ sort: (event.target as HTMLSelectElement).value as Sort })}>
    ${sorts.map((one) => html`<option key=${one} value=${one} selected=${one === sort}>${words[one]}</option>`)}
  </select>`;
}

function Writing({ view, words }: Props): Html {
  const shut = view.shut();
  return html`<div class="write">
    <slot name="note" />
    ${shut ? html`<p class="muted">${shut}</p>` : h(Box, { view, words, form: view.state.form, key: 'form' })}
  </div>`;
}
