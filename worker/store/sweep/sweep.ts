// The sweep makes everything converge: it publishes what a request could not, and does what is due. One list shows all
// there is to do; the free plan has 10 ms of CPU and 1,000 KV operations for a run, so it does a little and comes back.
// Read next: store/sweep/slots.ts for what it does when, store/sweep/drop.ts for the deletion of words.

import { TABS } from '../../contract/index.ts';
import { dayOf } from '../../rules/screening/brake.ts';
import { agrees, isReported, readComments } from '../facts/comments.ts';
import { countLikes } from '../facts/likes.ts';
import { rowMeta } from '../facts/rows.ts';
import { isAwake, type ListedTouch, listToDo, SETTLED_AFTER, wakeSweep } from '../facts/touches.ts';
import { StoreError } from '../kv/errors.ts';
import { keys } from '../kv/keys.ts';
import { put, readMany, readMeta, remove } from '../kv/kv.ts';
import { readViewMeta } from '../kv/records.ts';
import { republish } from '../views/publish.ts';
import { refreshSiteFeeds } from '../views/site-feed.ts';
import { afterMove } from './after-move.ts';
import { setLevel } from './brake.ts';
import { dropDue } from './drop.ts';
import { learnLessons, wasJudged } from './learn.ts';
import { THREADS_RENEWED, viewsToRenew } from './renew-views.ts';
import { isFullRun, isSlotOf } from './slots.ts';

const THREADS_A_RUN = 8;
const DUE_A_RUN = 20;
/** Deletes of covered touches; the free plan has 1,000 a day for everything. */
const DELETES_A_RUN = 100;

export interface SweepReport {
  threads: number;
  views: number;
  due: number;
  /** What goes on to a later run because something failed. */
  failed: number;
}

const NOTHING_TO_DO: Awaited<ReturnType<typeof listToDo>> = { touches: [], sharesOf: () => ({}) };

/** Tells somebody of what these touches are about, and removes those that are done with (actions/notices). */
export type Tell = (touches: ListedTouch[]) => Promise<void>;

/**
 * One run. Where nothing was left for it in the last hour and a half, it costs a read, and once an hour two lists. Else
 * a quiet one costs one list and four reads, and of three one another list. One of three reads two keys more. Throws
 * StoreError when not even that can be had, and what else was thrown, once everything else is done.
 */
export async function sweep(
  kv: KVNamespace,
  now: number,
  tell: { owner?: Tell; readers?: Tell; site?: Tell } = {},
): Promise<SweepReport> {
  const report: SweepReport = { threads: 0, views: 0, due: 0, failed: 0 };
  const faults: unknown[] = [];
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      // KV failing for one thread, or a mistake of ours about it, leaves its touches where they are, and the others
      // their turn.
      report.failed++;
      if (!(error instanceof StoreError)) faults.push(error);
    }
  };
  const isNeeded = isFullRun(now) || (await isAwake(kv, now));
  const { touches: listed, sharesOf } = isNeeded ? await listToDo(kv) : NOTHING_TO_DO;
  if (isNeeded) await attempt(() => setLevel(kv, listed, sharesOf(dayOf(now)), now));
  if (isSlotOf('lessons', now) && wasJudged(listed, now)) await attempt(() => learnLessons(kv));
  const touches = listed.filter((touch) => touch.time <= now);
  // What is not done with by then goes on being looked at.
  if (touches.length > 0) await wakeSweep(kv, now);

  const byThread = Map.groupBy(
    touches.filter(({ kind }) => kind === 'publish' || kind === 'likes'),
    (touch) => touch.thread,
  );
  const swept: string[] = [];
  const covered: ListedTouch[] = [];
  for (const [thread, ofThread] of byThread) {
    if (report.threads >= THREADS_A_RUN || covered.length >= DELETES_A_RUN) break;
    await attempt(async () => {
      const outcome = await sweepThread(kv, thread, ofThread, now);
      if (outcome === null) return;
      swept.push(thread);
      report.threads++;
      report.views += outcome.views;
      covered.push(...outcome.covered);
    });
  }
  if (isSlotOf('views', now)) {
    const most = Math.min(THREADS_RENEWED, THREADS_A_RUN - report.threads);
    await attempt(async () => {
      const { threads, asks } = await viewsToRenew(kv, now, most);
      for (const thread of threads) {
        await attempt(async () => {
          report.views += (await republish(kv, thread, now, null, asks)).written;
          report.threads++;
        });
      }
    });
  }

  // Those published just now first: it may be their last time round. Then the newest, which requests have published.
  const published = touches.filter(({ kind }) => kind === 'publish').map(({ thread }) => thread);
  const changed = new Set([...swept.filter((thread) => published.includes(thread)), ...published.reverse()]);
  await attempt(async () => {
    if (changed.size > 0) await refreshSiteFeeds(kv, [...changed], now);
    // Not before: what was removed would stay in the feed, with nothing left that says it is to be looked at.
    await Promise.all(covered.map(({ name }) => remove(kv, name)));
  });

  for (const touch of touches.filter(({ kind }) => kind === 'due').slice(0, DUE_A_RUN)) {
    await attempt(async () => {
      if (!(await dropDue(kv, touch, now))) return;
      // Of what was withdrawn before anybody saw it: no other touch tells that the row can go.
      if (touch.left) await remove(kv, keys.inboxRow(touch.left, touch.thread, touch.id));
      await remove(kv, touch.name);
      report.due++;
    });
  }

  const notices = touches.filter(({ kind }) => kind === 'notice');
  if (tell.owner && notices.length > 0) await attempt(() => tell.owner!(notices));
  const mails = touches.filter(({ kind }) => kind === 'ask' || kind === 'reply');
  if (tell.readers && mails.length > 0) await attempt(() => tell.readers!(mails));
  // In a third of all runs also without news: a call that failed is owed.
  const shown = touches.filter(({ kind }) => kind === 'publish');
  if (tell.site && (shown.length > 0 || isSlotOf('views', now))) await attempt(() => tell.site!(shown));
  if (faults.length > 0) throw faults[0];
  return report;
}

/**
 * Publishes the thread when its touches have settled, or when its view is older than they are; null when there is
 * nothing to do yet. `covered`: the touches that are done with.
 */
async function sweepThread(
  kv: KVNamespace,
  thread: string,
  touches: ListedTouch[],
  now: number,
): Promise<{ views: number; covered: ListedTouch[] } | null> {
  const settled = touches.filter((touch) => now - touch.time > SETTLED_AFTER);
  if (settled.length === 0) {
    const meta = readViewMeta(await readMeta<unknown>(kv, keys.view(thread)));
    if (meta && meta.foldedAt >= touches.at(-1)!.time) return null;
  }
  const likes = touches.some((touch) => touch.kind === 'likes') ? await countLikes(kv, thread) : null;
  const { stale, disagrees, written, home } = await republish(kv, thread, now, likes);
  if (home !== undefined) {
    // Not before every list shows what was written here while the page moved.
    if (settled.length === 0) return null;
    await afterMove(kv, thread, home, now);
  }
  // Seen with stale values, these touches are not covered: the next run looks again.
  if (stale) return { views: written, covered: [] };
  // Of two acts by clocks that are apart, the view may remember the one that did not win: a removal that was taken back
  // at once in another region, say. Facts win when its memory has faded, so the last touch stays until they agree.
  const isLast = disagrees && settled.length === touches.length;
  const covered = (isLast ? settled.slice(0, -1) : settled).slice(0, DELETES_A_RUN);
  await settleRows(kv, covered);
  return { views: written, covered };
}

/**
 * Brings the inbox in line with verdicts that have settled: the row of the tab a comment left goes, and the row of the
 * tab it is in is put where it is missing. A row may have been deleted here on a stale read while the owner undid the
 * verdict; the undo's own touch then comes by and puts it back.
 */
async function settleRows(kv: KVNamespace, touches: ListedTouch[]): Promise<void> {
  const moved = touches.filter((touch) => touch.left !== undefined);
  if (moved.length === 0) return;
  const states = await readComments(kv, moved);
  const rows = moved.flatMap(({ thread, id }) => [
    ...TABS.map((tab) => keys.inboxRow(tab, thread, id)),
    keys.reportRow(thread, id),
  ]);
  const found = await readMany(kv, rows);
  await Promise.all(
    moved.flatMap(({ thread, id, left }, i) => {
      const state = states[i];
      if (!state) return [];
      const report = keys.reportRow(thread, id);
      const isLaidAside = found.get(report) != null && !isReported(state);
      const ofTabs = TABS.map((tab) => {
        const row = keys.inboxRow(tab, thread, id);
        const isThere = found.get(row) != null;
        const belongs = agrees(state, tab);
        if (belongs && !isThere) return put(kv, row, 1, rowMeta(state.post));
        // The waiting tab is left by what was in another as well: an edit waits behind public words.
        return !belongs && isThere && (tab === left || tab === 'pending') ? remove(kv, row) : undefined;
      });
      return [...ofTabs, isLaidAside ? remove(kv, report) : undefined];
    }),
  );
}
