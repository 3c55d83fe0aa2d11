// Fills the links that say how many comments a page has: one request for all of them, a hundred pages at most in
// each. A link keeps the words it came with until the answer is there, and for good when there is none. It is filled in
// the language that it stands in.

import { MAX_COUNTS } from '../../worker/contract/limits.ts';
import type { Ask } from '../api.ts';
import { number } from '../embed/read-thread.ts';
import type { Bring } from '../embed/state.ts';
import { wordsIn } from '../language.ts';
import { pageQuery, withoutHash } from '../page.ts';
import { COUNT_LINKS } from '../tag.ts';
import { say } from '../words/say.ts';

/** `lang`: as the tag says it, for all of them. */
export async function fillCounts(ask: Ask, bring: Bring, lang?: string): Promise<void> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(COUNT_LINKS)];
  const queryOf = (link: HTMLAnchorElement) => pageQuery(withoutHash(link.href), link.getAttribute('data-page-id'));
  const queries = [...new Set(links.map(queryOf))];
  for (let start = 0; start < queries.length; start += MAX_COUNTS) {
    const asked = queries.slice(start, start + MAX_COUNTS);
    const answer = await ask<{ counts: unknown[] }>(`/api/counts?${asked.join('&')}`);
    if (!answer.value) return;
    for (const link of links) {
      const place = asked.indexOf(queryOf(link));
      const n = number(answer.value.counts?.[place]);
      if (place < 0) continue;
      const { count, code, leave } = await wordsIn(
        lang || link.closest<HTMLElement>('[lang]')?.lang || navigator.language,
        bring,
      );
      link.textContent = n ? say(count, code, { n }) : leave;
    }
  }
}
