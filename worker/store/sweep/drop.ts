// Deletes words when their time has come. A comment that ever had a position keeps a stub without words, so that no
// position moves; other spam goes altogether.
// Read next: rules/comment/words-go.ts for when, store/facts/erase.ts for what a stub keeps.

import { settle } from '../../rules/comment/settle.ts';
import { wordsGoAt } from '../../rules/comment/words-go.ts';
import { bundleOfTouch, emptyInBundle } from '../facts/bundles.ts';
import { bundleOf, type CommentState, FACTS_BY_NAME, readComment } from '../facts/comments.ts';
import { dropWords, wordsLeft } from '../facts/erase.ts';
import { readThreadFacts } from '../facts/list.ts';
import { dropReports } from '../facts/reports.ts';
import { dropSubscription, removeSubscription } from '../facts/subscribers.ts';
import { SETTLED_AFTER } from '../facts/touches.ts';
import { keys, type Touch } from '../kv/keys.ts';
import { remove } from '../kv/kv.ts';

/**
 * What the facts say now decides, not what they said when the touch was put: the owner may have restored it. False:
 * the touch stays, and another run looks again.
 *
 * A look may be minutes old. So nothing is deleted before each verdict that was accepted in time can be seen (later
 * ones are refused: rules/comment/words-go.ts), and nothing is done with before a look that is new enough finds nothing
 * left to delete: an edit, or the same import once more, may have come after an erasure that its location had not seen.
 */
export async function dropDue(kv: KVNamespace, touch: Touch, now: number): Promise<boolean> {
  const { thread, id } = touch;
  const bundle = bundleOfTouch(id);
  if (bundle !== null) return dropSpamInBundle(kv, thread, bundle);
  const isSettled = now - touch.time > SETTLED_AFTER;
  const state = await readComment(kv, { thread, id });
  const at = state && wordsGoAt(state.entry, state.settled);
  if (!state || at === null) return isSettled;
  const dueAt = at === 'unknown' ? touch.time : at;
  // Hidden once more since: that act has a touch of its own.
  if (dueAt > touch.time + SETTLED_AFTER) return isSettled;
  if (now - dueAt <= SETTLED_AFTER) return false;
  if (state.settled.status === 'spam' && state.settled.publishedAt === null && bundleOf(state) === undefined) {
    await dropComment(kv, state);
    return true;
  }
  const hadWords = wordsLeft(state).length > 0;
  // Only what was public can have been reported. Words last: while they are there, a run that died is done again.
  if (hadWords && state.settled.publishedAt !== null) await dropReports(kv, state);
  if (hadWords) await dropWords(kv, state);
  const hadBundled = await dropFromBundle(kv, state);
  // Whoever pressed the button in their mail at that moment may have put it after the words went.
  const hadAddress = await dropSubscription(kv, state);
  return isSettled && !hadWords && !hadBundled && !hadAddress;
}

/**
 * An imported comment's words lie in a bundle as well, the one value that is read, changed and written back, by the
 * sweep alone. A stale read could bring back what another run took out, so each run takes out every stub there is, and
 * none that the list does not show yet. Whether there were words, or may be.
 */
async function dropFromBundle(kv: KVNamespace, state: CommentState): Promise<boolean> {
  const { thread, id } = state;
  if (bundleOf(state) === undefined) return false;
  const { entries, bundles, unindexed } = await readThreadFacts(kv, thread, []);
  const stubs = new Set([...entries].filter(([, entry]) => entry.post?.x === 1).map(([each]) => each));
  if (!stubs.has(id)) return true;
  let hadWords = false;
  // Two imports at once may have brought it in a bundle each, or one that died before its index was put.
  for (const bundle of [...bundles.keys(), ...unindexed]) {
    const mayHold = bundles.get(bundle)?.has(id) ?? true;
    if (mayHold && (await emptyInBundle(kv, thread, bundle, stubs))) hadWords = true;
  }
  return hadWords;
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
  const others = FACTS_BY_NAME.filter((kind) => kind !== 'post' && entry[kind]).map((kind) =>
    keys.fact(thread, id, kind),
  );
  await Promise.all([
    ...[...others, keys.inboxRow('spam', thread, id)].map((name) => remove(kv, name)),
    post.notify && removeSubscription(kv, { thread, id }),
  ]);
  // First words last: while they are there, a run that died half way is done again.
  await remove(kv, keys.fact(thread, id, 'post'));
}
