// GET /api/recent?site=…: the newest comments of a site, short, for a list on an index page (widget/counts/recent.ts).
// They come out of the site's feed. Read next: actions/reading/feed.ts.

import { Hono } from 'hono/tiny';
import { feedOfSite } from '../../actions/reading/feed.ts';
import { ENDPOINTS, type RecentAnswer, type RecentComment } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { commentLink } from '../../rules/page/page.ts';
import { plainText } from '../../rules/text/tree.ts';
import { isKnown } from '../../rules/thread/etag.ts';
import type { SiteEntry } from '../../store/views/site-feed.ts';
import { type AppEnv, scopeOf } from '../context.ts';

const MOST = 20;
const MOST_LETTERS = 200;
/** Drawn another way it is another answer to whoever has a copy. */
const FORMAT = 'r1';

export function recentRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.recent, async (c) => {
    const { entries, version } = await feedOfSite(scopeOf(c, memory), c.req.query('site') ?? '');
    const headers = { ETag: `W/"${FORMAT}-${version}"`, 'Cache-Control': 'public, max-age=300' };
    if (isKnown(c.req.header('If-None-Match'), headers.ETag)) return c.body(null, 304, headers);
    const answer: RecentAnswer = { comments: entries.slice(0, MOST).map(recentOf) };
    return c.json(answer, 200, headers);
  });
}

function recentOf({ page, title, comment }: SiteEntry): RecentComment {
  const { id, author, body, createdAt } = comment;
  const letters = [...plainText(body).replace(/\s+/g, ' ').trim()];
  const words =
    letters.length > MOST_LETTERS
      ? `${letters
          .slice(0, MOST_LETTERS - 1)
          .join('')
          .trimEnd()}…`
      : letters.join('');
  return { id, url: commentLink(page, id), title, name: author.name, words, createdAt };
}
