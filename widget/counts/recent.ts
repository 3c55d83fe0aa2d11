// <afterword-recent>: the newest comments of the site, on a page that lists posts. It is a plain list in the page
// itself, so it looks as the page does. What the page has put into the element stays until they are there, and for good
// where they do not come. Everything is set as text, and links lead where the worker says, over http(s) alone.

import type { RecentAnswer, RecentComment } from '../../worker/contract/recent.ts';
import type { Ask } from '../api.ts';
import type { Bring } from '../embed/state.ts';
import { wordsIn } from '../language.ts';
import { pageHere } from '../page.ts';
import { RECENT } from '../tag.ts';
import type { Words } from '../words/english.ts';
import { say } from '../words/say.ts';
import { since } from '../words/since.ts';

const SHOWN = 5;

/** What fills those that are there by now and were not yet. `lang`: as the tag says it, for all of them. */
export function recents(ask: Ask, bring: Bring, lang?: string): () => Promise<void> {
  /** By element, the site that was asked for. */
  const asked = new WeakMap<Element, string>();

  return async () => {
    for (const place of document.querySelectorAll<HTMLElement>(RECENT)) {
      const site = place.dataset.site || pageHere((name) => place.getAttribute(name)).page;
      if (asked.get(place) === site) continue;
      asked.set(place, site);
      // For five minutes the browser's copy will do.
      const { value } = await ask<RecentAnswer>(`/api/recent?${new URLSearchParams({ site })}`, { cache: 'default' });
      const comments = [value?.comments ?? []].flat().filter(isShown);
      if (comments.length === 0) continue;
      const words = await wordsIn(lang || place.closest<HTMLElement>('[lang]')?.lang || navigator.language, bring);
      const list = make('ul', '');
      list.append(...comments.slice(0, Number(place.dataset.count) || SHOWN).map((each) => itemOf(each, words)));
      place.replaceChildren(list);
    }
  };
}

function isShown(comment: RecentComment): boolean {
  return /^https?:\/\//.test(comment?.url);
}

function itemOf({ url, title, name, words: said, createdAt }: RecentComment, words: Words): Element {
  const [unit, n] = since(createdAt, Date.now());
  const link = make('a', title || url.replace(/^https?:\/\/|#.*$/g, ''));
  link.href = url;
  const time = make('time', say(words.ago[unit], words.code, { n }));
  time.dateTime = createdAt;
  const item = make('li', '');
  item.append(make('b', name), ' · ', link, make('p', said), time);
  return item;
}

function make<K extends 'a' | 'b' | 'li' | 'p' | 'time' | 'ul'>(name: K, text: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  if (text) element.dir = 'auto';
  return element;
}
