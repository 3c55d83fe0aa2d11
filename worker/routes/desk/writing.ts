// Where the owner writes: a reply, and other words for a comment. Each is a page of its own with a plain form; the page of
// a reply holds its ticket, so that sending it twice makes one reply. (Pages of the desk are `no-store`.)
// Read next: actions/owner-comment.ts, views/desk/writing.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { judge } from '../../actions/judge.ts';
import { change, reply } from '../../actions/owner-comment.ts';
import { makeTicket } from '../../actions/tickets.ts';
import type { FieldProblem, OwnerComment } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { parseCommentChange, parseReply } from '../../rules/requests/owner.ts';

import { settledWith } from '../../store/facts/accept.ts';
import { type CommentState, readComment, wordsOf } from '../../store/facts/comments.ts';
import { ownerWordsOf } from '../../store/facts/owner-words.ts';
import { type Place, placeAddress, placeText, readPlace } from '../../views/desk/place.ts';
import { editPage, replyPage } from '../../views/desk/writing.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { toApiError } from '../errors.ts';
import { readForm, siteName } from './answers.ts';
import { readRef } from './flash.ts';

interface Task {
  state: CommentState;
  place: Place;
  /** The words that were on the page. */
  seen: string;
}

export function writingRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/reply', async (c) => {
      const task = await readTask(c, new URL(c.req.url).searchParams);
      return showReply(c, deps, task, { text: '', ticket: await newTicket(c, deps, task.state) });
    })
    .get('/admin/edit', async (c) => {
      const task = await readTask(c, new URL(c.req.url).searchParams);
      return showEdit(c, task, wordsOf(task.state, task.state.settled.newest).source);
    })
    .post('/admin/replies', async (c) => {
      const form = await readForm(c);
      const task = await readTask(c, form);
      const { state, place } = task;
      const ticket = form.get('ticket') ?? '';
      const text = form.get('body') ?? '';
      const request = parseReply({ ticket, parent: state.id, body: text });
      if (!request.ok) return showReply(c, deps, task, { text, ticket, problem: request.error.body ?? 'malformed' });
      if (form.get('approve') === '1') {
        const { thread, id } = state;
        const { failed } = await judge(scopeOf(c, deps), {
          comments: [{ thread, id, words: task.seen }],
          verdict: 'approve',
        });
        if (failed[0]?.code === 'unavailable') throw new ApiError('unavailable');
        if (failed[0])
          return showReply(c, deps, task, { text, ticket, problem: failed[0].code === 'stale' ? 'stale' : 'gone' });
      }
      try {
        await reply(scopeOf(c, deps), request.value);
      } catch (thrown) {
        const { code, details } = toApiError(thrown, c);
        if (code === 'invalid_request' && details.fields?.parent) {
          return showReply(c, deps, task, { text, ticket, problem: 'gone' });
        }
        // Too old, or used by a form that was sent before and then changed: the same words on another one.
        if (code !== 'expired_ticket' && code !== 'bad_ticket') throw thrown;
        return showReply(c, deps, task, { text, ticket: await newTicket(c, deps, state), problem: 'malformed' });
      }
      return c.redirect(`${placeAddress(place, { said: 'replied' })}#comment-${state.id}`, 303);
    })
    .post('/admin/edits', async (c) => {
      const form = await readForm(c);
      const task = await readTask(c, form);
      const { state, place, seen } = task;
      const text = form.get('body') ?? '';
      const request = parseCommentChange({ body: text, words: seen });
      if (!request.ok) return showEdit(c, task, text, request.error.body ?? 'malformed');
      if (seen !== state.settled.newest.hash) return showEdit(c, task, text, 'stale');
      await change(scopeOf(c, deps), state, request.value);
      return c.redirect(`${placeAddress(place, { said: 'saved' })}#comment-${state.id}`, 303);
    });
}

/** Which comment, and where the owner came from. Throws `not_found`. */
async function readTask(c: Context<AppEnv>, fields: URLSearchParams): Promise<Task> {
  const ref = readRef(fields.get('row') ?? '');
  const state = ref && (await readComment(c.env.COMMENTS, ref));
  if (!ref || !state || state.settled.status === 'withdrawn' || state.post.stub) throw new ApiError('not_found');
  return { state, seen: ref.more, place: readPlace(new URLSearchParams(fields.get('place') ?? '')) };
}

async function newTicket(c: Context<AppEnv>, deps: Memory, { thread, post }: CommentState): Promise<string> {
  const { page: address, title } = post;
  return (await makeTicket(scopeOf(c, deps), { thread, address, title })).ticket;
}

type Problem = FieldProblem | 'stale' | 'gone';

async function showReply(
  c: Context<AppEnv>,
  deps: Memory,
  { state, place }: Task,
  { text, ticket, problem }: { text: string; ticket: string; problem?: Problem },
): Promise<Response> {
  const { status, newest, shown } = state.settled;
  const approves = status !== 'approved';
  const words = wordsOf(state, approves ? newest : (shown ?? newest));
  const { ownerName } = await deps.settings.get(c.env.COMMENTS, c.env, deps.runtime.now());
  const fields: [string, string][] = [
    ...fieldsOf(state, place),
    ['ticket', ticket],
    ...(approves ? ([['approve', '1']] as [string, string][]) : []),
  ];
  const page = replyPage({
    site: siteName(c),
    name: words.name,
    title: state.post.title || state.post.page,
    body: words.body,
    text,
    fields,
    back: backTo(state, place),
    as: ownerName || siteName(c),
    approves,
    ...(problem && { problem }),
  });
  return c.html(page, problem ? 400 : 200);
}

function showEdit(
  c: Context<AppEnv>,
  { state, place }: Task,
  text: string,
  problem?: Problem,
): Response | Promise<Response> {
  const { newest, status } = state.settled;
  const words = wordsOf(state, newest);
  const after = settledWith(state, [ownerWordsOf(state, words, 'other words', newest.at)]).settled;
  const page = editPage({
    site: siteName(c),
    name: words.name,
    title: state.post.title || state.post.page,
    body: words.body,
    text,
    fields: fieldsOf(state, place),
    back: backTo(state, place),
    publishes: status !== 'approved' && after.status === 'approved',
    ...(problem && { problem }),
  });
  return c.html(page, problem ? 400 : 200);
}

function fieldsOf({ thread, id, settled }: CommentState, place: Place): [string, string][] {
  return [
    ['row', [thread, id, settled.newest.hash].join('.')],
    ['place', placeText(place)],
  ];
}

function backTo({ id }: Pick<OwnerComment, 'id'>, place: Place): string {
  return `${placeAddress(place)}#comment-${id}`;
}
