// How everything is accepted: the row in the owner's lists and the touches for the sweep first, the facts last.
//
// An invocation may die between any two writes. A row or a touch about nothing harms nobody: a tab shows only rows that
// agree with the facts, and a sweep that finds nothing to do does nothing. A fact that took effect without them would
// be lost to sight: a comment that is in no tab, or a change that no sweep ever publishes, for good. And because the
// fact is last, who finds it knows that all that goes with it was put as well: a retry has nothing to repeat.
//
// Nothing is acknowledged before all of it is written, and no key is ever read, changed and written back.
// Read next: store/facts/posts.ts and store/facts/verdicts.ts, which accept most of what there is; store/SCHEMA.md.

import type { Status } from '../../contract/index.ts';
import { type CommentFact, metaOf, type PostFact } from '../../rules/comment/facts.ts';
import { addMeta, settle } from '../../rules/comment/settle.ts';
import { dueAfter } from '../../rules/comment/words-go.ts';
import { keyOfFact, type TouchKind } from '../kv/keys.ts';
import { putWrite, type Write } from '../kv/kv.ts';
import type { CommentRef, CommentState } from './comments.ts';
import { touchReaders } from './subscribers.ts';
import { putTouch, wakeSweep } from './touches.ts';

type Not = false | '' | null | undefined;

/** What goes with the facts of one act. */
export interface Companions {
  now: number;
  /** The row of the tab that the comment is in from now on. */
  row?: Write | false;
  /** What the sweep is to do as soon as it can. `left`: the tab whose row no longer agrees with the facts. */
  touches?: (Not | { kind: TouchKind; left?: Status | undefined })[];
  /** The status that the comment has from now on: where that hides it, its words are to be deleted one day. */
  due?: Status | false;
  /** The comment is public for the first time, and readers are told of that. */
  readers?: Pick<PostFact, 'notify' | 'words'> | false;
  /** Whatever else has to be written before the facts. */
  others?: (Not | Promise<void>)[];
}

/**
 * One write for the row, each touch and each fact. `id` is the comment's, or what else its touches are about. Throws
 * StoreError: nothing is acknowledged, and doing it again repeats the same keys.
 */
export async function accept(
  kv: KVNamespace,
  { thread, id }: CommentRef,
  facts: Write[],
  { now, row, touches = [], due, readers, others = [] }: Companions,
): Promise<void> {
  const wait = due ? dueAfter(due) : null;
  await Promise.all([
    row && putWrite(kv, row),
    wakeSweep(kv, now),
    ...touches.map((touch) => touch && putTouch(kv, { time: now, thread, id, kind: touch.kind }, touch.left)),
    wait !== null && putTouch(kv, { time: now + wait, thread, id, kind: 'due' }),
    readers && touchReaders(kv, { thread, id, post: readers }, now),
    ...others,
  ]);
  await Promise.all(facts.map((fact) => putWrite(kv, fact)));
}

/** A fact about a comment, as it is put. */
export function writeOfFact({ thread, id }: CommentRef, fact: CommentFact): Write {
  return { key: keyOfFact(thread, id, fact), value: fact, metadata: metaOf(fact) };
}

/** The comment as it is once these facts about it were accepted. */
export function settledWith(state: CommentState, facts: CommentFact[]): CommentState {
  const entry = { ...state.entry, ok: new Map(state.entry.ok) };
  const after: CommentState = { ...state, entry };
  for (const fact of facts) {
    addMeta(entry, metaOf(fact));
    if (fact.kind === 'edit') after.edit = fact;
    if (fact.kind === 'owner') after.owner = fact;
  }
  return { ...after, settled: settle(entry)! };
}

/** Later than what it replaces by any clock: who writes may be near another location than last time. */
export function after(now: number, replaced: number | undefined): number {
  return replaced === undefined ? now : Math.max(now, replaced + 1);
}
