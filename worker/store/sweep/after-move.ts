// A page moves to an address at which somebody writes just then: a list that lags shows the owner an empty thread
// there, or a cached miss tells a writer that nothing has moved here. What was accepted there would be seen by nobody.
// The sweep carries it over to the thread that the page has: copies first, and the originals go when the copies are
// seen and no author edits any more.
// Read next: store/facts/pages.ts for the move, store/sweep/sweep.ts for when.

import { type Status, TABS } from '../../contract/index.ts';
import { DROP_SPAM_AFTER, dueAfter } from '../../rules/comment/words-go.ts';
import { MINUTE } from '../../rules/time.ts';
import { bundleId, readIndex } from '../facts/bundles.ts';
import { acceptPageChange } from '../facts/pages.ts';
import { removeSubscription } from '../facts/subscribers.ts';
import { putTouch } from '../facts/touches.ts';
import { keyInThread, keys, kindOfKey, readFactKey, readKey } from '../kv/keys.ts';
import { listAll, put, readManyWithMeta, remove, UNREADABLE } from '../kv/kv.ts';
import { isRecord, type PageMeta } from '../kv/records.ts';

/** An author has 15 minutes to edit what is public, by a thread that the page may have told them before it moved. */
const KEPT_FOR = 20 * MINUTE;

interface Kept {
  name: string;
  value: unknown;
  meta: object | null;
  at: number;
}

/**
 * Carries over what lies in `thread`, which has given its address to the thread `home`. Three lists, and two writes for
 * each key that is there, over two runs. While there is anything left it leaves a touch, so that the sweep comes back.
 * Throws StoreError: doing it again does the rest.
 */
export async function afterMove(kv: KVNamespace, thread: string, home: string, now: number): Promise<void> {
  await finishMove(kv, thread, home, now);
  const prefixes = [keys.facts(thread), keys.likesOf(thread), keys.reportsOfThread(thread)];
  const names = (await Promise.all(prefixes.map((prefix) => listAll(kv, prefix)))).flat().map(({ name }) => name);
  const carried = names.filter((name) => !name.startsWith(keys.pageFields(thread)));
  if (carried.length === 0) return;
  const rows = await rowsOf(kv, thread, carried);
  const there = (name: string) => keyInThread(name, thread, home);
  const found = await readManyWithMeta(kv, [...carried, ...rows]);
  const copies = await readManyWithMeta(kv, [...carried, ...rows].map(there));

  const kept = [...carried, ...rows].flatMap((name): Kept[] => {
    const { value = null, meta } = found.get(name) ?? {};
    return value === null || value === UNREADABLE
      ? []
      : [{ name, value, meta: isRecord(meta) ? meta : null, at: timeOf(value) }];
  });
  const isThere = ({ name, value, at }: Kept) => {
    const copy = copies.get(there(name))?.value ?? null;
    // Words that a stub took the place of never come back, in whichever of the two threads they were deleted.
    return copy !== null && (isStub(copy) || (!isStub(value) && timeOf(copy) >= at));
  };
  const missing = kept.filter((each) => !isThere(each));
  const done = kept.filter((each) => isThere(each) && now - each.at > KEPT_FOR);

  await putTouch(kv, { time: now, thread, id: '~from', kind: 'publish' });
  await copy(kv, home, missing, there, now);
  for (const { name, value } of done.sort(lastFirst)) {
    await remove(kv, name);
    // The address was sealed for a comment of this thread; nobody would ever look for it here again.
    const key = isRecord(value) && value.notify === true ? readFactKey(name) : null;
    if (key !== null && 'id' in key) await removeSubscription(kv, { thread, id: key.id });
  }
}

/** As every write in the store: touches and rows first, first words last, and of a bundle the index. */
async function copy(
  kv: KVNamespace,
  home: string,
  missing: Kept[],
  there: (name: string) => string,
  now: number,
): Promise<void> {
  if (missing.length === 0) return;
  await putTouch(kv, { time: now, thread: home, id: '~carried', kind: 'publish' });
  if (missing.some(({ name }) => kindOfKey(name) === 'like')) {
    await putTouch(kv, { time: now, thread: home, id: '~carried', kind: 'likes' });
  }
  for (const { name, value } of missing) {
    const key = readFactKey(name);
    // The spam in a bundle has one touch for all of it, which lies in the old thread.
    if (key !== null && 'bundle' in key) {
      await putTouch(kv, { time: now + DROP_SPAM_AFTER, thread: home, id: bundleId(key.bundle), kind: 'due' });
    }
    if (key === null || !('id' in key)) continue;
    const wait = dueAfter(hiddenBy(value));
    if (wait !== null) await putTouch(kv, { time: now + wait, thread: home, id: key.id, kind: 'due' });
    // It may have been erased in one of the two threads while it was edited in the other.
    if (isErasure(value) || (wait === null && hasWords(value))) {
      await putTouch(kv, { time: now, thread: home, id: key.id, kind: 'due' });
    }
  }
  for (const { name, value, meta } of missing.sort(lastFirst)) await put(kv, there(name), value, meta ?? undefined);
}

/** What is about a comment before the comment, which without it might show what was removed. */
function lastFirst(a: Kept, b: Kept): number {
  return rank(a.name) - rank(b.name);
}

function rank(name: string): number {
  const key = readKey(name);
  if (key?.kind === 'inbox') return 0;
  if (key?.kind !== 'fact') return 1;
  const isFirstWords = 'bundle' in key.about || ('id' in key.about && key.about.kind === 'post');
  return isFirstWords ? 3 : 2;
}

/** The owner's move may have died between its two writes: the thread that it came from is to know of this address. */
async function finishMove(kv: KVNamespace, thread: string, home: string, now: number): Promise<void> {
  const [from, moved] = [keys.page(thread, 'from'), keys.page(home, 'moved', thread)];
  const found = await readManyWithMeta(kv, [from, moved]);
  const meta = found.get(from)?.meta as PageMeta | null | undefined;
  if (!meta?.page || found.get(moved)?.value != null) return;
  const move = { at: meta.at, value: thread, page: meta.page };
  await acceptPageChange(kv, home, { field: 'moved', meta: move }, now);
}

/**
 * The names of rows that there may be: of each comment that some fact is about. What was removed by the old thread's
 * name after its words were carried over has its row here.
 */
async function rowsOf(kv: KVNamespace, thread: string, names: string[]): Promise<string[]> {
  const rows: string[] = [];
  const ids = new Set<string>();
  for (const name of names) {
    const key = readFactKey(name);
    if (key === null) continue;
    if ('bundle' in key) {
      const index = await readIndex(kv, thread, key.bundle);
      const newest = [...(index?.comments.keys() ?? [])].sort().at(-1);
      if (newest !== undefined) rows.push(...TABS.map((tab) => keys.bundleRow(tab, thread, newest, key.bundle)));
    } else if ('id' in key) ids.add(key.id);
  }
  for (const id of ids) rows.push(...TABS.map((tab) => keys.inboxRow(tab, thread, id)), keys.reportRow(thread, id));
  return rows;
}

/** What the comment is hidden as by this fact alone; approved where it hides nothing. */
function hiddenBy(fact: unknown): Status {
  if (!isRecord(fact)) return 'approved';
  const { kind, act, screening } = fact;
  if (kind === 'gone') return 'withdrawn';
  if (kind === 'hide' && (act === 'remove' || act === 'erase')) return 'removed';
  const isSpam = kind === 'hide' ? act === 'spam' : isRecord(screening) && screening.status === 'spam';
  return isSpam ? 'spam' : 'approved';
}

function isErasure(fact: unknown): boolean {
  return isRecord(fact) && fact.kind === 'hide' && fact.act === 'erase';
}

function hasWords(fact: unknown): boolean {
  return isRecord(fact) && isRecord(fact.words) && !isStub(fact);
}

function isStub(value: unknown): boolean {
  return isRecord(value) && value.stub === true;
}

/** Likes, rows and bundles have no time: any copy will do. */
function timeOf(value: unknown): number {
  return isRecord(value) && typeof value.at === 'number' ? value.at : 0;
}
