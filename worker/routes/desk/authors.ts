// The pages of authors: those that the owner knows, and the erasure of all that one of them wrote.
// Trusting and blocking is in verdicts.ts, for the inbox does it too.

import { Hono } from 'hono/tiny';
import { eraseAuthor } from '../../actions/owner-comment.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { listAuthors } from '../../store/facts/authors.ts';
import { findByAuthor, isErased } from '../../store/facts/erase.ts';
import { authorsPage, erasePage } from '../../views/desk/authors.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { AUTHOR_PATTERN } from '../owner-api/comments.ts';
import { siteName } from './answers.ts';

const MAX_CURSOR = 1_000;

const SAID: Record<string, string> = {
  trusted: 'Trusted. Comments with links by this writer are no longer held.',
  untrusted: 'No longer trusted.',
  blocked: 'Blocked. New comments from this browser are refused.',
  unblocked: 'No longer blocked.',
  saved: 'Saved.',
};

export function deskAuthorRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/authors', async (c) => {
      const cursor = c.req.query('cursor')?.slice(0, MAX_CURSOR) || null;
      const { authors, cursor: nextCursor } = await listAuthors(c.env.COMMENTS, cursor);
      const said = saidOf(new URL(c.req.url).searchParams);
      return c.html(authorsPage({ site: siteName(c), authors, nextCursor, ...(said !== undefined && { said }) }));
    })
    .get('/admin/authors/:id', async (c) => {
      const id = c.req.param('id');
      if (!AUTHOR_PATTERN.test(id)) throw new ApiError('not_found');
      const states = (await findByAuthor(c.env.COMMENTS, id)).filter((state) => !isErased(state));
      const name = states[0]?.post.words.name ?? '';
      return c.html(erasePage({ site: siteName(c), id, name, count: states.length }));
    })
    .post('/admin/authors/:id', async (c) => {
      const id = c.req.param('id');
      if (!AUTHOR_PATTERN.test(id)) throw new ApiError('not_found');
      const { erased, left } = await eraseAuthor(scopeOf(c, deps), id);
      if (left > 0) return c.redirect(`/admin/authors/${id}`, 303);
      return c.redirect(`/admin/authors?erased=${erased}`, 303);
    });
}

function saidOf(query: URLSearchParams): string | undefined {
  const erased = Number(query.get('erased') ?? 0);
  if (Number.isSafeInteger(erased) && erased > 0)
    return `Erased ${erased === 1 ? 'one comment' : `${erased} comments`} for good.`;
  const said = query.get('said') ?? '';
  return Object.hasOwn(SAID, said) ? SAID[said] : undefined;
}
