// The pages of threads: the list, and each one's own, where it is closed, renamed or moved.
// Read next: actions/desk/threads.ts, actions/owner-thread.ts, views/desk/threads.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { listDeskThreads, readDeskThread } from '../../actions/desk/threads.ts';
import { changeThread, closePage } from '../../actions/owner-thread.ts';
import { cleanLine, type FieldProblem, type ThreadChange } from '../../contract/index.ts';
import type { Memory, Scope } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { THREAD_PATTERN } from '../../rules/paths.ts';
import { parseCursor, parseThreadChange } from '../../rules/requests/owner.ts';
import { THREAD_SAYINGS, type ThreadSaid, threadPage, threadsPage } from '../../views/desk/threads.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { siteName } from '../page-answers.ts';
import { oneOf, readQuery } from './fields.ts';

const FIELDS = ['open', 'closesAt', 'title', 'movedTo'] as const;

export function deskThreadRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/threads', (c) => showThreads(c, memory))
    .post('/admin/threads', async (c) => {
      const sent = cleanLine((await readForm(c)).get('page') ?? '');
      try {
        const thread = await closePage(scopeOf(c, memory), sent);
        return c.redirect(`/admin/threads/${thread}?said=closed`, 303);
      } catch (error) {
        const problem = error instanceof ApiError ? error.details.fields?.page : undefined;
        if (problem === undefined) throw error;
        return showThreads(c, memory, { problem, sent });
      }
    })
    .get('/admin/threads/:thread', async (c) => {
      const said = oneOf(c.req.query('said') ?? null, THREAD_SAYINGS);
      return showThread(c, scopeOf(c, memory), requireThread(c.req.param('thread')), said && { said });
    })
    .post('/admin/threads/:thread', async (c) => {
      const scope = scopeOf(c, memory);
      const thread = requireThread(c.req.param('thread'));
      const form = await readForm(c);
      const field = FIELDS.find((each) => form.has(each));
      if (field === undefined) throw new ApiError('invalid_request');
      const sent = form.get(field) ?? '';
      const refuse = (problem: FieldProblem) => {
        if (field === 'open') throw new ApiError('invalid_request');
        return showThread(c, scope, thread, { problem: { field, problem, sent } });
      };
      const request = parseThreadChange(jsonOf(field, sent));
      if (!request.ok) return refuse(request.error[field] ?? 'malformed');
      if (field === 'movedTo' && request.value.movedTo === undefined) return refuse('missing');
      try {
        await changeThread(scope, thread, request.value);
      } catch (error) {
        const problem = error instanceof ApiError ? error.details.fields?.movedTo : undefined;
        if (problem === undefined) throw error;
        return refuse(problem);
      }
      return c.redirect(`/admin/threads/${thread}?said=${saidOf(field, request.value)}`, 303);
    });
}

async function showThreads(
  c: Context<AppEnv>,
  memory: Memory,
  refused?: { problem: FieldProblem; sent: string },
): Promise<Response> {
  const scope = scopeOf(c, memory);
  const cursor = requireValid(parseCursor(c.req.query('cursor')));
  const said = oneOf(c.req.query('said') ?? null, THREAD_SAYINGS);
  const query = readQuery(c.req.query('q'));
  const { threads, cursor: nextCursor } = await listDeskThreads(scope, cursor, query);
  const more = { ...(said && { said }), ...(refused && { refused }) };
  const page = threadsPage({ site: siteName(c), threads, query, nextCursor, ...more, now: scope.now });
  return c.html(page, refused ? 400 : 200);
}

function requireThread(thread: string): string {
  if (!THREAD_PATTERN.test(thread)) throw new ApiError('not_found');
  return thread;
}

/** A form's field as the JSON endpoint takes it. */
function jsonOf(field: (typeof FIELDS)[number], sent: string): unknown {
  switch (field) {
    case 'open':
      return { open: sent === '1' };
    case 'closesAt':
      return { closesAt: sent === '' ? null : `${sent}T00:00:00.000Z` };
    default:
      return { [field]: sent };
  }
}

function saidOf(field: (typeof FIELDS)[number], { open }: ThreadChange): ThreadSaid {
  switch (field) {
    case 'open':
      return open ? 'opened' : 'closed';
    case 'closesAt':
      return 'closes';
    case 'title':
      return 'renamed';
    case 'movedTo':
      return 'moved';
  }
}

async function showThread(
  c: Context<AppEnv>,
  scope: Scope,
  id: string,
  more: Partial<Pick<Parameters<typeof threadPage>[0], 'said' | 'problem'>> | null,
): Promise<Response> {
  const thread = await readDeskThread(scope, id);
  const page = threadPage({ site: siteName(c), thread, now: scope.now, ...more });
  return c.html(page, more?.problem ? 400 : 200);
}
