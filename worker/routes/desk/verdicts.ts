// The forms of the inbox: verdicts on one comment or on many and their undoing, pins, what the owner holds of an author,
// erasure. Each leads back to where it was sent from.
// Read next: actions/judge.ts, actions/owner-comment.ts, flash.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { judge } from '../../actions/judge.ts';
import { change, erase } from '../../actions/owner-comment.ts';
import {
  cleanLine,
  type ErrorCode,
  ID_PATTERN,
  MAX_NAME,
  type Verdict,
  type VerdictAnswer,
} from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { undoOf } from '../../rules/comment/undo.ts';
import { parseVerdicts } from '../../rules/requests/owner.ts';
import { type AuthorKind, putAuthor } from '../../store/facts/authors.ts';
import { type CommentState, isReported, readComments } from '../../store/facts/comments.ts';
import { ACTS, type Act, type Said, type UndoItem } from '../../views/desk/notices.ts';
import { type Place, placeAddress, readPlace } from '../../views/desk/place.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { AUTHOR_PATTERN } from '../owner-api/comments.ts';
import { readForm } from './answers.ts';
import { oneOf, readItem, readRef, sayDone, sayFailed } from './flash.ts';

const AUTHOR_ACTS: Record<string, { kind: AuthorKind; on: boolean; said: Said }> = {
  trust: { kind: 'trust', on: true, said: 'trusted' },
  untrust: { kind: 'trust', on: false, said: 'untrusted' },
  block: { kind: 'block', on: true, said: 'blocked' },
  unblock: { kind: 'block', on: false, said: 'unblocked' },
  unme: { kind: 'me', on: false, said: 'saved' },
};

export function deskVerdictRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/admin/verdicts', async (c) => {
      const form = await readForm(c);
      const place = placeOf(form);
      if (form.get('verdict') === 'undo') return undo(c, deps, form, place);
      const act = oneOf(form.get('verdict'), ACTS);
      const request = parseVerdicts(act && readVerdicts(form, act, place));
      if (act === null || !request.ok || request.value.comments.length === 0) {
        return c.redirect(placeAddress(place, { problem: 'invalid_request' }), 303);
      }
      const targets = request.value.comments;
      const before = await readComments(c.env.COMMENTS, targets);
      const { done, failed } = await judge(scopeOf(c, deps), request.value);
      if (done.length === 0) return answerFailed(c, place, failed);
      const items = before.flatMap((state) => undoItem(state, request.value.verdict, place) ?? []);
      const undone = items.filter(({ id }) => done.includes(id));
      const say = { ...(await sayDone(c, deps, place, { act, undo: undone })), ...sayFailed(failed) };
      return c.redirect(placeAddress(place, say) + rowFragment(failed[0]?.id ?? form.get('next')), 303);
    })
    .post('/admin/pins', async (c) => {
      const form = await readForm(c);
      const ref = readRef(form.get('row') ?? '');
      if (ref === null) throw new ApiError('not_found');
      const pinned = form.get('pinned') === '1';
      await change(scopeOf(c, deps), ref, { pinned });
      return c.redirect(
        placeAddress(placeOf(form), { said: pinned ? 'pinned' : 'unpinned' }) + rowFragment(ref.id),
        303,
      );
    })
    .post('/admin/erase', async (c) => {
      const form = await readForm(c);
      const ref = readRef(form.get('row') ?? '');
      if (ref === null) throw new ApiError('not_found');
      await erase(scopeOf(c, deps), ref);
      return c.redirect(placeAddress(placeOf(form), { said: 'erased' }) + rowFragment(form.get('next')), 303);
    })
    .post('/admin/authors', async (c) => {
      const form = await readForm(c);
      const id = form.get('author') ?? '';
      const act = AUTHOR_ACTS[form.get('act') ?? ''];
      if (!AUTHOR_PATTERN.test(id) || act === undefined) throw new ApiError('not_found');
      const name = [...cleanLine(form.get('name') ?? '')].slice(0, MAX_NAME).join('');
      await putAuthor(c.env.COMMENTS, { id, kind: act.kind, on: act.on, name }, deps.runtime.now());
      if (form.get('from') === 'authors') return c.redirect(`/admin/authors?said=${act.said}`, 303);
      const row = readRef(form.get('row') ?? '');
      return c.redirect(placeAddress(placeOf(form), { said: act.said }) + rowFragment(row?.id ?? null), 303);
    });
}

function placeOf(form: URLSearchParams): Place {
  return readPlace(new URLSearchParams(form.get('place') ?? ''));
}

/** Focus goes there: a row can be focused, and the browser does it for a fragment. */
function rowFragment(id: string | null): string {
  return id !== null && ID_PATTERN.test(id) ? `#comment-${id}` : '';
}

/** A form's rows as the request that the JSON endpoint takes. */
function readVerdicts(form: URLSearchParams, act: Act, { tab }: Place): unknown {
  const verdict = act !== 'me' ? act : tab === 'pending' ? 'approve' : 'restore';
  // In the other tabs a row shows what is public, which a waiting edit is not: hiding the comment hides both.
  const names = verdict === 'approve' || tab === 'pending';
  const comments = form.getAll('row').map((row) => {
    const { thread, id, more } = readRef(row) ?? { thread: '', id: '', more: '' };
    return { thread, id, ...(names && { words: more }) };
  });
  return { comments, verdict, ...(act === 'me' && { me: true }) };
}

function undoItem(state: CommentState | null, verdict: Verdict, { tab }: Place): UndoItem | null {
  if (state === null) return null;
  const { thread, id, settled, entry } = state;
  // A public comment is among those that wait for a report, or for an edit. That approval cannot be taken back, and making
  // the comment wait instead would hide what everybody reads: no Undo is the honest offer.
  const stood = settled.status === 'approved' && (isReported(state) || settled.newest.judged !== 'approved');
  if (verdict === 'approve' && stood) return null;
  return { thread, id, verdict: undoOf(verdict, { status: settled.status, hide: entry.hide?.d, tab }) };
}

async function undo(c: Context<AppEnv>, deps: Memory, form: URLSearchParams, place: Place): Promise<Response> {
  const items = form.getAll('item').flatMap((item) => readItem(item) ?? []);
  const answer: VerdictAnswer = { done: [], failed: [] };
  // What they were before may differ: one round for each verdict that takes some of them back.
  for (const [verdict, comments] of Map.groupBy(items, (item) => item.verdict)) {
    const me = form.get('me') === 'false' ? { me: false } : {};
    const request = parseVerdicts({ comments: comments.map(({ thread, id }) => ({ thread, id })), verdict, ...me });
    if (!request.ok) continue;
    const { done, failed } = await judge(scopeOf(c, deps), request.value);
    answer.done.push(...done);
    answer.failed.push(...failed);
  }
  if (answer.done.length === 0) return answerFailed(c, place, answer.failed);
  const say = { undone: String(answer.done.length), ...sayFailed(answer.failed) };
  return c.redirect(placeAddress(place, say) + rowFragment(answer.done.length === 1 ? answer.done[0]! : null), 303);
}

function answerFailed(c: Context<AppEnv>, place: Place, failed: { id: string; code: ErrorCode }[]): Response {
  const code = failed[0]?.code ?? 'invalid_request';
  // The form can be sent once more as it was.
  if (code === 'unavailable') throw new ApiError('unavailable');
  return c.redirect(
    placeAddress(place, { problem: code, ...sayFailed(failed) }) + rowFragment(failed[0]?.id ?? null),
    303,
  );
}
