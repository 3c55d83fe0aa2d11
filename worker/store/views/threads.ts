// The owner's list of threads: one list of the heads' metadata.
// Read next: store/views/cards.ts, store/facts/pages.ts for changing one.

import type { OwnerThread, OwnerThreads, Thread } from '../../contract/index.ts';
import { keys } from '../kv/keys.ts';
import { listPage, readManyWithMeta, readMeta } from '../kv/kv.ts';
import { readThread, readViewMeta } from '../kv/records.ts';
import { readCard } from './cards.ts';

const ADDRESSES_A_PAGE = 50;

/** Those among a thousand views, the latest active first: one list. More of them behind the cursor. */
export async function listThreads(kv: KVNamespace, cursor: string | null): Promise<OwnerThreads> {
  const page = await listPage<unknown>(kv, keys.view(''), cursor);
  const threads = page.keys.flatMap(({ name, meta }) => readCard(name.slice(keys.view('').length), meta) ?? []);
  const long = threads.filter((thread) => thread.page === '' && thread.count > 0).slice(0, ADDRESSES_A_PAGE);
  const heads = await readHeads(kv, long);
  return {
    threads: threads
      .map((thread) => ({ ...thread, page: thread.page || (heads.get(thread.thread)?.page ?? '') }))
      .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? '') || a.thread.localeCompare(b.thread)),
    cursor: page.cursor,
  };
}

/** Whether anything was ever written there, by a reader or the owner. One list. */
export async function hasFacts(kv: KVNamespace, thread: string): Promise<boolean> {
  const page = await listPage<unknown>(kv, keys.facts(thread), null, 1);
  return page.keys.length > 0 || page.cursor !== null;
}

/** One of them, from its head; null where nothing was ever published or set there. */
export async function readOwnerThread(kv: KVNamespace, thread: string): Promise<OwnerThread | null> {
  const key = keys.view(thread);
  const found = (await readManyWithMeta(kv, [key])).get(key);
  const head = readThread(found?.value);
  if (head === null || head.thread !== thread) return null;
  const card = readCard(thread, found?.meta);
  const { page, title, open, closesAt, count } = head;
  const firstAt = readViewMeta(found?.meta)?.firstAt ?? null;
  return {
    thread,
    page,
    title,
    open,
    ...(closesAt !== undefined && { closesAt }),
    count,
    firstAt: firstAt === null ? null : new Date(firstAt).toISOString(),
    lastAt: card?.lastAt ?? null,
  };
}

/**
 * What a page is called: by the owner, else as its first comment has it, or its address; '' where there is none. One
 * read.
 */
export async function readTitle(kv: KVNamespace, thread: string): Promise<string> {
  const card = readCard(thread, await readMeta(kv, keys.view(thread)));
  return card?.title || card?.page || '';
}

async function readHeads(kv: KVNamespace, threads: OwnerThread[]): Promise<Map<string, Thread>> {
  if (threads.length === 0) return new Map();
  const found = await readManyWithMeta(
    kv,
    threads.map(({ thread }) => keys.view(thread)),
  );
  return new Map(
    threads.flatMap(({ thread }) => {
      const head = readThread(found.get(keys.view(thread))?.value);
      return head ? [[thread, head] as const] : [];
    }),
  );
}
