// PUT and DELETE /api/comments/ID: an author changes a comment, or withdraws it. The author key alone says whose it is.
// Order: size, JSON, origin, rate limit, fields, comment, author, time, screening, write. Nothing is written before all of
// them have passed.
// Read next: rules/comment/editing.ts for how long, store/facts/posts.ts for what is put.

import { Hono } from 'hono/tiny';
import { answerOf } from '../../actions/as-author-sees.ts';
import { requireBudget, requirePace } from '../../actions/limits.ts';
import { type EditRequest, ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import type { Env } from '../../env.ts';
import { ApiError } from '../../errors.ts';
import { mayEdit } from '../../rules/comment/editing.ts';
import type { Words } from '../../rules/comment/facts.ts';
import { authorIdOf, hashWords } from '../../rules/comment/hash.ts';
import { isNews } from '../../rules/comment/tells-owner.ts';
import { parseEdit, parseOwn } from '../../rules/requests/reader.ts';
import { screenEdit } from '../../rules/screening/checks.ts';
import { looksLikeSpam } from '../../rules/screening/filter.ts';
import { toTree } from '../../rules/text/markdown.ts';
import { settledWith } from '../../store/facts/accept.ts';
import { readAuthor } from '../../store/facts/before-post.ts';
import { type CommentRef, type CommentState, readComment, wordsOf } from '../../store/facts/comments.ts';
import { acceptEdit, acceptWithdrawal, editOf } from '../../store/facts/posts.ts';
import { putTouch } from '../../store/facts/touches.ts';
import { publish } from '../../store/views/publish.ts';
import { type AppEnv, background } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

const PATH = `${ENDPOINTS.comments}/:id` as const;

export function ownRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const gates = [commentId(), jsonBody(), knownOrigin(deps), visitorLimit('write')] as const;

  app.put(PATH, ...gates, async (c) => {
    const parsed = parseEdit(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    const edited = await edit(c.env, deps, c.req.param('id'), parsed.value);
    if (edited.publish) background(c, edited.publish);
    return c.json(answerOf(edited.state));
  });

  app.delete(PATH, ...gates, async (c) => {
    const parsed = parseOwn(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    const { thread, key } = parsed.value;
    const kv = c.env.COMMENTS;
    const { state } = await readOwn(kv, { thread, id: c.req.param('id') }, key);
    // Withdrawn is withdrawn: the fact is put last, so what goes with it was put as well.
    if (state.settled.status === 'withdrawn') return c.body(null, 204);
    const now = deps.runtime.now();
    const fact = await acceptWithdrawal(kv, state, now);
    const change = { id: state.id, fact, known: state };
    if (state.settled.publishedAt !== null) background(c, publish(kv, thread, [change], now));
    return c.body(null, 204);
  });

  return app;
}

async function edit(
  env: Env,
  deps: Memory,
  id: string,
  { thread, key, body: source }: EditRequest,
): Promise<{ state: CommentState; publish?: Promise<unknown> }> {
  const kv = env.COMMENTS;
  const now = deps.runtime.now();
  const settings = await deps.settings.get(kv, env, now);
  if (settings.stop) throw new ApiError('thread_closed');
  const { state, authorId } = await readOwn(kv, { thread, id }, key);
  const { status, newest, shown } = state.settled;
  if (status === 'withdrawn' || status === 'removed') throw new ApiError('not_found');
  const author = await readAuthor(kv, authorId);
  if (author.blocked) throw new ApiError('blocked');

  const words: Words = { ...wordsOf(state, newest), source, body: toTree(source) };
  const hash = await hashWords(words);
  const edits = state.edit?.edits ?? 0;
  if (!mayEdit({ status, judged: newest.judged, postedAt: state.post.at, edits }, now)) {
    // A retry that comes late: the fact is put last, so all of that edit was. While there is time the same words are put
    // again: this location may not have seen an edit made elsewhere since, which these words are meant to replace.
    if (hash === newest.hash) return { state };
    throw new ApiError('not_yours');
  }
  requireBudget(settings, author, now);
  requirePace(deps, authorId, author, now);

  const learnt = settings.lessons && looksLikeSpam(words, settings.lessons);
  const screening = screenEdit({ ...words, author, seen: { learnt } }, settings, {
    isApproved: hash === shown?.hash,
    isOwnersWording: state.owner !== null,
  });
  const fact = editOf(state, authorId, { words, hash, screening }, now);
  if (isNews(settings, screening.status, author)) await putTouch(kv, { time: now, thread, id, kind: 'notice' });
  await acceptEdit(kv, state, fact, now, settings.readers);
  const after = settledWith(state, [fact]);
  if (screening.status !== 'approved' || after.settled.status !== 'approved') return { state: after };
  return { state: after, publish: publish(kv, thread, [{ id, fact, known: state }], now) };
}

/** Throws `not_yours` where somebody else wrote it, and `not_found` where that would tell of what is not public. */
async function readOwn(
  kv: Env['COMMENTS'],
  ref: CommentRef,
  key: string,
): Promise<{ state: CommentState; authorId: string }> {
  const [state, authorId] = await Promise.all([readComment(kv, ref), authorIdOf(key)]);
  if (state?.post.authorId === authorId) return { state, authorId };
  throw new ApiError(state?.settled.status === 'approved' ? 'not_yours' : 'not_found');
}
