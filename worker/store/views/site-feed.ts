// The newest comments of a whole site, for its feed: a view that the sweep makes out of the heads of threads, so it
// holds nothing that is not public already. Each run takes out what it held of the threads that changed and puts in
// what their heads say now; once a day, and where there is none, it is gathered anew.
// Read next: store/sweep/sweep.ts, routes/api/feed.ts.

import type { PublicComment, Thread } from '../../contract/index.ts';
import { SCHEMA_VERSION } from '../../rules/comment/facts.ts';
import { digest } from '../../rules/hash.ts';
import { DAY } from '../../rules/time.ts';
import { keys, readInboxKey } from '../kv/keys.ts';
import { listPage, putText, readManyWithMeta } from '../kv/kv.ts';
import { isComment, isRecord, readRecord, readThread, readViewMeta, type ViewMeta } from '../kv/records.ts';

/** Newest first. */
export const FEED_SIZE = 50;

/** Heads read in one run: a full one takes about half a millisecond to parse, and the run has ten. */
export const HEADS_A_RUN = 8;
const GATHER_AGAIN_AFTER = DAY;
const ROWS = 100;

export interface SiteEntry {
  page: string;
  title: string;
  thread: string;
  comment: PublicComment;
}

export interface SiteFeed {
  entries: SiteEntry[];
  etag: string;
  /** Milliseconds. */
  foldedAt: number;
  gatheredAt: number;
}

/** `site` is an origin as SITES writes it. One KV read. */
export async function readSiteFeed(kv: KVNamespace, site: string): Promise<SiteFeed | null> {
  const key = keys.feed(site);
  const found = (await readManyWithMeta(kv, [key])).get(key);
  const [value, meta] = [readRecord(found?.value, 'feed'), found?.meta];
  if (!Array.isArray(value?.entries) || !value.entries.every(isEntry)) return null;
  if (!isRecord(meta) || typeof meta.etag !== 'string') return null;
  const time = (at: unknown) => (typeof at === 'number' ? at : 0);
  return {
    entries: value.entries,
    etag: meta.etag,
    foldedAt: time(meta.foldedAt),
    gatheredAt: time(meta.gatheredAt),
  };
}

/**
 * For the sweep: the feeds of the sites that these threads are on. One read a thread and site, one write a feed that
 * differs.
 */
export async function refreshSiteFeeds(kv: KVNamespace, threads: string[], now: number): Promise<void> {
  const heads = await readHeads(kv, threads.slice(0, HEADS_A_RUN));
  for (const [site, ofSite] of Map.groupBy(heads, (head) => head.site)) {
    if (site === null) continue;
    await refresh(kv, site, ofSite, now);
  }
}

async function refresh(kv: KVNamespace, site: string, found: HeadOfSite[], now: number): Promise<void> {
  const changed = found.filter(isOwn).map(({ thread }) => thread);
  const former = await readSiteFeed(kv, site);
  const isFresh = former !== null && now - former.gatheredAt < GATHER_AGAIN_AFTER;
  const heads = isFresh ? changed : [...changed, ...(await gatherHeads(kv, site, changed))];
  // What was here of a thread before another page moved to its address is in that page's thread now, or gone.
  const seen = new Set([...heads.map(({ thread }) => thread), ...found.map(({ name }) => name)]);
  const kept = isFresh ? former.entries.filter(({ thread }) => !seen.has(thread)) : [];
  const entries = [...kept, ...heads.flatMap(entriesOf)].sort(byNewest).slice(0, FEED_SIZE);

  const text = JSON.stringify({ v: SCHEMA_VERSION, entries });
  const etag = await digest(text, 22);
  if (isFresh && etag === former.etag) return;
  const meta = { v: SCHEMA_VERSION, etag, foldedAt: now, gatheredAt: isFresh ? former.gatheredAt : now };
  await putText(kv, keys.feed(site), text, meta);
}

/** Of the threads that were written in last. One list. */
async function gatherHeads(kv: KVNamespace, site: string, known: Thread[]): Promise<Thread[]> {
  const { keys: rows } = await listPage<unknown>(kv, keys.inbox('approved'), null, ROWS);
  const names = new Set(rows.flatMap(({ name }) => readInboxKey(name)?.thread ?? []));
  for (const { thread } of known) names.delete(thread);
  const heads = await readHeads(kv, [...names].slice(0, HEADS_A_RUN));
  return heads.filter((head) => isOwn(head) && head.site === site).map(({ thread }) => thread);
}

interface HeadOfSite {
  /** The thread that was asked for. A page that moved has its head under the names of its other addresses too. */
  name: string;
  thread: Thread;
  site: string | null;
}

function isOwn({ name, thread }: HeadOfSite): boolean {
  return thread.thread === name;
}

async function readHeads(kv: KVNamespace, threads: string[]): Promise<HeadOfSite[]> {
  const keyOf = (thread: string) => keys.view(thread);
  const found = await readManyWithMeta(kv, threads.map(keyOf));
  return threads.flatMap((name) => {
    const { value, meta } = found.get(keyOf(name)) ?? {};
    const head = readThread(value);
    return head ? { name, thread: head, site: siteOfHead(head, readViewMeta(meta)) } : [];
  });
}

/** A thread whose last comment went has no address, and has to be taken out of its site's feed all the same. */
export function siteOfHead({ page }: Thread, meta: Pick<ViewMeta, 'site'> | null): string | null {
  return URL.canParse(page) ? new URL(page).origin : (meta?.site ?? null);
}

function entriesOf({ thread, page, title, comments }: Thread): SiteEntry[] {
  const shown = comments.filter(({ gone }) => !gone).slice(-FEED_SIZE);
  // A feed says nothing of likes, so they must not make it another one.
  return shown.map((comment) => ({ page, title, thread, comment: { ...comment, likes: 0 } }));
}

function byNewest(a: SiteEntry, b: SiteEntry): number {
  const [first, second] = [a.comment.createdAt, b.comment.createdAt];
  if (first !== second) return first < second ? 1 : -1;
  return a.comment.id < b.comment.id ? 1 : -1;
}

function isEntry(entry: unknown): entry is SiteEntry {
  if (!isRecord(entry) || !isComment(entry.comment)) return false;
  return [entry.page, entry.title, entry.thread].every((each) => typeof each === 'string');
}
