// The pages of authors: those that the owner knows, and the erasure of all that one of them wrote.
// Trusting and blocking is in verdicts.ts, for the inbox does it too.

import { Hono } from 'hono/tiny';
import { listDeskAuthors, readAuthor } from '../../actions/desk/authors.ts';
import { eraseAuthor } from '../../actions/owner-comment.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { AUTHOR_PATTERN } from '../../rules/paths.ts';
import { parseCursor } from '../../rules/requests/owner.ts';
import { authorsPage, erasePage } from '../../views/desk/authors.ts';
import { authorsWords as words } from '../../views/desk/words/authors.ts';
import { fill } from '../../views/desk/words/words.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../page-answers.ts';
import { readQuery } from './fields.ts';

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
      const scope = scopeOf(c, memory);
      const cursor = requireValid(parseCursor(c.req.query('cursor')));
      const skip = /^\d{1,4}$/.test(c.req.query('skip') ?? '') ? Number(c.req.query('skip')) : 0;
      const query = readQuery(c.req.query('q'));
      const list = await listDeskAuthors(scope, { cursor, skip }, query);
      const said = saidOf(new URL(c.req.url).searchParams, list.authors);
      const more = said !== undefined && { said };
      return c.html(authorsPage({ site: siteName(c), ...list, query, now: scope.now, ...more }));
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

function saidOf(query: URLSearchParams, authors: { id: string; name: string }[]): string | undefined {
  const erased = Number(query.get('erased') ?? 0);
  if (Number.isSafeInteger(erased) && erased > 0) return fill(words.saidErased, { n: erased });
  const said = query.get('said') ?? '';
  const name = authors.find(({ id }) => id === query.get('of'))?.name || words.thisWriter;
  return Object.hasOwn(SAID, said) ? fill(SAID[said]!, { name }) : undefined;
}
