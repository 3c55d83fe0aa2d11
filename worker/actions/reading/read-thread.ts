// A reader's GET of a thread: one KV read and its bytes as they are, whatever the size of the thread. Never writes,
// never lists, and looks at one setting where nothing else tells which thread is meant (actions/find-thread.ts). While
// KV fails it answers the last copy that the edge has. Read next: store/views/head.ts, actions/memory/last-copy.ts.

import type { Scope } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { digest } from '../../rules/hash.ts';
import { emptyThread } from '../../rules/thread/draw.ts';
import { isKnown } from '../../rules/thread/etag.ts';
import { StoreError } from '../../store/kv/errors.ts';
import { readView } from '../../store/views/head.ts';
import { type AskedPage, findThread, type PageQuestion } from '../find-thread.ts';

/** JSON of the contract's Thread: an old copy and when it was made (ISO 8601), or what holds now with its tag. */
export type ThreadBytes =
  | { body: ReadableStream; copiedAt: string }
  /** Without a body where whoever asks has these bytes already. */
  | { body: ReadableStream | string | null; etag: string };

/**
 * The head, or the part that is asked for; `known` are the tags of what whoever asks has, as If-None-Match says them.
 * Throws `invalid_request`, and `not_found` where there is no such part.
 */
export async function readThread(
  scope: Pick<Scope, 'kv' | 'env' | 'now' | 'memory' | 'sites' | 'mayLook' | 'background'>,
  asked: PageQuestion,
  known: string | undefined,
): Promise<ThreadBytes> {
  const { copies } = scope.memory;
  const part = asked.part === undefined ? undefined : Number(asked.part);
  const nameOf = (thread: string) => `${thread}/${part ?? 'head'}`;
  const result = await findThread(scope, asked, (thread) =>
    readView(scope.kv, thread, part).catch(async (error) => {
      const copy = error instanceof StoreError ? await copies.find(nameOf(thread)) : null;
      if (copy === null) throw error;
      return copy;
    }),
  );
  const { page, found: view } = requireValid(result);
  if (view && 'at' in view) return { body: view.body, copiedAt: view.at };
  if (!view && part !== undefined) throw new ApiError('not_found');
  if (!view) {
    const { body, etag } = await nothingYet(page);
    return { body: isKnown(known, etag) ? null : body, etag };
  }

  const { body, meta } = view;
  const { etag } = meta;
  if (isKnown(known, etag)) {
    await body.cancel();
    return { body: null, etag };
  }
  const name = nameOf(page.thread);
  if (!copies.wants(name, etag)) return { body, etag };
  const [mine, theirs] = body.tee();
  scope.background(copies.keep(name, mine, etag, scope.now));
  return { body: theirs, etag };
}

async function nothingYet({ thread, address }: AskedPage): Promise<{ body: string; etag: string }> {
  const body = JSON.stringify(emptyThread(thread, address));
  return { body, etag: `W/"${await digest(body, 22)}"` };
}
