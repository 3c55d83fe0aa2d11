// What a post holds of its comments as HTML: the newest hundred, for one KV read where the page is on one of SITES or
// has comments. No ticket and no setting: what is made of it may lie in a static page for months.
// Read next: routes/pages/fragment.ts, views/thread/fragment.ts.

import type { Thread } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { requireValid } from '../../errors.ts';
import { emptyThread } from '../../rules/thread/draw.ts';
import { readThreadView } from '../../store/views/head.ts';
import { findThread, type PageQuestion } from '../find-thread.ts';

export interface ThreadFragment {
  thread: Thread;
  /** The page as it was asked for, canonical. */
  address: string;
  /** Another one whenever the thread is another. */
  version: string;
}

/** Throws `invalid_request`. */
export async function readFragment(
  scope: Pick<Scope, 'kv' | 'env' | 'sites' | 'mayLook'>,
  asked: PageQuestion,
): Promise<ThreadFragment> {
  const read = (thread: string) => readThreadView(scope.kv, thread);
  const { page, found } = requireValid(await findThread(scope, asked, read));
  const thread = found?.thread ?? emptyThread(page.thread, page.address);
  return { thread, address: page.address, version: found?.meta.etag.replace(/^W\/|"/g, '') ?? 'none' };
}
