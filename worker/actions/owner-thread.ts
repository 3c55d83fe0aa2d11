// What the owner does to a thread: opens or closes it, gives it a title or a day to close on, says where its page is
// now.
// Read next: store/facts/pages.ts.

import type { OwnerThread, ThreadChange } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { threadIdOf } from '../rules/comment/hash.ts';
import { pageOf } from '../rules/page/page.ts';
import type { Change } from '../store/facts/list.ts';
import { acceptMove, acceptPageField } from '../store/facts/pages.ts';
import { readThreadView } from '../store/views/head.ts';
import { publish } from '../store/views/publish.ts';
import { hasFacts, readOwnerThread } from '../store/views/threads.ts';

/** Throws `not_found`, and `invalid_request` where it cannot be moved there. */
export async function changeThread(
  scope: Pick<Scope, 'kv' | 'now' | 'sites'>,
  thread: string,
  { open, title, closesAt, movedTo }: ThreadChange,
): Promise<OwnerThread> {
  const { kv, now } = scope;
  if (!(await hasFacts(kv, thread))) throw new ApiError('not_found');
  const changes: Change[] = [];
  if (movedTo !== undefined) changes.push(await move(scope, thread, movedTo));
  if (open !== undefined) {
    const view = (await readThreadView(kv, thread))?.thread;
    // A page without comments has nothing else that tells its address, once its view is thrown away.
    const page = view?.total === 0 ? view.page : undefined;
    changes.push(await acceptPageField(kv, thread, 'open', open, now, page));
  }
  if (title !== undefined) changes.push(await acceptPageField(kv, thread, 'title', title, now));
  if (closesAt !== undefined) changes.push(await acceptPageField(kv, thread, 'closesAt', closesAt, now));
  // Waited for: the owner looks at the list next, which is made of what this puts. Where it fails the sweep does it.
  if (changes.length > 0) await publish(kv, thread, changes, now).catch(() => undefined);
  const after = await readOwnerThread(kv, thread);
  return after ?? { thread, page: '', title: '', open: open ?? true, count: 0, firstAt: null, lastAt: null };
}

/**
 * Closes the page at an address, whether it has comments or not; where it has, or moved there, that thread. Throws
 * `invalid_request`.
 */
export async function closePage({ kv, now, sites }: Pick<Scope, 'kv' | 'now' | 'sites'>, at: string): Promise<string> {
  const page = pageOf(at, undefined, await sites());
  if (page === null) throw new ApiError('invalid_request', { fields: { page: at === '' ? 'missing' : 'malformed' } });
  if (!page.isOnSite) throw new ApiError('invalid_request', { fields: { page: 'unknown' } });
  const itself = await threadIdOf(page.key);
  const view = await readThreadView(kv, itself);
  const thread = view?.thread.thread ?? itself;
  const closed = await acceptPageField(kv, thread, 'open', false, now, view ? undefined : page.address);
  await publish(kv, thread, [closed], now).catch(() => undefined);
  return thread;
}

async function move(
  { kv, now, sites }: Pick<Scope, 'kv' | 'now' | 'sites'>,
  thread: string,
  movedTo: string,
): Promise<Change> {
  const page = pageOf(await wholeAddress(kv, thread, movedTo), undefined, await sites());
  if (page === null) throw new ApiError('invalid_request', { fields: { movedTo: 'malformed' } });
  if (!page.isOnSite) throw new ApiError('invalid_request', { fields: { movedTo: 'unknown' } });
  const to = { thread: await threadIdOf(page.key), page: page.address };
  const moved = await acceptMove(kv, thread, to, now);
  if (moved === null) throw new ApiError('invalid_request', { fields: { movedTo: 'taken' } });
  return moved;
}

/** A path is one of the site that the page is on now. */
async function wholeAddress(kv: Scope['kv'], thread: string, movedTo: string): Promise<string> {
  if (!/^\/(?!\/)/.test(movedTo)) return movedTo;
  const page = (await readThreadView(kv, thread))?.thread.page ?? '';
  return URL.canParse(page) ? new URL(page).origin + movedTo : movedTo;
}
