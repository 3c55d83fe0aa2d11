// Verdicts as the inbox gives them: each with the verdict that takes it back, for the Undo beside what is said; and
// the Undo.
// Read next: actions/judge.ts, rules/comment/undo.ts.

import type { Tab, Verdict, VerdictAnswer, VerdictRequest } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { type UndoItem, undoOf } from '../../rules/comment/undo.ts';
import { type CommentRef, type CommentState, isReported, readComments } from '../../store/facts/comments.ts';
import { judge } from '../judge.ts';

/** `judged`: those that were done; `undo`: what takes them back, where something can. */
export async function judgeWithUndo(
  scope: Scope,
  request: VerdictRequest,
  tab: Tab,
): Promise<VerdictAnswer & { judged: CommentRef[]; undo: UndoItem[] }> {
  const before = await readComments(scope.kv, request.comments);
  const { done, failed } = await judge(scope, request);
  const items = before.flatMap((state) => undoItem(state, request.verdict, tab) ?? []);
  const isDone = ({ id }: { id: string }) => done.includes(id);
  return { done, failed, judged: request.comments.filter(isDone), undo: items.filter(isDone) };
}

/** What the comments were before may differ, so there is a request for each verdict that takes some of them back. */
export async function undo(scope: Scope, requests: VerdictRequest[]): Promise<VerdictAnswer> {
  const answer: VerdictAnswer = { done: [], failed: [] };
  for (const request of requests) {
    const { done, failed } = await judge(scope, request);
    answer.done.push(...done);
    answer.failed.push(...failed);
  }
  return answer;
}

function undoItem(state: CommentState | null, verdict: Verdict, tab: Tab): UndoItem | null {
  if (state === null) return null;
  const { thread, id, settled, entry } = state;
  // A public comment is among those that wait for a report, or for an edit. That approval cannot be taken back, and
  // making the comment wait instead would hide what everybody reads: no Undo is the honest offer.
  const stood = settled.status === 'approved' && (isReported(state) || settled.newest.judged !== 'approved');
  if (verdict === 'approve' && stood) return null;
  return { thread, id, verdict: undoOf(verdict, { status: settled.status, hide: entry.hide?.d, tab }) };
}
