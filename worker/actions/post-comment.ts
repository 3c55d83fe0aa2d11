// A reader posts a comment, in this order: ticket, (a retry is answered here), work and captcha, fields, author,
// screening, write. Before the ticket has passed nothing but settings is read, and before all has nothing is written.
// Read next: rules/screening/checks.ts for what is held, store/facts/posts.ts for what is put.

import type { CommentAnswer, NewComment, PublicComment, Status } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError, requireValid } from '../errors.ts';
import { isClosed } from '../rules/comment/closing.ts';
import { type PostFact, SCHEMA_VERSION, type Words } from '../rules/comment/facts.ts';
import { authorIdOf, hashWords } from '../rules/comment/hash.ts';
import { publicPost } from '../rules/comment/public.ts';
import { isNews } from '../rules/comment/tells-owner.ts';
import { asksOf } from '../rules/page/asks.ts';
import type { WithTree } from '../rules/requests/field-reader.ts';
import { parseNewComment } from '../rules/requests/reader.ts';
import type { Result } from '../rules/result.ts';
import { reasonsForReader, type Signals, screen } from '../rules/screening/checks.ts';
import { looksLikeSpam } from '../rules/screening/filter.ts';
import { PRICE } from '../rules/screening/spending.ts';
import { LABELS } from '../rules/signed/labels.ts';
import type { Ticket } from '../rules/signed/ticket.ts';
import { plainText } from '../rules/text/tree.ts';
import { type BeforePost, readBeforePost } from '../store/facts/before-post.ts';
import type { CommentState } from '../store/facts/comments.ts';
import { acceptPost } from '../store/facts/posts.ts';
import type { Settings } from '../store/settings/settings.ts';
import { requireBudget, requirePace } from './limits.ts';
import { sealAddress } from './notices/reader-keys.ts';
import { requireProofs } from './proofs.ts';
import { publishBehind } from './publish-behind.ts';
import { askAkismet } from './third-parties.ts';
import { bitsAskedFor, requireTicket } from './tickets.ts';

/** Who sends a comment, as far as the request says. */
export interface Sender {
  /** As the edge saw it; only Akismet is told, where the owner has set it up. */
  address: string | undefined;
  userAgent: string | undefined;
  /** Of the page that it is sent from. */
  origin: string | undefined;
  /** The whole site takes more just now than it should. */
  isBusy: boolean;
}

/**
 * `json` is the body of the request, of which only the size is known. What is posted without JavaScript comes here too.
 * Throws what the contract says of a comment that is not taken.
 */
export async function postComment(scope: Scope, json: unknown, sender: Sender): Promise<CommentAnswer> {
  const { kv, now } = scope;
  const { ticket, text } = await requireTicket(scope, json);
  const settings = await scope.settings();
  const bits = Math.max(ticket.bits, bitsAskedFor(settings, sender.isBusy));

  // Before the proofs, for a retry brought them the first time.
  const looked = await lookUp(kv, ticket, parseNewComment(json));
  if (looked.ok && looked.value.before.own) return answerRetry(looked.value.before.own, looked.value);
  const proofs = await requireProofs(scope, json, { ticket: text, bits, origin: sender.origin });
  const submission = requireValid(looked);
  const { before, authorId } = submission;
  requirePlace(submission, settings, now);
  // What it costs is known later; that there is nothing left must be, before anybody else is asked about it.
  await requireBudget(scope, settings, before.author, 0);
  requirePace(scope, authorId, before.author);

  const seen = { ...proofs, ...(await lookAround(scope, ticket, submission, sender)) };
  const fact = makeFact(ticket, submission, settings, seen, now);
  const { status } = fact.screening;
  await requireBudget(scope, settings, before.author, PRICE[status]);
  const owner = isNews(settings, status, before.author);
  const readers = settings.readers && { address: await sealedAddress(scope, ticket.id, fact, submission) };
  await acceptPost(kv, before.thread, ticket.id, fact, now, { owner, ...(readers && { readers }) });
  const change = { id: ticket.id, fact };
  if (status === 'approved') publishBehind(scope, before.thread, [change], asksOf(settings));
  return answer(ticket.id, fact, status);
}

/** A comment that has the right shape, with what follows from its words, and what the store knew before it came. */
interface Submission {
  comment: NewComment;
  words: Words;
  hash: string;
  authorId: string | null;
  isTrapped: boolean;
  before: BeforePost;
}

/** One bulk read and sometimes a second one, where there is a comment to ask for. */
async function lookUp(
  kv: Scope['kv'],
  { thread, id }: Ticket,
  parsed: Result<NewComment & WithTree>,
): Promise<Result<Submission>> {
  if (!parsed.ok) return parsed;
  const { name, url, body: source, tree: body, key, subject } = parsed.value;
  const parent = parsed.value.parent ?? null;
  const words: Words = { name, ...(url !== undefined && { url }), parent, source, body };
  const hash = await hashWords(words);
  const authorId = key === undefined ? null : await authorIdOf(key);
  const before = await readBeforePost(kv, { thread, id, parent, authorId, body: words.body });
  return {
    ok: true,
    value: { comment: parsed.value, words, hash, authorId, isTrapped: subject !== undefined, before },
  };
}

/** Throws why this comment cannot stand here. */
function requirePlace({ before }: Submission, settings: Settings, now: number): void {
  if (before.parent === 'unknown') throw new ApiError('invalid_request', { fields: { parent: 'unknown' } });
  if (before.author.blocked) throw new ApiError('blocked');
  if (isClosed(before.page, before.firstAt, settings, now)) throw new ApiError('thread_closed');
  if (before.sameWords !== null) throw new ApiError('duplicate', { comment: before.sameWords });
}

/** What is not in the words alone: how fast they came, whether they came before, what Akismet says where it is on. */
async function lookAround(
  scope: Scope,
  ticket: Ticket,
  { comment, words, isTrapped, before: { author, badged } }: Submission,
  sender: Sender,
): Promise<Signals> {
  const { now, memory } = scope;
  const isSaidElsewhere = await memory.recent.meet(plainText(words.body), ticket.id, now);
  const isSiteOfAnother = words.url !== undefined && memory.givenSites.meet(words.url, words.name, now);
  const isAsked = !isTrapped && !author.known && !author.trusted && !author.owner;
  const akismet = isAsked ? await askAkismet(scope, ticket, comment, sender) : {};
  return { wroteFor: now - ticket.issuedAt, isSaidElsewhere, isSiteOfAnother, badged, isTrapped, ...akismet };
}

function makeFact(
  ticket: Ticket,
  { comment, words, hash, authorId, before: { author } }: Submission,
  settings: Settings,
  seen: Signals,
  now: number,
): PostFact {
  const learnt = settings.lessons && looksLikeSpam(words, settings.lessons);
  const screening = screen({ ...words, author, seen: { ...seen, learnt } }, settings);
  const hasAddress = settings.readers && comment.email !== undefined && screening.status !== 'spam';
  return {
    v: SCHEMA_VERSION,
    kind: 'post',
    at: now,
    hash,
    words,
    screening,
    authorId,
    ...(hasAddress && { notify: true, ...(ticket.lang && { lang: ticket.lang }) }),
    ...(author.known && { known: true }),
    ...(author.owner && { owner: true }),
    page: ticket.address,
    title: ticket.title,
    ...(ticket.ending && { ending: ticket.ending }),
  };
}

/** Where replies are to go, as it is kept; null where the reader did not ask for that. */
async function sealedAddress(
  { env, memory }: Scope,
  id: string,
  { notify }: PostFact,
  { comment, before: { thread } }: Submission,
): Promise<string | null> {
  const sealing = await memory.secrets.sealingKeys(env, LABELS.address);
  if (!notify || comment.email === undefined || sealing === null) return null;
  return sealAddress({ sealing }, comment.email, { thread, id }, memory.runtime.random(new Uint8Array(12)));
}

// ---- the answer ----

/**
 * The ticket's comment is here already: the same answer again for the same words, by the same author. The fact is put
 * last, so all that goes with it was put as well, and the sweep publishes it if the first attempt did not come to that.
 * Nothing is written: no brake counts retries, and one ticket is good for thousands of them.
 */
function answerRetry({ id, post, settled }: CommentState, { hash, authorId }: Submission): CommentAnswer {
  if (post.hash !== hash || post.authorId !== authorId) throw new ApiError('bad_ticket');
  return answer(id, post, settled.status);
}

/** Whatever is not public is said to wait, spam too. */
function answer(id: string, fact: PostFact, status: Status): CommentAnswer {
  const comment: PublicComment = publicPost(id, fact, status);
  if (status === 'approved') return { comment, status, reasons: [] };
  return { comment, status: 'pending', reasons: reasonsForReader(fact.screening.reasons) };
}
