// What the owner does, apart from verdicts: what the JSON endpoints and the desk's forms share. Each writes, and publishes
// what changed. Read next: store/facts/owner-words.ts, store/facts/erase.ts, store/facts/pages.ts.

import type { Context } from 'hono';
import {
  type CommentChange,
  type OwnerThread,
  type PublicComment,
  type ReplyRequest,
  type SiteSettings,
  type ThreadChange,
  TICKET_MIN_AGE,
} from '../contract/index.ts';
import type { Memory } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { type AppEnv, background, scopeOf } from '../routes/context.ts';
import { type CommentFact, type PostFact, SCHEMA_VERSION, type Words } from '../rules/comment/facts.ts';
import { hashWords, threadIdOf } from '../rules/comment/hash.ts';
import { publicPost } from '../rules/comment/public.ts';
import { asksOf } from '../rules/page/asks.ts';
import { pageOf } from '../rules/page/page.ts';
import { notAmong } from '../rules/page/sites.ts';
import { readTicket } from '../rules/signed/ticket.ts';
import { toTree } from '../rules/text/markdown.ts';
import { readGate } from '../store/facts/before-post.ts';
import { type CommentRef, type CommentState, readComment, wordsOf } from '../store/facts/comments.ts';
import { ERASED_AT_ONCE, eraseComment, findByAuthor, forgetName, isErased } from '../store/facts/erase.ts';
import type { Change } from '../store/facts/list.ts';
import { acceptOwnerWords, acceptPin, ownerWordsOf } from '../store/facts/owner-words.ts';
import { acceptMove, acceptPageField } from '../store/facts/pages.ts';
import { acceptPost } from '../store/facts/posts.ts';
import { acceptSettings } from '../store/settings/settings.ts';
import { publish } from '../store/views/publish.ts';
import { hasFacts, readOwnerThread } from '../store/views/threads.ts';
import { isOnSite, sitesOfVariable } from './sites.ts';
import { ticketKeys } from './tickets.ts';

/** Publishing costs a handful of operations a thread; the sweep does the others. */
const THREADS_AT_ONCE = 10;

// ---- one comment ----

/** Throws `bad_ticket`, `expired_ticket`, and `invalid_request` where the comment that it answers is not public. */
export async function reply(c: Context<AppEnv>, deps: Memory, request: ReplyRequest): Promise<PublicComment> {
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  const { verify } = await ticketKeys(scopeOf(c, deps));
  // The owner needs no time to be told from a program.
  const read = await readTicket(request.ticket, verify, now + TICKET_MIN_AGE);
  if (!read.ok) throw new ApiError(read.error.code);
  const { id, thread, address, title } = read.value;
  if (!(await isOnSite(scopeOf(c, deps), address))) throw new ApiError('forbidden_origin');

  const settings = await deps.settings.get(kv, c.env, now);
  const { parent, body: source } = request;
  const words: Words = { name: settings.ownerName || new URL(address).host, parent, source, body: toTree(source) };
  const hash = await hashWords(words);
  const gate = await readGate(kv, { thread, id, parent, authorId: null, body: words.body });
  if (gate.own) return answerAgain(gate.own, hash);
  if (gate.parent !== 'public') throw new ApiError('invalid_request', { fields: { parent: 'unknown' } });
  const fact: PostFact = {
    v: SCHEMA_VERSION,
    kind: 'post',
    at: now,
    hash,
    words,
    screening: { status: 'approved', reasons: [] },
    authorId: null,
    owner: true,
    page: address,
    title,
  };
  await acceptPost(kv, gate.thread, id, fact, now, { ...(settings.readers && { readers: { address: null } }) });
  background(c, publish(kv, gate.thread, [{ id, fact }], now, asksOf(settings)));
  return publicPost(id, fact, 'approved');
}

function answerAgain({ id, post, settled }: CommentState, hash: string): PublicComment {
  if (post.hash !== hash || !post.owner) throw new ApiError('bad_ticket');
  return publicPost(id, post, settled.status);
}

/** New words of the owner's own, a pin, or both. Throws `not_found` and `stale`. */
export async function change(
  c: Context<AppEnv>,
  deps: Memory,
  ref: CommentRef,
  { body, pinned, words: seen }: CommentChange,
): Promise<void> {
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  const state = await requireComment(c, ref);
  const facts: CommentFact[] = [];
  if (body !== undefined) {
    const { newest } = state.settled;
    if (seen !== undefined && seen !== newest.hash) throw new ApiError('stale');
    const words: Words = { ...wordsOf(state, newest), source: body, body: toTree(body) };
    const hash = await hashWords(words);
    if (hash !== newest.hash) {
      const fact = ownerWordsOf(state, words, hash, now);
      const { readers } = await deps.settings.get(kv, c.env, now);
      await acceptOwnerWords(kv, state, fact, now, readers);
      facts.push(fact);
    }
  }
  // Also where it seems to stand already: that read may be old, and the owner have changed it since elsewhere.
  if (pinned !== undefined) facts.push(await acceptPin(kv, state, pinned, now));
  if (facts.length > 0)
    publishBehind(
      c,
      deps,
      ref.thread,
      facts.map((fact) => ({ id: ref.id, fact, known: state })),
    );
}

/** For good. Throws `not_found`. */
export async function erase(c: Context<AppEnv>, deps: Memory, ref: CommentRef): Promise<void> {
  const state = await requireComment(c, ref, true);
  const fact = await eraseComment(c.env.COMMENTS, state, deps.runtime.now());
  publishBehind(c, deps, ref.thread, [{ id: ref.id, fact, known: state }]);
}

/** All comments of an author, up to a hundred at once; returns how many are left. */
export async function eraseAuthor(
  c: Context<AppEnv>,
  deps: Memory,
  authorId: string,
): Promise<{ erased: number; left: number }> {
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  const all = (await findByAuthor(kv, authorId)).filter((state) => !isErased(state));
  const changes = new Map<string, Change[]>();
  const now100 = all.slice(0, ERASED_AT_ONCE);
  for (const state of now100) {
    const { thread, id } = state;
    const fact = await eraseComment(kv, state, now);
    changes.set(thread, [...(changes.get(thread) ?? []), { id, fact, known: state }]);
  }
  await forgetName(kv, authorId);
  for (const [thread, facts] of [...changes].slice(0, THREADS_AT_ONCE)) publishBehind(c, deps, thread, facts);
  return { erased: now100.length, left: all.length - now100.length };
}

async function requireComment(c: Context<AppEnv>, ref: CommentRef, withdrawnToo = false): Promise<CommentState> {
  const state = await readComment(c.env.COMMENTS, ref);
  if (state === null || (state.settled.status === 'withdrawn' && !withdrawnToo)) throw new ApiError('not_found');
  return state;
}

function publishBehind(c: Context<AppEnv>, deps: Memory, thread: string, changes: Change[]): void {
  background(c, publish(c.env.COMMENTS, thread, changes, deps.runtime.now()));
}

// ---- a thread ----

/** Throws `not_found`, and `invalid_request` where it cannot be moved there. */
export async function changeThread(
  c: Context<AppEnv>,
  deps: Memory,
  thread: string,
  { open, title, closesAt, movedTo }: ThreadChange,
): Promise<OwnerThread> {
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  if (!(await hasFacts(kv, thread))) throw new ApiError('not_found');
  const changes: Change[] = [];
  if (movedTo !== undefined) changes.push(await move(c, deps, thread, movedTo, now));
  if (open !== undefined) changes.push(await acceptPageField(kv, thread, 'open', open, now));
  if (title !== undefined) changes.push(await acceptPageField(kv, thread, 'title', title, now));
  if (closesAt !== undefined) changes.push(await acceptPageField(kv, thread, 'closesAt', closesAt, now));
  // Waited for: the owner looks at the list next, which is made of what this puts. Where it fails the sweep does it.
  if (changes.length > 0) await publish(kv, thread, changes, now).catch(() => undefined);
  const after = await readOwnerThread(kv, thread);
  return after ?? { thread, page: '', title: '', open: open ?? true, count: 0, firstAt: null, lastAt: null };
}

async function move(c: Context<AppEnv>, deps: Memory, thread: string, movedTo: string, now: number): Promise<Change> {
  const page = pageOf(movedTo, undefined, await scopeOf(c, deps).sites());
  if (page === null) throw new ApiError('invalid_request', { fields: { movedTo: 'malformed' } });
  if (!page.isOnSite) throw new ApiError('invalid_request', { fields: { movedTo: 'unknown' } });
  const to = { thread: await threadIdOf(page.key), page: page.address };
  const moved = await acceptMove(c.env.COMMENTS, thread, to, now);
  if (moved === null) throw new ApiError('invalid_request', { fields: { movedTo: 'taken' } });
  return moved;
}

// ---- the site ----

/** What was saved: further sites that are in SITES are left out. Holds here at once; other isolates follow within a minute or two. */
export async function saveSettings(
  c: Context<AppEnv>,
  deps: Memory,
  sent: Partial<SiteSettings>,
): Promise<Partial<SiteSettings>> {
  const settings = sent.sites ? { ...sent, sites: notAmong(sitesOfVariable(c.env), sent.sites) } : sent;
  await acceptSettings(c.env.COMMENTS, settings);
  deps.settings.learn(settings);
  return settings;
}
