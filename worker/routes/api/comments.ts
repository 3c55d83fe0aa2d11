// POST /api/comments: the way of a new comment, in this order: size, JSON, origin, rate limit, ticket, (a retry is
// answered here), work, fields, author, screening, write. Nothing but settings is read before the ticket has passed, and
// nothing is written before everything has.
// Read next: rules/screening/checks.ts for what is held, store/facts/posts.ts for what is put.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { requireBudget, requirePace } from '../../actions/limits.ts';
import { requireProofs } from '../../actions/proofs.ts';
import { sealAddress } from '../../actions/reader-mail.ts';
import { askAkismet } from '../../actions/third-parties.ts';
import { bitsAskedFor, requireTicket } from '../../actions/tickets.ts';
import {
  type CommentAnswer,
  ENDPOINTS,
  type NewComment,
  type PublicComment,
  type Status,
} from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import type { Env } from '../../env.ts';
import { ApiError } from '../../errors.ts';
import { isClosed } from '../../rules/comment/closing.ts';
import { type PostFact, SCHEMA_VERSION, type Words } from '../../rules/comment/facts.ts';
import { authorIdOf, hashWords } from '../../rules/comment/hash.ts';
import { publicPost } from '../../rules/comment/public.ts';
import { isNews } from '../../rules/comment/tells-owner.ts';
import { asksOf } from '../../rules/page/asks.ts';
import { parseNewComment } from '../../rules/requests/reader.ts';
import { HELD_REASONS, reasonsForReader, type Signals, screen } from '../../rules/screening/checks.ts';
import { looksLikeSpam } from '../../rules/screening/filter.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import type { Ticket } from '../../rules/signed/ticket.ts';
import { toTree } from '../../rules/text/markdown.ts';
import { plainText } from '../../rules/text/tree.ts';
import { type Gate, readGate } from '../../store/facts/before-post.ts';
import type { CommentRef, CommentState } from '../../store/facts/comments.ts';
import { acceptPost } from '../../store/facts/posts.ts';
import type { Settings } from '../../store/settings/settings.ts';
import { publish } from '../../store/views/publish.ts';
import { type AppEnv, background, scopeOf } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { siteLimit, visitorLimit } from '../middleware/throttle.ts';

export function commentRoutes(deps: Memory): Hono<AppEnv> {
  const gates = [jsonBody(), knownOrigin(deps), visitorLimit('write'), siteLimit()] as const;
  return new Hono<AppEnv>().post(ENDPOINTS.comments, ...gates, async (c) => c.json(await takeComment(c, deps), 201));
}

/** From the ticket on; the gates before it stand in front of each route. What the form without JavaScript posts comes here too. */
export async function takeComment(c: Context<AppEnv>, deps: Memory): Promise<CommentAnswer> {
  const scope = scopeOf(c, deps);
  const json = c.get('json');
  const kv = c.env.COMMENTS;
  const { now } = scope;
  const { ticket, text } = await requireTicket(scope, json);
  const settings = await deps.settings.get(kv, c.env, now);
  const parsed = parseNewComment(c.get('json'));
  const draft = parsed.ok ? await readDraft(parsed.value) : null;

  const gate = draft && (await askGate(kv, ticket, draft));
  if (draft && gate?.own) return answerRetry(gate.own, draft);
  const proofs = await requireProofs(scope, json, {
    ticket: text,
    bits: Math.max(ticket.bits, bitsAskedFor(settings, c.get('isBusy'))),
    origin: c.req.header('Origin'),
  });
  if (!draft || !gate) throw new ApiError('invalid_request', parsed.ok ? {} : { fields: parsed.error });
  requirePlace(gate, settings, now);
  requirePace(scope, draft.authorId, gate.author);

  const learnt = settings.lessons && looksLikeSpam(draft.words, settings.lessons);
  const seen = { ...proofs, learnt, ...(await lookAround(c, deps, ticket, draft, gate, now)) };
  const fact = makeFact(ticket, draft, gate, settings, seen, now);
  // Certain spam is answered like a comment that waits, and not kept.
  if (draft.isTrapped) return answerTrapped(ticket.id, fact);
  await acceptPost(kv, gate.thread, ticket.id, fact, now, {
    owner: isNews(settings, fact.screening.status, gate.author),
    ...(settings.readers && {
      readers: { address: await sealedAddress(c, deps, fact, { ...gate, id: ticket.id }, draft) },
    }),
  });
  const change = { id: ticket.id, fact };
  if (fact.screening.status === 'approved') background(c, publish(kv, gate.thread, [change], now, asksOf(settings)));
  return answer(ticket.id, fact, fact.screening.status);
}

/** A comment that has the right shape, with everything that follows from its words alone. */
interface Draft {
  comment: NewComment;
  words: Words;
  hash: string;
  authorId: string | null;
  isTrapped: boolean;
}

async function readDraft(comment: NewComment): Promise<Draft> {
  const { name, url, body: source, key, subject } = comment;
  const parent = comment.parent ?? null;
  const words: Words = { name, ...(url !== undefined && { url }), parent, source, body: toTree(source) };
  return {
    comment,
    words,
    hash: await hashWords(words),
    authorId: key === undefined ? null : await authorIdOf(key),
    isTrapped: subject !== undefined,
  };
}

function askGate(kv: Env['COMMENTS'], { thread, id }: Ticket, { words, authorId }: Draft): Promise<Gate> {
  return readGate(kv, { thread, id, parent: words.parent, authorId, body: words.body });
}

/** What is not in the words themselves: how fast they came, whether they came before, what Akismet says where it is on. */
async function lookAround(
  c: Context<AppEnv>,
  deps: Memory,
  ticket: Ticket,
  { comment, words, isTrapped }: Draft,
  { author }: Gate,
  now: number,
): Promise<Signals> {
  const isSaidElsewhere = await deps.recent.meet(plainText(words.body), ticket.id, now);
  const isAsked = !isTrapped && !author.known && !author.trusted && !author.owner;
  const akismet = isAsked
    ? await askAkismet(scopeOf(c, deps), ticket, comment, {
        address: c.req.header('CF-Connecting-IP'),
        userAgent: c.req.header('User-Agent'),
      })
    : {};
  return { wroteFor: now - ticket.issuedAt, isSaidElsewhere, ...akismet };
}

/** Throws why this comment cannot stand here. */
function requirePlace(gate: Gate, settings: Settings, now: number): void {
  if (gate.parent === 'unknown') throw new ApiError('invalid_request', { fields: { parent: 'unknown' } });
  if (gate.author.blocked) throw new ApiError('blocked');
  if (isClosed(gate.page, gate.firstAt, settings, now)) throw new ApiError('thread_closed');
  if (gate.sameWords) throw new ApiError('duplicate');
  requireBudget(settings, gate.author, now);
}

function makeFact(
  ticket: Ticket,
  draft: Draft,
  { author }: Gate,
  settings: Settings,
  seen: Signals,
  now: number,
): PostFact {
  const screening = screen({ ...draft.words, author, seen }, settings);
  const hasAddress = settings.readers && draft.comment.email !== undefined && screening.status !== 'spam';
  return {
    v: SCHEMA_VERSION,
    kind: 'post',
    at: now,
    hash: draft.hash,
    words: draft.words,
    screening,
    authorId: draft.authorId,
    ...(hasAddress && { notify: true }),
    ...(author.known && { known: true }),
    ...(author.owner && { owner: true }),
    page: ticket.address,
    title: ticket.title,
  };
}

/** Where replies are to go, as it is kept; null where the reader did not ask for that. */
async function sealedAddress(
  c: Context<AppEnv>,
  { secrets, runtime }: Memory,
  { notify }: PostFact,
  ref: CommentRef,
  { comment }: Draft,
): Promise<string | null> {
  const sealing = await secrets.sealingKeys(c.env, LABELS.address);
  if (!notify || comment.email === undefined || sealing === null) return null;
  return sealAddress({ sealing }, comment.email, ref, runtime.random(new Uint8Array(12)));
}

/**
 * The ticket's comment is here already: the same answer again for the same words, by the same author. The fact is put last,
 * so all that goes with it was put as well, and the sweep publishes it if the first attempt did not come to that. Nothing
 * is written: no brake counts retries, and one ticket is good for thousands of them.
 */
function answerRetry({ id, post, settled }: CommentState, draft: Draft): CommentAnswer {
  if (post.hash !== draft.hash || post.authorId !== draft.authorId) throw new ApiError('bad_ticket');
  return answer(id, post, settled.status);
}

function answerTrapped(id: string, fact: PostFact): CommentAnswer {
  const reasons = fact.screening.reasons.length > 0 ? fact.screening.reasons : HELD_REASONS;
  return answer(id, { ...fact, screening: { status: 'pending', reasons: [...reasons] } }, 'pending');
}

/** Whatever is not public is said to wait, spam too. */
function answer(id: string, fact: PostFact, status: Status): CommentAnswer {
  const comment: PublicComment = publicPost(id, fact, status);
  if (status === 'approved') return { comment, status, reasons: [] };
  return { comment, status: 'pending', reasons: reasonsForReader(fact.screening.reasons) };
}
