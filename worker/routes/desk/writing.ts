// Where the owner writes: a reply, and other words for a comment. Each is a page of its own with a plain form; the
// page of a reply holds its ticket, so that sending it twice makes one reply. (Pages of the desk are `no-store`.)
// Read next: actions/desk/writing.ts, actions/owner-comment.ts, views/desk/writing.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { answerComment, quoteForEdit, quoteForReply, readWritten } from '../../actions/desk/writing.ts';
import { change } from '../../actions/owner-comment.ts';
import { makeTicket } from '../../actions/tickets.ts';
import type { FieldProblem } from '../../contract/index.ts';
import type { Memory, Scope } from '../../deps.ts';
import { parseCommentChange, parseReply } from '../../rules/requests/owner.ts';
import type { CommentState } from '../../store/facts/comments.ts';
import { type InboxView, viewAddress, viewText } from '../../views/desk/inbox-view.ts';
import { editPage, replyPage } from '../../views/desk/writing.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { siteName } from '../page-answers.ts';
import { readPlace, readRef } from './fields.ts';

interface Task {
  state: CommentState;
  /** Where the owner came from. */
  view: InboxView;
  /** The words that were on the page. */
  seen: string;
}

export function writingRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/reply', async (c) => {
      const scope = scopeOf(c, memory);
      const task = await readTask(scope, new URL(c.req.url).searchParams);
      return showReply(c, scope, task, { text: '', ticket: await newTicket(scope, task.state) });
    })
    .get('/admin/edit', async (c) => {
      const task = await readTask(scopeOf(c, memory), new URL(c.req.url).searchParams);
      return showEdit(c, task);
    })
    .post('/admin/replies', async (c) => {
      const scope = scopeOf(c, memory);
      const form = await readForm(c);
      const task = await readTask(scope, form);
      const { state, view, seen } = task;
      const { thread, id } = state;
      const ticket = form.get('ticket') ?? '';
      const text = form.get('body') ?? '';
      const request = parseReply({ ticket, parent: id, body: text });
      if (!request.ok) return showReply(c, scope, task, { text, ticket, problem: request.error.body ?? 'malformed' });
      const approved = form.get('approve') === '1' ? { thread, id, words: seen } : null;
      const problem = await answerComment(scope, request.value, approved);
      if (problem === 'ticket') {
        // The same words on another one.
        const another = await newTicket(scope, state);
        return showReply(c, scope, task, { text, ticket: another, problem: 'malformed' });
      }
      if (problem !== null) return showReply(c, scope, task, { text, ticket, problem });
      return c.redirect(`${viewAddress(view, { said: 'replied', of: `${thread}.${id}` })}#comment-${id}`, 303);
    })
    .post('/admin/edits', async (c) => {
      const scope = scopeOf(c, memory);
      const form = await readForm(c);
      const task = await readTask(scope, form);
      const { state, view, seen } = task;
      const text = form.get('body') ?? '';
      const request = parseCommentChange({ body: text, words: seen });
      if (!request.ok) return showEdit(c, task, { text, problem: request.error.body ?? 'malformed' });
      if (seen !== state.settled.newest.hash) return showEdit(c, task, { text, problem: 'stale' });
      await change(scope, state, request.value);
      const { thread, id } = state;
      return c.redirect(`${viewAddress(view, { said: 'edited', of: `${thread}.${id}` })}#comment-${id}`, 303);
    });
}

/** Which comment, and where the owner came from. Throws `not_found`. */
async function readTask(scope: Scope, fields: URLSearchParams): Promise<Task> {
  const view = readPlace(fields);
  const ref = readRef(fields.get('row') ?? '');
  return { state: await readWritten(scope, ref), seen: ref?.more ?? '', view };
}

async function newTicket(scope: Scope, { thread, post }: CommentState): Promise<string> {
  const { page: address, title } = post;
  return (await makeTicket(scope, { thread, address, title })).ticket;
}

type Problem = FieldProblem | 'stale' | 'gone';

async function showReply(
  c: Context<AppEnv>,
  { settings }: Scope,
  { state, view }: Task,
  { text, ticket, problem }: { text: string; ticket: string; problem?: Problem },
): Promise<Response> {
  const quoted = quoteForReply(state);
  const { ownerName } = await settings();
  const page = replyPage({
    site: siteName(c),
    ...quoted,
    text,
    fields: [...fieldsOf(state, view), ['ticket', ticket], ...(quoted.approves ? APPROVE : [])],
    back: backTo(state, view),
    as: ownerName || siteName(c),
    ...(problem && { problem }),
  });
  return c.html(page, problem ? 400 : 200);
}

const APPROVE: [string, string][] = [['approve', '1']];

function showEdit(
  c: Context<AppEnv>,
  { state, view }: Task,
  sent?: { text: string; problem: Problem },
): Response | Promise<Response> {
  const { source, ...quoted } = quoteForEdit(state);
  const page = editPage({
    site: siteName(c),
    ...quoted,
    fields: fieldsOf(state, view),
    back: backTo(state, view),
    ...(sent ?? { text: source }),
  });
  return c.html(page, sent ? 400 : 200);
}

function fieldsOf({ thread, id, settled }: CommentState, view: InboxView): [string, string][] {
  return [
    ['row', [thread, id, settled.newest.hash].join('.')],
    ['place', viewText(view)],
  ];
}

function backTo({ id }: CommentState, view: InboxView): string {
  return `${viewAddress(view)}#comment-${id}`;
}
