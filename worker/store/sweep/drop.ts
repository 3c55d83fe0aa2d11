// Deletes words when their time has come: of removed and withdrawn comments after 25 h, of spam after 30 days. A
// comment that ever had a position keeps a stub without words, so that no position moves; other spam goes altogether.
// Read next: store/facts/erase.ts for what a stub keeps.

import { settle } from '../../rules/comment/settle.ts';
import { bundleOfTouch, emptyInBundle } from '../facts/bundles.ts';
import { bundleOf, type CommentRef, type CommentState, FACTS_BY_NAME, readComment } from '../facts/comments.ts';
import { dropWords } from '../facts/erase.ts';
import { readThreadFacts } from '../facts/list.ts';
import { dropReports } from '../facts/reports.ts';
import { removeSubscription } from '../facts/subscribers.ts';
import { keys } from '../kv/keys.ts';
import { remove } from '../kv/kv.ts';

/**
 * What the facts say now decides, not what they said when the touch was put: the owner may have restored it.
 * False: there is more to do on another run.
 */
export async function dropDue(kv: KVNamespace, ref: CommentRef): Promise<boolean> {
  const bundle = bundleOfTouch(ref.id);
  if (bundle !== null) return dropSpamInBundle(kv, ref.thread, bundle);
  const state = await readComment(kv, ref);
  if (!state) return true;
  const { status, publishedAt } = state.settled;
  if (status === 'approved' || status === 'pending') return true;
  if (status === 'spam' && publishedAt === null && bundleOf(state) === undefined) {
    await dropComment(kv, state);
    return true;
  }
  await dropWords(kv, state);
  // Only what was public can have been reported.
  if (publishedAt !== null) await dropReports(kv, ref);
  return dropFromBundle(kv, state);
}

/**
 * An imported comment's words lie in a bundle as well, the one value that is read, changed and written back, by the
 * sweep alone. A stale read could bring back what another run took out, so each run takes out every stub there is, and
 * none that the list does not show yet.
 */
async function dropFromBundle(kv: KVNamespace, state: CommentState): Promise<boolean> {
  const { thread, id } = state;
  if (bundleOf(state) === undefined) return true;
  const { entries, bundles } = await readThreadFacts(kv, thread, []);
  const stubs = new Set([...entries].filter(([, entry]) => entry.post?.x === 1).map(([each]) => each));
  if (!stubs.has(id)) return false;
  // Two imports at once may have brought it in a bundle each.
  for (const [bundle, ids] of bundles) if (ids.has(id)) await emptyInBundle(kv, thread, bundle, stubs);
  return true;
}

/**
 * One write for all the spam that came in a bundle, where a stub each would be hundreds. Its index stays: another
 * import of the same file finds there that it was here. What the owner has approved or taken back since is no spam and
 * stays. Done when a look finds none of the words any more: a stale read by dropFromBundle could have put them back.
 */
async function dropSpamInBundle(kv: KVNamespace, thread: string, bundle: string): Promise<boolean> {
  const { entries, bundles } = await readThreadFacts(kv, thread, []);
  const ids = [...(bundles.get(bundle) ?? [])];
  const toDrop = ids.filter((id) => {
    const entry = entries.get(id)!;
    const settled = settle(entry);
    const isSpam = settled?.status === 'spam' && settled.publishedAt === null;
    return isSpam || entry.post?.x === 1;
  });
  if (ids.length === 0) return true;
  if (await emptyInBundle(kv, thread, bundle, new Set(toDrop))) return false;
  const newest = ids.reduce((last, id) => (id > last ? id : last));
  await remove(kv, keys.bundleRow('spam', thread, newest, bundle));
  return true;
}

async function dropComment(kv: KVNamespace, { thread, id, entry, post }: CommentState): Promise<void> {
  // First words last: while they are there, a run that died half way is done again.
  const kinds = FACTS_BY_NAME.filter((kind) => entry[kind]).reverse();
  const names = kinds.map((kind) => keys.fact(thread, id, kind));
  await Promise.all([
    ...[...names, keys.inboxRow('spam', thread, id)].map((name) => remove(kv, name)),
    post.notify && removeSubscription(kv, { thread, id }),
  ]);
}
