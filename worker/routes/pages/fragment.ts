// GET /fragment: the newest comments of a page as HTML, for a build or an edge worker that puts them into the post.
// Read next: views/thread/fragment.ts; docs/in-the-page.md for who asks.

import { Hono } from 'hono/tiny';
import { readFragment } from '../../actions/reading/fragment.ts';
import type { Memory } from '../../deps.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { beside, PAGES } from '../../rules/paths.ts';
import { isKnown } from '../../rules/thread/etag.ts';
import { fragmentHtml } from '../../views/thread/fragment.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { langOf } from '../page-answers.ts';

/** A fragment drawn another way is another one to whoever has a copy. */
const FORMAT = 'h1';

export function fragmentRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(PAGES.fragment, async (c) => {
    const { page, id, at } = c.req.query();
    const scope = scopeOf(c, memory);
    const { thread, address, version } = await readFragment(scope, { page, id, at });
    // By its address alone, and not by who asks: one answer is put into a page for everybody.
    const lang = langOf(c);
    const headers = {
      ETag: `W/"${FORMAT}-${version}${lang && `-${lang}`}"`,
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
      // The post is what belongs into a search engine.
      'X-Robots-Tag': 'noindex',
    };
    if (isKnown(c.req.header('If-None-Match'), headers.ETag)) return c.body(null, 304, headers);
    const words = await memory.languages.words(c.env, lang);
    const query = new URLSearchParams({ page: address, ...(id && { id }), ...(lang && { lang }) });
    const more = new URL(`${beside(PAGES.thread)}?${query}`, c.req.url).href;
    return c.html(fragmentHtml({ thread, readAt: isoOf(scope.now), more, words, lang }), 200, headers);
  });
}
