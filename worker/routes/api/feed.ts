// GET /feed?page=… and /feed?site=…: what is public, as Atom, drawn from a view: no list, and one KV read where the page is on
// one of SITES or has comments, or the site is one of them.
// GET /feed/KEY: what waits, for the owner's feed reader, which cannot sign in: whoever has the address may read it. The
// address is made of ADMIN_TOKEN; "sign out everywhere" ends it too.
// Read next: views/feed.ts, store/views/site-feed.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { isFeedKey } from '../../actions/desk/waiting-feed.ts';
import { findThread } from '../../actions/find-thread.ts';
import { askSites } from '../../actions/sites.ts';
import { type OwnerComment, PAGES, PERMALINK_PREFIX, type PublicComment } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { digest } from '../../rules/comment/hash.ts';
import { siteOf } from '../../rules/page/sites.ts';
import { plainText } from '../../rules/text/tree.ts';
import { isKnown } from '../../rules/thread/etag.ts';
import { listInbox } from '../../store/inbox/inbox.ts';
import { readThreadView } from '../../store/views/head.ts';
import { FEED_SIZE, readSiteFeed, type SiteEntry } from '../../store/views/site-feed.ts';
import { ATOM, type Feed, type FeedEntry, feedXml, tagUri } from '../../views/feed.ts';
import { html } from '../../views/html.ts';
import { bodyHtml } from '../../views/thread/body.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../desk/answers.ts';

/** A feed drawn another way is another feed to whoever has a copy. */
const FORMAT = 'f1';
const WAITING = 20;
/** Of a feed without entries, which must have a time all the same. */
const NEVER = '2026-01-01T00:00:00.000Z';

export function feedRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get(PAGES.feed, async (c) => {
    const { page: address, id, site } = c.req.query();
    return address === undefined && site !== undefined ? siteFeed(c, deps, site) : pageFeed(c, deps, address, id);
  });

  app.get(`${PAGES.feed}/:key`, async (c) => {
    if (!(await isFeedKey(scopeOf(c, deps), c.req.param('key')))) throw new ApiError('not_found');
    const { comments } = await listInbox(c.env.COMMENTS, { status: 'pending', limit: WAITING });
    const { origin } = new URL(c.req.url);
    const xml = await feedXml({
      id: tagUri(origin, 'waiting'),
      title: `Waiting · ${siteName(c)}`,
      self: c.req.url,
      page: `${origin}/admin`,
      updated: newest(comments),
      entries: comments.map((comment) => waitingEntry(comment, origin)),
    });
    const etag = `W/"${await digest(xml, 22)}"`;
    return answer(c, etag, 'private, no-cache', async () => xml);
  });

  return app;
}

async function pageFeed(
  c: Context<AppEnv>,
  deps: Memory,
  address: string | undefined,
  id: string | undefined,
): Promise<Response> {
  const read = (thread: string) => readThreadView(c.env.COMMENTS, thread);
  const result = await findThread(scopeOf(c, deps), { page: address, id }, read);
  if (!result.ok) throw new ApiError('invalid_request', { fields: result.error });
  const { page: asked, found: view } = result.value;
  const { thread, page, title } = view?.thread ?? { thread: asked.thread, page: '', title: '' };
  const comments = (view?.thread.comments ?? []).filter(({ gone }) => !gone).slice(-FEED_SIZE);
  const at = page || asked.address;
  const entries = comments.toReversed().map((comment) => ({ thread, page: at, title, comment }));
  return publicFeed(c, view?.meta.etag ?? 'none', {
    id: tagUri(at, `thread-${thread}`),
    title: `Comments on ${title || withoutScheme(at)}`,
    page: at,
    entries,
  });
}

async function siteFeed(c: Context<AppEnv>, deps: Memory, text: string): Promise<Response> {
  const address = URL.canParse(text) ? new URL(text) : null;
  const site = address && (await askSites(scopeOf(c, deps), (sites) => siteOf(address, sites)));
  if (site === null) throw new ApiError('not_found');
  const feed = await readSiteFeed(c.env.COMMENTS, site);
  return publicFeed(c, feed?.etag ?? 'none', {
    id: tagUri(site, 'comments'),
    title: `Comments on ${withoutScheme(site)}`,
    page: `${site}/`,
    entries: feed?.entries ?? [],
  });
}

interface PublicFeed extends Pick<Feed, 'id' | 'title' | 'page'> {
  entries: SiteEntry[];
}

function publicFeed(c: Context<AppEnv>, version: string, { entries, ...feed }: PublicFeed): Promise<Response> {
  const etag = `W/"${FORMAT}-${version.replace(/^W\/|"/g, '')}"`;
  c.header('Access-Control-Allow-Origin', '*');
  return answer(c, etag, 'public, max-age=300', () => {
    const updated = newest(entries.map(({ comment }) => comment));
    return feedXml({ ...feed, self: c.req.url, updated, entries: entries.map(publicEntry) });
  });
}

async function answer(c: Context<AppEnv>, etag: string, cache: string, draw: () => Promise<string>): Promise<Response> {
  const headers = { ETag: etag, 'Cache-Control': cache };
  if (isKnown(c.req.header('If-None-Match'), etag)) return c.body(null, 304, headers);
  return c.body(await draw(), 200, { ...headers, 'Content-Type': ATOM });
}

function publicEntry({ page, title, comment }: SiteEntry): FeedEntry {
  const { id, parent, author, body, createdAt, editedAt } = comment;
  return {
    id: tagUri(page, id),
    title: `${author.name} on ${title || withoutScheme(page)}`,
    link: `${page}#${PERMALINK_PREFIX}${id}`,
    author: { name: author.name, ...(author.url !== undefined && { url: author.url }) },
    published: createdAt,
    updated: editedAt ?? createdAt,
    content: bodyHtml(body),
    ...(parent !== null && { answers: tagUri(page, parent) }),
  };
}

/** As text: nothing here was looked at by anybody yet, so no link in it is live. */
function waitingEntry(comment: OwnerComment, origin: string): FeedEntry {
  const { id, page, title, author, body, reasons, reports = [], createdAt, editedAt, words } = comment;
  const why = [...reports.map((report) => `reported: ${report}`), ...reasons].join(', ');
  const lines = plainText(body)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return {
    // Other words are another thing to look at.
    id: tagUri(page, `waiting-${id}-${words}`),
    title: `${author.name} on ${title || withoutScheme(page)}`,
    link: `${origin}/admin#${PERMALINK_PREFIX}${id}`,
    author: { name: author.name },
    published: createdAt,
    updated: editedAt ?? createdAt,
    content: [
      ...lines.map((line) => html`<p>${line}</p>`),
      ...(why === '' ? [] : [html`<p>Waiting because: ${why}</p>`]),
    ],
  };
}

function newest(comments: Pick<PublicComment, 'createdAt' | 'editedAt'>[]): string {
  return comments.map(({ createdAt, editedAt }) => editedAt ?? createdAt).reduce((a, b) => (a > b ? a : b), NEVER);
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}
