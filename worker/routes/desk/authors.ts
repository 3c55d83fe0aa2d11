// The pages of authors: those that the owner knows, and the erasure of all that one of them wrote.
// Trusting and blocking is in verdicts.ts, for the inbox does it too.

import { Hono } from 'hono/tiny';
import { readAuthor } from '../../actions/desk/authors.ts';
import { eraseAuthor } from '../../actions/owner-comment.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { AUTHOR_PATTERN } from '../../rules/paths.ts';
import { parseCursor } from '../../rules/requests/owner.ts';
import { listAuthors } from '../../store/facts/authors.ts';
import { authorsPage, erasePage } from '../../views/desk/authors.ts';
import { authorsWords as words } from '../../views/desk/words/authors.ts';
import { fill } from '../../views/desk/words/words.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../page-answers.ts';

const SAID: Record<string, string> = {
  trusted: words.saidTrusted,
  untrusted: words.saidUntrusted,
  blocked: words.saidBlocked,
  unblocked: words.saidUnblocked,
  saved: words.saved,
};

export function deskAuthorRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/authors', async (c) => {
      const cursor = requireValid(parseCursor(c.req.query('cursor')));
      const { authors, cursor: nextCursor } = await listAuthors(scopeOf(c, memory).kv, cursor);
      const said = saidOf(new URL(c.req.url).searchParams);
      return c.html(authorsPage({ site: siteName(c), authors, nextCursor, ...(said !== undefined && { said }) }));
    })
    .get('/admin/authors/:id', async (c) => {
      const id = requireId(c.req.param('id'));
      return c.html(erasePage({ site: siteName(c), id, ...(await readAuthor(scopeOf(c, memory), id)) }));
    })
    .post('/admin/authors/:id', async (c) => {
      const id = requireId(c.req.param('id'));
      const { erased, left } = await eraseAuthor(scopeOf(c, memory), id);
      return c.redirect(left > 0 ? `/admin/authors/${id}` : `/admin/authors?erased=${erased}`, 303);
    });
}

function requireId(id: string): string {
  if (!AUTHOR_PATTERN.test(id)) throw new ApiError('not_found');
  return id;
}

function saidOf(query: URLSearchParams): string | undefined {
  const erased = Number(query.get('erased') ?? 0);
  if (Number.isSafeInteger(erased) && erased > 0) return fill(words.saidErased, { n: erased });
  const said = query.get('said') ?? '';
  return Object.hasOwn(SAID, said) ? SAID[said] : undefined;
}
