// The pages of threads: the list, and each one's own, where it is closed, renamed or moved.
// Read next: actions/owner-thread.ts, views/desk/threads.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { changeThread } from '../../actions/owner-thread.ts';
import { type OwnerThread, THREAD_PATTERN, type ThreadChange } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { type ClosingRules, isClosed } from '../../rules/comment/closing.ts';
import { parseThreadChange } from '../../rules/requests/owner.ts';
import { hasFacts, listThreads, readOwnerThread } from '../../store/views/threads.ts';
import { THREAD_SAYINGS, type ThreadRow, type ThreadSaid, threadPage, threadsPage } from '../../views/desk/threads.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { toApiError } from '../errors.ts';
import { readForm, siteName } from './answers.ts';
import { oneOf } from './flash.ts';

const MAX_CURSOR = 1_000;
const FIELDS = ['open', 'closesAt', 'title', 'movedTo'] as const;

export function deskThreadRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/threads', async (c) => {
      const now = deps.runtime.now();
      const cursor = c.req.query('cursor')?.slice(0, MAX_CURSOR) || null;
      const said = oneOf(c.req.query('said') ?? null, THREAD_SAYINGS);
      const [page, rules] = await Promise.all([
        listThreads(c.env.COMMENTS, cursor),
        deps.settings.get(c.env.COMMENTS, c.env, now),
      ]);
      const threads = page.threads.map((thread) => rowOf(thread, rules, now));
      return c.html(threadsPage({ site: siteName(c), threads, nextCursor: page.cursor, ...(said && { said }), now }));
    })
    .get('/admin/threads/:thread', async (c) => {
      const said = oneOf(c.req.query('said') ?? null, THREAD_SAYINGS);
      return showThread(c, deps, c.req.param('thread'), said && { said });
    })
    .post('/admin/threads/:thread', async (c) => {
      const thread = c.req.param('thread');
      if (!THREAD_PATTERN.test(thread)) throw new ApiError('not_found');
      const form = await readForm(c);
      const field = FIELDS.find((each) => form.has(each));
      if (field === undefined) throw new ApiError('invalid_request');
      const sent = form.get(field) ?? '';
      const refuse = (problem: NonNullable<Parameters<typeof threadPage>[0]['problem']>['problem']) => {
        if (field === 'open') throw new ApiError('invalid_request');
        return showThread(c, deps, thread, { problem: { field, problem, sent } });
      };
      const request = parseThreadChange(jsonOf(field, sent));
      if (!request.ok) return refuse(request.error[field] ?? 'malformed');
      if (field === 'movedTo' && request.value.movedTo === undefined) return refuse('missing');
      try {
        await changeThread(scopeOf(c, deps), thread, request.value);
      } catch (thrown) {
        const { code, details } = toApiError(thrown, c);
        if (code === 'invalid_request' && details.fields?.movedTo) return refuse(details.fields.movedTo);
        throw thrown;
      }
      const back = form.get('from') === 'list' ? '/admin/threads' : `/admin/threads/${thread}`;
      return c.redirect(
        `${back}?said=${saidOf(field, request.value)}${back === '/admin/threads' ? `#thread-${thread}` : ''}`,
        303,
      );
    });
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
  deps: Memory,
  id: string,
  more: Partial<Pick<Parameters<typeof threadPage>[0], 'said' | 'problem'>> | null,
): Promise<Response> {
  const kv = c.env.COMMENTS;
  if (!THREAD_PATTERN.test(id)) throw new ApiError('not_found');
  const now = deps.runtime.now();
  const [found, rules] = await Promise.all([readOwnerThread(kv, id), deps.settings.get(kv, c.env, now)]);
  // Where nothing was published yet there is no head, and the page may be closed all the same.
  if (found === null && !(await hasFacts(kv, id))) throw new ApiError('not_found');
  const bare: OwnerThread = { thread: id, page: '', title: '', open: true, count: 0, firstAt: null, lastAt: null };
  const page = threadPage({ site: siteName(c), thread: rowOf(found ?? bare, rules, now), now, ...more });
  return c.html(page, more?.problem ? 400 : 200);
}

function rowOf(thread: OwnerThread, rules: ClosingRules, now: number): ThreadRow {
  const { open, closesAt, firstAt } = thread;
  const state = { open, ...(closesAt !== undefined && { closesAt }) };
  const first = firstAt === null ? null : Date.parse(firstAt);
  const closed = isClosed(state, first, rules, now);
  if (!closed || !open) return { ...thread, isClosed: closed };
  const byTime = isClosed(state, null, { stop: false, closeAfterDays: null }, now);
  return { ...thread, isClosed: true, closedBy: rules.stop ? 'stop' : byTime ? 'time' : 'age' };
}
