// What stands around the list: order and way to the form, what is new, why nobody can write, the feed. Markup only.

import type { ComponentChildren } from 'preact';
import { LONG_THREAD } from '../embed/sizes.ts';
import type { App } from '../embed/state.ts';
import type { Sort } from '../embed/tree.ts';
import { html } from '../html.ts';
import { isAlias, isClosed, isOnline, isPreview } from './closed.ts';
import { countOf } from './comments.ts';
import { clock } from './dates.ts';
import type { ThreadWords } from './words.ts';

/** From so many comments on there is a choice of order. */
const SORTABLE = 4;

export function head(app: App, words: ThreadWords, count: number): ComponentChildren {
  const { sort, from, gaps, thread, now } = app.state;
  const isBelow = /^(oldest)?$/.test(app.setting('data-sort') ?? '');
  // "Most liked" would be wrong while only some of the comments are loaded.
  const isWhole = from === 0 && Object.keys(gaps ?? {}).length === 0;
  const sorts: Sort[] = [
    'oldest',
    'newest',
    ...(isWhole && thread?.asks.includes('likes') ? (['liked'] as const) : []),
  ];
  return [
    count >= SORTABLE &&
      html`<select aria-label=${words.sort} onChange=${(event: Event) =>
        app.set({ sort: (event.target as HTMLSelectElement).value as Sort })}>
        ${sorts.map((one) => html`<option value=${one} selected=${one === sort}>${words[one]}</option>`)}
      </select>`,
    count >= LONG_THREAD &&
      isBelow &&
      !isClosed(thread, now) &&
      html`<button class="act" onClick=${() => app.focus('box')}>${words.write}</button>`,
  ];
}

export function status(app: App, words: ThreadWords, fresh: number, showFresh: () => void): ComponentChildren {
  const { said, told } = app.state;
  return [
    html`<p role="status" class=${told && told.said === said && !fresh && 'unseen'}>
      ${said && html`<span key=${said}>${said}</span>`}${said && fresh > 0 && ' '}
      ${fresh > 0 && [html`<span key=${fresh}>${app.say(words.fresh, { n: fresh })}</span>`, ' ', html`<button class="act" onClick=${showFresh}>${words.showFresh}</button>`]}
    </p>`,
    app.state.composer?.outbox(),
    app.state.old && html`<p class="muted">${app.say(words.asOf, { time: clock(app, app.state.readAt) })}</p>`,
  ];
}

export function closed({ state: { thread, now } }: Pick<App, 'state'>, words: ThreadWords): ComponentChildren {
  if (!thread || !isClosed(thread, now)) return false;
  const { page } = thread;
  const isElsewhere = isPreview(page) && !isAlias(page);
  if (isElsewhere && !isOnline()) return html`<p class="muted">${words.preview}</p>`;
  if (isElsewhere) tellOwner();
  if (isElsewhere || !isPreview(page)) return html`<p class="muted">${words.closed}</p>`;
  // Out of a frame in a sandbox, where writing is refused as well, it leads to a window of its own.
  const address = page.includes('#') ? page : `${page}#afterword`;
  return html`<p><a href=${address} target=${self.origin === 'null' ? '_blank' : null}>${words.leave}</a></p>`;
}

let told = '';

/** The commonest mistake there is: SITES names another address. Once, for this is drawn again and again. */
function tellOwner(): void {
  if (told !== self.origin)
    console.warn(`Afterword: ${self.origin} is not in SITES. Add it at the desk: Settings, Further sites`);
  told = self.origin;
}

export function foot(
  { origin, query, lang, state }: Pick<App, 'lang' | 'origin' | 'query' | 'state'>,
  words: ThreadWords,
): ComponentChildren {
  const [devices, panel] = state.composer?.devices() ?? [];
  const address = `${origin}/feed?${query}${lang ? `&lang=${encodeURIComponent(lang)}` : ''}`;
  const feed = countOf(state) > 0 && html`<a href=${address}>${words.feed}</a>`;
  return [(feed || devices) && html`<p class="muted foot">${feed}${devices}</p>`, panel];
}

export function stuck(words: ThreadWords, again: () => void): ComponentChildren {
  return html`<p class="muted">${words.formFailed} <button type="button" class="act" onClick=${again}>${words.again}</button></p>`;
}
