// The links in notices to the owner: each gives one verdict, without signing in. It acts on nothing but what the owner
// was told of, in the words that were shown. Read next: rules/signed/act-link.ts, routes/pages/act.ts.

import type { Node } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { type ActLink, type ActVerdict, readAct } from '../../rules/signed/act-link.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { agrees, type CommentState, isReported, readComment, wordsOf } from '../../store/facts/comments.ts';
import { judge } from '../judge.ts';

const MAX_TOKEN = 1_000;

/** What came of a link: its verdict was given, or why it was not. */
export type ActResult = ActVerdict | 'stale' | 'judged' | 'gone' | 'expired';

/** What the link asks, as its page shows it. */
export interface ActQuestion {
  verdict: ActVerdict;
  name: string;
  body: Node[];
  title: string;
  reasons: string[];
}

/** What the link is about, or why it is about nothing any more. Nothing is changed. */
export async function openActLink(scope: Scope, token: string): Promise<ActQuestion | ActResult> {
  const found = await look(scope, token);
  if (typeof found === 'string') return found;
  const { act, state } = found;
  const { post, edit, settled } = state;
  const { name, body } = wordsOf(state, settled.newest);
  const { screening } = settled.newest.source === 'edit' && edit ? edit : post;
  const reasons = settled.newest.judged === 'approved' ? [] : screening.reasons;
  return { verdict: act.verdict, name, body, title: post.title || post.page, reasons };
}

/** Gives the verdict. Throws `unavailable`. */
export async function pressActLink(scope: Scope, token: string): Promise<ActResult> {
  const found = await look(scope, token);
  if (typeof found === 'string') return found;
  const { verdict, thread, id, words } = found.act;
  const { failed } = await judge(scope, { comments: [{ thread, id, words }], verdict });
  const code = failed[0]?.code;
  if (code === 'unavailable') throw new ApiError('unavailable');
  return code === 'stale' ? 'stale' : code === undefined ? verdict : 'gone';
}

/** Nothing is read before the link's signature has passed. */
async function look(
  { kv, env, now, memory, bill }: Scope,
  token: string,
): Promise<{ act: ActLink; state: CommentState } | ActResult> {
  const keys = await memory.secrets.signingKeys(env, LABELS.act);
  const act = token.length <= MAX_TOKEN && keys ? await readAct(keys.verify, token, now) : null;
  if (act === null) return 'expired';
  // Whoever has it acts for the owner.
  bill?.waive();
  const state = await readComment(kv, act);
  if (state === null || state.settled.status === 'withdrawn' || state.post.stub) return 'gone';
  const { status, newest } = state.settled;
  const waits = agrees(state, 'pending') && newest.judged !== 'approved';
  // Pressed twice, or from two devices: it is done, and says so again.
  if (act.verdict === 'approve' && status === 'approved' && newest.hash === act.words)
    return isReported(state) ? 'judged' : 'approve';
  if (act.verdict === 'spam' && status === 'spam') return 'spam';
  if (!waits && !(act.verdict === 'spam' && status === 'approved')) return 'judged';
  return newest.hash === act.words ? { act, state } : 'stale';
}
