// GET /feed?page=… and /feed?site=…: what is public, as Atom.
// GET /feed/KEY: what waits, for the owner's feed reader.
// Read next: actions/reading/feed.ts, views/feed.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { feedOfPage, feedOfSite, readWaiting } from '../../actions/reading/feed.ts';
import type { Memory } from '../../deps.ts';
import { digest } from '../../rules/hash.ts';
import { PAGES } from '../../rules/paths.ts';
import { isKnown } from '../../rules/thread/etag.ts';
import { ATOM, commentsXml, waitingXml } from '../../views/feed.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { langOf, siteName } from '../page-answers.ts';

/** A feed drawn another way is another feed to whoever has a copy. */
const FORMAT = 'f1';

export function feedRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(PAGES.feed, async (c) => {
      const { page, id, at, site } = c.req.query();
      const scope = scopeOf(c, memory);
      const isOfSite = page === undefined && site !== undefined;
      const feed = isOfSite ? await feedOfSite(scope, site) : await feedOfPage(scope, { page, id, at });
      c.header('Access-Control-Allow-Origin', '*');
      // By its address alone, for one answer is kept for everybody.
      const lang = langOf(c);
      const words = await memory.languages.words(c.env, lang);
      const etag = `W/"${FORMAT}-${feed.version}${lang && `-${lang}`}"`;
      return answer(c, etag, 'public, max-age=300', () => commentsXml(feed, { self: c.req.url, words, lang }));
    })
    .get(`${PAGES.feed}/:key`, async (c) => {
      const comments = await readWaiting(scopeOf(c, memory), c.req.param('key'));
      const { origin } = new URL(c.req.url);
      const xml = await waitingXml(comments, { site: siteName(c), origin, self: c.req.url });
      const etag = `W/"${await digest(xml, 22)}"`;
      return answer(c, etag, 'private, no-cache', async () => xml);
    });
}

async function answer(c: Context<AppEnv>, etag: string, cache: string, draw: () => Promise<string>): Promise<Response> {
  const headers = { ETag: etag, 'Cache-Control': cache };
  if (isKnown(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers);
  return c.body(await draw(), 200, { ...headers, 'Content-Type': ATOM });
}
