// Fills the links that say how many comments a page has: one request for all of them, a hundred pages at most in
// each. A link keeps the words it came with until the answer is there, and for good when there is none. It is filled in
// the language that it stands in. Only words are put in: its icons, and what else a page has in it, stay.

import { MAX_COUNTS } from '../../worker/contract/limits.ts';
import type { Ask } from '../api.ts';
import { number } from '../embed/read-thread.ts';
import type { Bring } from '../embed/state.ts';
import { wordsIn } from '../language.ts';
import { type AskedPage, pageHere, queryOf, type Setting, urlOf, withoutHash, withRoute } from '../page.ts';
import { COUNT_LINKS } from '../tag.ts';
import { say } from '../words/say.ts';
import { HEADINGS } from './containers.ts';

/** What fills those that are there by now and were not asked for yet. `lang`: as the tag says it, for all of them. */
export function counter(ask: Ask, bring: Bring, inHead: Element | null, lang?: string): () => Promise<void> {
  /** By place, the page that was asked for: a library may lead the same link elsewhere. */
  const asked = new WeakMap<Element, string>();

  return async () => {
    const places = new Map<string, Element[]>();
    for (const place of document.querySelectorAll(COUNT_LINKS)) {
      if (isToHeading(place)) continue;
      const query = queryOf(pageOf(place, inHead));
      if (asked.get(place) === query) continue;
      asked.set(place, query);
      places.set(query, [...(places.get(query) ?? []), place]);
    }
    const queries = [...places.keys()];
    const parts = queries.flatMap((_, i) => (i % MAX_COUNTS ? [] : [queries.slice(i, i + MAX_COUNTS)]));
    await Promise.all(
      parts.map(async (part) => {
        const { value } = await ask<{ counts: unknown[] }>(`/api/counts?${part.join('&')}`);
        if (!value) return;
        for (const [i, query] of part.entries()) {
          for (const place of places.get(query) ?? []) {
            const { count, code, leave } = await wordsIn(
              lang || place.closest<HTMLElement>('[lang]')?.lang || navigator.language,
              bring,
            );
            const n = number(value.counts?.[i]);
            put(place, n, n ? say(count, code, { n }) : leave);
          }
        }
      }),
    );
  };
}

/** In a table of contents, or the sign beside a heading: the page has an afterword of its own, and this leads to it. */
function isToHeading(place: Element): boolean {
  const { hash, href = '' } = place as HTMLAnchorElement;
  const isHere = hash && withoutHash(href) === withoutHash(location.href);
  return !!isHere && !!document.getElementById(hash.slice(1))?.matches(HEADINGS);
}

function pageOf(place: Element, inHead: Element | null): AskedPage {
  const named = place.getAttribute('data-page-url') ?? place.closest<HTMLAnchorElement>('a[href]')?.href;
  const page = named && withRoute(urlOf(named).href);
  const thread = document.querySelector('afterword-comments');
  const setting: Setting = (name) => thread?.getAttribute(name) ?? inHead?.getAttribute(name);
  // A link to the page that it stands on means the thread that is there, whatever the address bar says.
  const asked = !page || page === withoutHash(location.href) ? pageHere(setting) : { page };
  const id = place.getAttribute('data-page-id');
  return id ? { ...asked, id } : asked;
}

function put(place: Element, n: number, said: string): void {
  // What is read aloud in the place of the words.
  if (place.hasAttribute('aria-label')) place.setAttribute('aria-label', said);
  // The page may have a place for it inside.
  if (place.querySelector('[data-afterword-count]')) return;
  const text = place.getAttribute('data-afterword-count') === 'number' ? `${n}` : said;
  const node = textIn(place);
  if (node) node.data = node.data.replace(/\S(.*\S)?/s, () => text);
  else place.append(text);
}

/** Its own first words, else the first in what it holds. */
function textIn(place: Element): Text | undefined {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const all: Text[] = [];
  while (walker.nextNode()) all.push(walker.currentNode as Text);
  const words = all.filter(({ data, parentElement }) => /\S/.test(data) && !parentElement?.closest('svg,style'));
  return words.find(({ parentNode }) => parentNode === place) ?? words[0];
}
