// The forms of the inbox: verdicts on one comment or on many and their undoing, pins, what the owner holds of an
// author, erasure. Each POST ends in a redirect to where it was sent from, so that a reload repeats nothing.
// Read next: actions/desk/verdicts.ts, actions/owner-comment.ts, routes/desk/flash.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { judgeWithUndo, undo } from '../../actions/desk/verdicts.ts';
import { change, erase } from '../../actions/owner-comment.ts';
import { cleanLine, type ErrorCode, MAX_NAME, type VerdictRequest } from '../../contract/index.ts';
import type { Memory, Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { AuthorKind } from '../../rules/comment/facts.ts';
import { AUTHOR_PATTERN, ID_PATTERN } from '../../rules/paths.ts';
import { parseVerdicts } from '../../rules/requests/owner.ts';
import { putAuthor } from '../../store/facts/authors.ts';
import type { CommentRef } from '../../store/facts/comments.ts';
import { FLASH_ACTS, type FlashAct, type FlashSaying } from '../../views/desk/flash.ts';
import { type InboxView, viewAddress } from '../../views/desk/inbox-view.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { oneOf, readItem, readPlace, readRef } from './fields.ts';
import { sayDone, sayFailed } from './flash.ts';

const AUTHOR_ACTS: Record<string, { kind: AuthorKind; on: boolean; said: FlashSaying }> = {
  trust: { kind: 'trust', on: true, said: 'trusted' },
  untrust: { kind: 'trust', on: false, said: 'untrusted' },
  block: { kind: 'block', on: true, said: 'blocked' },
  unblock: { kind: 'block', on: false, said: 'unblocked' },
  unme: { kind: 'me', on: false, said: 'saved' },
};

export function deskVerdictRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/admin/verdicts', async (c) => {
      const scope = scopeOf(c, memory);
      const form = await readForm(c);
      const view = readPlace(form);
      if (form.get('verdict') === 'undo') return answerUndo(c, scope, form, view);
      const act = oneOf(form.get('verdict'), FLASH_ACTS);
      const request = parseVerdicts(act && readVerdicts(form, act, view));
      if (act === null || !request.ok || request.value.comments.length === 0) {
        return c.redirect(viewAddress(view, { problem: 'invalid_request' }), 303);
      }
      const { done, failed, ...reversible } = await judgeWithUndo(scope, request.value, view.tab);
      if (done.length === 0) return answerFailed(c, view, failed);
      const say = { ...(await sayDone(scope, view.tab, { act, ...reversible })), ...sayFailed(failed) };
      return c.redirect(viewAddress(view, say) + rowFragment(failed[0]?.id ?? form.get('next')), 303);
    })
    .post('/admin/pins', async (c) => {
      const form = await readForm(c);
      const view = readPlace(form);
      const ref = requireRow(form);
      const pinned = form.get('pinned') === '1';
      await change(scopeOf(c, memory), ref, { pinned });
      return c.redirect(
        viewAddress(view, { said: pinned ? 'pinned' : 'unpinned', ...aboutRow(ref) }) + rowFragment(ref.id),
        303,
      );
    })
    .post('/admin/erase', async (c) => {
      const form = await readForm(c);
      const view = readPlace(form);
      await erase(scopeOf(c, memory), requireRow(form));
      return c.redirect(viewAddress(view, { said: 'erased' }) + rowFragment(form.get('next')), 303);
    })
    .post('/admin/authors', async (c) => {
      const { kv, now } = scopeOf(c, memory);
      const form = await readForm(c);
      const view = readPlace(form);
      const id = form.get('author') ?? '';
      const asked = form.get('act') ?? '';
      const act = Object.hasOwn(AUTHOR_ACTS, asked) ? AUTHOR_ACTS[asked] : undefined;
      if (!AUTHOR_PATTERN.test(id) || act === undefined) throw new ApiError('not_found');
      const name = [...cleanLine(form.get('name') ?? '')].slice(0, MAX_NAME).join('');
      await putAuthor(kv, { id, kind: act.kind, on: act.on, name }, now);
      if (form.get('from') === 'authors') return c.redirect(`/admin/authors?said=${act.said}&of=${id}`, 303);
      const row = readRef(form.get('row') ?? '');
      return c.redirect(viewAddress(view, { said: act.said, ...aboutRow(row) }) + rowFragment(row?.id ?? null), 303);
    });
}

/** Throws `not_found`. */
function requireRow(form: URLSearchParams): CommentRef {
  const ref = readRef(form.get('row') ?? '');
  if (ref === null) throw new ApiError('not_found');
  return ref;
}

/** Of which comment something is said, where it is one. */
function aboutRow(ref: CommentRef | null): { of?: string } {
  return ref ? { of: `${ref.thread}.${ref.id}` } : {};
}

/** Focus goes there: a row can be focused, and the browser does it for a fragment. */
function rowFragment(id: string | null): string {
  return id !== null && ID_PATTERN.test(id) ? `#comment-${id}` : '';
}

/** A form's rows as the request that the JSON endpoint takes. */
function readVerdicts(form: URLSearchParams, act: FlashAct, { tab }: InboxView): unknown {
  const verdict = act !== 'me' ? act : tab === 'pending' ? 'approve' : 'restore';
  // In the other tabs a row shows what is public, which a waiting edit is not: hiding the comment hides both.
  const names = verdict === 'approve' || tab === 'pending';
  const comments = form.getAll('row').map((row) => {
    const { thread, id, more } = readRef(row) ?? { thread: '', id: '', more: '' };
    return { thread, id, ...(names && { words: more }) };
  });
  return { comments, verdict, ...(act === 'me' && { me: true }) };
}

/**
 * A request for each verdict that takes some of them back. What is malformed in a form that we made is nobody's: left
 * out.
 */
function readUndo(form: URLSearchParams): VerdictRequest[] {
  const items = form.getAll('item').flatMap((item) => readItem(item) ?? []);
  const me = form.get('me') === 'false' ? { me: false } : {};
  return [...Map.groupBy(items, (item) => item.verdict)].flatMap(([verdict, comments]) => {
    const request = parseVerdicts({ comments: comments.map(({ thread, id }) => ({ thread, id })), verdict, ...me });
    return request.ok ? [request.value] : [];
  });
}

async function answerUndo(c: Context<AppEnv>, scope: Scope, form: URLSearchParams, view: InboxView): Promise<Response> {
  const { done, failed } = await undo(scope, readUndo(form));
  if (done.length === 0) return answerFailed(c, view, failed);
  const only =
    done.length === 1
      ? form
          .getAll('item')
          .map(readRef)
          .find((ref) => ref?.id === done[0])
      : undefined;
  const say = { undone: String(done.length), ...aboutRow(only ?? null), ...sayFailed(failed) };
  return c.redirect(viewAddress(view, say) + rowFragment(only?.id ?? null), 303);
}

function answerFailed(c: Context<AppEnv>, view: InboxView, failed: { id: string; code: ErrorCode }[]): Response {
  const code = failed[0]?.code ?? 'invalid_request';
  // The form can be sent once more as it was.
  if (code === 'unavailable') throw new ApiError('unavailable');
  const say = { problem: code, ...sayFailed(failed) };
  return c.redirect(viewAddress(view, say) + rowFragment(failed[0]?.id ?? null), 303);
}
