// Fills the links that say how many comments a page has: one request for all of them, a hundred pages at most in
// each. A link keeps the words it came with until the answer is there, and for good when there is none.

import { MAX_COUNTS } from '../worker/contract/limits.ts';
import type { Api } from './api.ts';
import { pageQuery } from './page.ts';
import { number } from './thread.ts';
import { english } from './words/english.ts';
import { say } from './words/say.ts';

const LINKS = 'a[href$="#afterword"],a[href$="#disqus_thread"],a[data-afterword-count][href$="#comments"]';

export async function fillCounts(api: Api): Promise<void> {
  const links = new Map<string, HTMLAnchorElement[]>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(LINKS)) {
    const query = pageQuery(link.href.split('#', 1)[0] as string, link.getAttribute('data-page-id'));
    links.set(query, [...(links.get(query) ?? []), link]);
  }
  const queries = [...links.keys()];
  for (let start = 0; start < queries.length; start += MAX_COUNTS) {
    const asked = queries.slice(start, start + MAX_COUNTS);
    const answer = await api.get<{ counts?: unknown[] }>('/api/counts', asked.join('&'));
    if (!answer.ok) return;
    asked.forEach((query, i) => {
      const n = number(answer.value.counts?.[i]);
      for (const link of links.get(query) ?? []) {
        link.textContent = n > 0 ? say(english.count, { n }, english.code) : english.none;
      }
    });
  }
}
