// Accepts a reader's new comment. Inbox row, fact and touch must all be written before anything is acknowledged: a crash
// or a failure between them leaves something that a retry of the same ticket repeats, key by key.
// No key is ever read, changed and written back here.

import { metaOf, type PostFact } from '../rules/facts.ts';
import { keyOfFact, keys } from './keys.ts';
import { put } from './kv.ts';
import { DROP_SPAM_AFTER, putTouch } from './touches.ts';

/** Two writes when it waits, three when it is approved (and a view then, by publish) or spam. Throws StoreError: nothing is acknowledged. */
export async function acceptPost(
  kv: KVNamespace,
  thread: string,
  id: string,
  fact: PostFact,
  now: number,
): Promise<void> {
  const { status } = fact.screening;
  await Promise.all([
    put(kv, keys.inboxRow(status, thread, id), 1),
    put(kv, keyOfFact(thread, id, fact), fact, metaOf(fact)),
    status === 'approved' && putTouch(kv, { time: now, thread, id, kind: 'publish' }),
    status === 'spam' && putTouch(kv, { time: now + DROP_SPAM_AFTER, thread, id, kind: 'due' }),
  ]);
}
