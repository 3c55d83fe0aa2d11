// The whole widget as the reader meets it: heading row, comments, form. Markup only: what happens is in embed/app.ts,
// and most of what can be done is drawn by reading/. Read next: embed/components/comment.ts, embed/components/form.ts.

import { h } from '../../h.ts';
import { type Html, html } from '../../html.ts';
import { LONG_THREAD } from '../sizes.ts';
import type { App } from '../state.ts';
import { grow } from '../tree.ts';
import { List } from './comment.ts';
import { drawForm } from './form.ts';

/**
 * What changes has a key here and elsewhere: then it is a new element, and who has the page translated by the browser
 * reads it too. A translator takes texts out of what it has translated, and changes of those are never seen.
 */
export function Section({ app }: { app: App }): Html {
  const { state, words } = app;
  const { thread, sort, form, reading, loaded } = state;
  const all = [...loaded, ...(thread?.pinned ?? [])];
  const { comments, branches } = reading?.seen() ?? { comments: all, branches: grow(all, sort) };
  const count = reading ? reading.count() : thread?.count;
  // Where a new comment will appear. By the page's setting, so that it does not move when the reader sorts.
  const above = (app.setting('data-sort') || 'oldest') !== 'oldest';
  const isPlaced = !thread || state.full || form.open;
  const write = html`<div class="write">
    ${reading?.status()}
    <slot name="note" />
    ${reading?.closed() || ((!thread || thread.open) && drawForm(app, form))}
  </div>`;
  const list = [
    state.failed &&
      html`<p class="muted">${words.failed} <button class="act" onClick=${app.load}>${words.again}</button></p>`,
    state.from > 0 && html`<div class="more">${reading?.gap()}</div>`,
    h(List, { app, id: '', branches }),
    reading?.gap(''),
  ];

  return html`<section class=${branches.length ? 'root' : 'root bare'} aria-label=${words.title} lang=${words.code} dir=${words.dir}>
    <div class=${comments.length >= LONG_THREAD ? 'head two' : 'head'}>
      <slot name="heading">
        <h2 part="heading" key=${count}>${count ? app.say(words.count, { n: count }) : words.title}</h2>
      </slot>
      ${reading?.head(comments.length)}
    </div>
    ${above && write}
    ${
      // Another element than what comes: in the place of that one it may stand a little higher, and nothing has moved.
      !thread && !state.failed
        ? html`<p class="list muted">${state.slow ? words.loading : '\xa0'}</p>`
        : html`<div class="list">
            ${sort === 'newest' ? list.reverse() : list}
            ${!branches.length && (thread ? !count && html`<p class="muted">${words.empty}</p>` : state.slow && html`<p class="muted">${words.loading}</p>`)}
          </div>`
    }
    ${isPlaced && !above && write}
    ${isPlaced && thread && (reading?.foot() ?? [!!count && html`<p class="muted foot">\xa0</p>`])}
  </section>`;
}
