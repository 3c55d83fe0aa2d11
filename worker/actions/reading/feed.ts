// What is in a feed. Of a page and of a site: what is public, out of a view, with no list, and for one KV read where
// the page is on one of SITES or has comments, or the site is one of them. Of what waits: for the owner's feed reader,
// which cannot sign in, so whoever has its address may read it; "sign out everywhere" ends that address too.
// Read next: store/views/site-feed.ts, views/feed.ts.

import type { OwnerComment } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { siteOf } from '../../rules/page/sites.ts';
import { PAGES } from '../../rules/paths.ts';
import { checkFeed, signFeed } from '../../rules/signed/feed-link.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { listInbox } from '../../store/inbox/inbox.ts';
import { readThreadView } from '../../store/views/head.ts';
import { FEED_SIZE, readSiteFeed, type SiteEntry } from '../../store/views/site-feed.ts';
import { findThread, type PageQuestion } from '../find-thread.ts';
import { askSites } from '../sites.ts';

const WAITING = 20;

export interface CommentsFeed {
  /** What tells it from other feeds of the same host. */
  name: string;
  /** The address that it follows, and what is there; '' where that is not known. */
  page: string;
  title: string;
  /** Another one whenever the comments are others. */
  version: string;
  /** Newest first. */
  entries: SiteEntry[];
}

/** Throws `invalid_request`. */
export async function feedOfPage(
  scope: Pick<Scope, 'kv' | 'env' | 'sites' | 'mayLook'>,
  asked: PageQuestion,
): Promise<CommentsFeed> {
  const read = (thread: string) => readThreadView(scope.kv, thread);
  const { page: found, found: view } = requireValid(await findThread(scope, asked, read));
  const { thread, title } = view?.thread ?? { thread: found.thread, title: '' };
  const page = view?.thread.page || found.address;
  const comments = (view?.thread.comments ?? []).filter(({ gone }) => !gone).slice(-FEED_SIZE);
  const entries = comments.toReversed().map((comment) => ({ thread, page, title, comment }));
  return { name: `thread-${thread}`, page, title, version: versionOf(view?.meta.etag), entries };
}

/** `text` names the site. Throws `not_found` where it is none of the owner's. */
export async function feedOfSite(scope: Pick<Scope, 'kv' | 'env' | 'sites'>, text: string): Promise<CommentsFeed> {
  const address = URL.canParse(text) ? new URL(text) : null;
  const site = address && (await askSites(scope, (sites) => siteOf(address, sites)));
  if (site === null) throw new ApiError('not_found');
  const feed = await readSiteFeed(scope.kv, site);
  return {
    name: 'comments',
    page: `${site}/`,
    title: '',
    version: versionOf(feed?.etag),
    entries: feed?.entries ?? [],
  };
}

function versionOf(etag = 'none'): string {
  return etag.replace(/^W\/|"/g, '');
}

// ---- what waits ----

/** Throws `not_found` where the key is not that of the feed's address. */
export async function readWaiting(scope: Scope, key: string): Promise<OwnerComment[]> {
  const keys = await scope.memory.secrets.signingKeys(scope.env, LABELS.feed);
  const isRight = keys !== null && (await checkFeed(keys.verify, (await scope.settings()).epoch, key));
  if (!isRight) throw new ApiError('not_found');
  scope.bill?.waive();
  return (await listInbox(scope.kv, { status: 'pending', limit: WAITING })).comments;
}

/** The path of the feed of what waits, or null where there is no proper ADMIN_TOKEN. */
export async function waitingFeedPath(scope: Scope): Promise<string | null> {
  const keys = await scope.memory.secrets.signingKeys(scope.env, LABELS.feed);
  if (keys === null) return null;
  const { epoch } = await scope.settings();
  return `${PAGES.feed}/${await signFeed(keys.sign, epoch)}`;
}
