// Decides what becomes of another system's comments: which page each is on, what it answers, whether it is shown,
// waits, is spam, keeps a place or is left out. Every one is counted. Nothing here depends on the moment, so importing
// the same file again, or a later export of it, gives the same ids with the same words. Pure: no KV, no clock. Read
// next: transfer/incoming.ts, transfer/content/page-source.ts, transfer/replies.ts, the steps; transfer/report.ts,
// store/backup/move-in.ts.

import { type PostFact, SCHEMA_VERSION, type ScreeningStatus, type Words } from '../rules/comment/facts.ts';
import { hashWords } from '../rules/comment/hash.ts';
import { makeId } from '../rules/comment/id.ts';
import { sha256 } from '../rules/hash.ts';
import type { Sites } from '../rules/page/sites.ts';
import { DAY } from '../rules/time.ts';
import { type AddressRule, unusedRules } from './address-rules.ts';
import { type PageSource, PageSources } from './content/page-source.ts';
import { type IncomingComment, normalise, textOf } from './incoming.ts';
import { readFact, wordsAsAllowed } from './own-fact.ts';
import { type ForeignPage, type ForeignRecord, type System, TransferError } from './record.ts';
import { linkReplies } from './replies.ts';
import { nameOf, type Report, Tally } from './report.ts';

export interface PlanOptions {
  sites: Sites;
  rules?: AddressRule[];
  /** Keep readers' e-mail addresses: for the owner's eyes only, and only if asked for. */
  emails?: boolean;
  /** Names and e-mail addresses by which the owner wrote there. */
  owners?: string[];
}

/** What is to be added to one thread. */
export interface ThreadPlan {
  thread: string;
  page: string;
  isClosed: boolean;
  /** Sorted by id, which is by time. */
  comments: { id: string; fact: PostFact }[];
  pinned: string[];
}

export interface Plan {
  report: Report;
  /** How many threads there will be. */
  size: number;
  /** One after the other: the trees of a large file's comments would not fit into memory all at once. */
  threads(): AsyncIterable<ThreadPlan>;
  /** Of each thread, what its comments will be called. */
  ids(): AsyncIterable<ThreadIds>;
}

export interface ThreadIds {
  thread: string;
  ids: string[];
  /** Of these, what a placeholder would be filled with (adopt.ts). */
  worded: ReadonlySet<string>;
}

export async function planMoveIn(
  system: System,
  records: AsyncIterable<ForeignRecord> | Iterable<ForeignRecord>,
  options: PlanOptions,
): Promise<Plan> {
  const tally = new Tally(system);
  const pages = new Map<string, ForeignPage>();
  const comments = new Map<string, IncomingComment>();
  const skips: ForeignRecord[] = [];
  const owners = new Set((options.owners ?? []).map((owner) => owner.trim().toLowerCase()));
  /** Of these, who wrote something. */
  const found = new Set<string>();

  for await (const record of records) {
    if (record.type === 'page') pages.set(record.id, record);
    else if (record.type === 'missing') tally.note(`missing-${record.what}`, record.count);
    else if (record.type === 'skip' || record.id === '' || comments.has(record.id)) skips.push(record);
    else comments.set(record.id, normalise(record, options.emails === true, { owners, found }, tally));
  }

  const places = new PageSources(pages, options.sites, options.rules ?? []);
  for (const record of skips) {
    if (record.type === 'page' || record.type === 'missing') continue;
    const place = await places.find(record.page);
    const reason = record.type === 'skip' ? record.reason : record.id === '' ? 'no-id' : 'same-id-twice';
    tally.skip(reason, record.id, place.from, place.page);
  }

  const thread = new Map<IncomingComment, PageSource>();
  for (const comment of comments.values()) thread.set(comment, await places.find(comment.page));
  for (const [id, comment] of comments) {
    const place = thread.get(comment)!;
    if (place.thread !== null) continue;
    tally.skip(place.why, id, place.from, null);
    comments.delete(id);
  }
  tally.unused.rules = unusedRules(options.rules ?? [], places.usedRules);
  tally.unused.owners = (options.owners ?? []).filter((owner) => !found.has(owner.trim().toLowerCase()));
  linkReplies(comments, thread, tally);
  await date(system, comments, tally);
  const drafts = sort(comments, thread, tally);
  return {
    report: tally.done(),
    size: drafts.length,
    async *threads() {
      for (const draft of drafts) yield await drawUp(system, draft, comments);
    },
    async *ids() {
      for (const { place, comments: all } of drafts) {
        const worded = new Set(all.filter(({ status }) => status === 'approved').map(({ newId }) => newId!));
        yield { thread: place.thread, ids: all.map(({ newId }) => newId!), worded };
      }
    },
  };
}

// ---- when, and by which id ----

/** Dates what has none, by what stands beside it in the file, and makes the ids. */
async function date(system: System, comments: ReadonlyMap<string, IncomingComment>, tally: Tally): Promise<void> {
  const earliestReply = new Map<string, number>();
  for (const { parent, at } of comments.values()) {
    if (parent === null || at === null) continue;
    earliestReply.set(parent, Math.min(at, earliestReply.get(parent) ?? at));
  }
  const undated: IncomingComment[] = [];
  for (const comment of comments.values()) {
    if (comment.at !== null) continue;
    if (!comment.isStandIn) tally.note('no-date');
    const reply = earliestReply.get(comment.id);
    if (reply !== undefined) comment.at = reply - 1;
    else undated.push(comment);
  }
  for (const comment of undated) {
    const trail: IncomingComment[] = [];
    let above: IncomingComment | undefined = comment;
    while (above && above.at === null) {
      trail.push(above);
      above = above.parent === null ? undefined : comments.get(above.parent);
    }
    let at = above?.at ?? Date.UTC(2000, 0, 1);
    for (const each of trail.reverse()) each.at = ++at;
  }
  for (const comment of comments.values()) comment.newId = await idOf(system, comment.id, comment.at!);
}

/** Those that grew out of one another keep their comments' ids, and write files that are hard to tell apart. */
const FAMILIES: Partial<Record<System, System>> = { comentario: 'commento', valine: 'waline' };

/** A ULID of the original time whose randomness is a hash of where it came from. */
export async function idOf(system: System, sourceId: string, at: number): Promise<string> {
  const hash = await sha256(`afterword import\0${FAMILIES[system] ?? system}\0${sourceId}`);
  return makeId(at, hash.subarray(0, 10));
}

/**
 * Of a comment that comes with a later file and is older than its placeholder the words would not be taken for newer:
 * so that says to be older, and keeps its place by the other time.
 */
const BEFORE = 30 * DAY;

function timesOf({ at, isStandIn }: IncomingComment): { at: number; approvedAt?: number } {
  return isStandIn ? { at: Math.max(1, at! - BEFORE), approvedAt: at! } : { at: at! };
}

// ---- as facts ----

/** A thread of which everything is decided, and nothing drawn yet. */
interface ThreadDraft {
  place: Extract<PageSource, { thread: string }>;
  isClosed: boolean;
  comments: IncomingComment[];
}

function sort(
  comments: ReadonlyMap<string, IncomingComment>,
  places: ReadonlyMap<IncomingComment, PageSource>,
  tally: Tally,
): ThreadDraft[] {
  const drafts = new Map<string, ThreadDraft>();
  for (const comment of comments.values()) {
    const place = places.get(comment)!;
    if (place.thread === null) continue;
    const draft = drafts.get(place.thread) ?? { place, isClosed: false, comments: [] };
    drafts.set(place.thread, draft);
    if (place.isClosed) draft.isClosed = true;
    draft.comments.push(comment);
    if (!comment.isStandIn) tally.count(KINDS[comment.status], place.from, place.page);
    if (comment.status !== 'removed') tally.note('likes', comment.likes);
    if (comment.isOwner && comment.status !== 'removed') tally.note('yours');
    if (isPinned(comment)) tally.note('pinned');
  }
  for (const draft of drafts.values()) {
    draft.comments.sort((a, b) => (a.newId! < b.newId! ? -1 : 1));
    if (draft.isClosed) tally.note('closed');
  }
  return [...drafts.values()].sort((a, b) => (a.place.thread < b.place.thread ? -1 : 1));
}

const KINDS = { approved: 'published', pending: 'waiting', spam: 'spam', removed: 'removed' } as const;

function isPinned(comment: IncomingComment): boolean {
  return comment.isPinned && comment.status === 'approved';
}

async function drawUp(
  system: System,
  draft: ThreadDraft,
  all: ReadonlyMap<string, IncomingComment>,
): Promise<ThreadPlan> {
  const { place, isClosed, comments } = draft;
  const plan: ThreadPlan = { thread: place.thread, page: place.page, isClosed, comments: [], pinned: [] };
  for (const comment of comments) {
    const parent = comment.parent === null ? null : all.get(comment.parent)!.newId!;
    plan.comments.push({ id: comment.newId!, fact: await factOf(system, comment, parent, place) });
    if (isPinned(comment)) plan.pinned.push(comment.newId!);
  }
  return plan;
}

async function factOf(
  system: System,
  comment: IncomingComment,
  parent: string | null,
  place: { page: string; ending: string; title: string },
): Promise<PostFact> {
  const isRemoved = comment.status === 'removed';
  const words: Words = isRemoved
    ? { name: '', parent, source: '', body: [] }
    : wordsAsAllowed({ name: comment.name, url: comment.url, parent, ...textOf(comment.body) });
  // A stub of approved words that are gone: it has a position, and says that it was removed.
  const status: ScreeningStatus = comment.status === 'removed' ? 'approved' : comment.status;
  const fact: PostFact = {
    v: SCHEMA_VERSION,
    kind: 'post',
    ...timesOf(comment),
    hash: await hashWords(words),
    words,
    screening: { status, reasons: status === 'approved' ? [] : [`from ${nameOf(system)}`] },
    authorId: null,
    page: place.page,
    title: place.title,
    ...(place.ending !== '' && { ending: place.ending }),
    ...(isRemoved
      ? { stub: true as const }
      : {
          ...(comment.isOwner && { owner: true as const }),
          ...(comment.email !== undefined && { email: comment.email }),
          ...(comment.likes > 0 && { likes: comment.likes }),
        }),
  };
  // What the wire would refuse is a fault of ours, and known before anything is sent.
  return readFact(fact, (problem) => {
    throw new TransferError(problem, `${nameOf(system)}’s comment ${comment.id}`);
  }) as PostFact;
}
