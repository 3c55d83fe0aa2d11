// Decides what becomes of another system's comments: which page each is on, what it answers, whether it is shown, waits, is
// spam, keeps a place or is left out. Every one is counted. Nothing here depends on the moment, so importing the same file
// again, or a later export of it, gives the same ids with the same words.
// Pure: no KV, no clock. Read next: report.ts, store/move-in.ts.

import { cleanLine, cleanText, isEmail, MAX_NAME, MAX_TITLE, type Node, normalUrl } from '../contract/index.ts';
import { type PostFact, SCHEMA_VERSION, type ScreeningStatus, type Words } from '../rules/facts.ts';
import { hashWords, threadIdOf } from '../rules/hash.ts';
import { makeId } from '../rules/id.ts';
import { toTree } from '../rules/markdown.ts';
import { pageOf } from '../rules/page.ts';
import type { Sites } from '../rules/sites.ts';
import { plainText } from '../rules/tree.ts';
import { type AddressRule, applyAddressRules } from './address-rules.ts';
import { htmlToTree } from './html.ts';
import { treeToMarkdown } from './markdown.ts';
import type { ForeignBody, ForeignComment, ForeignPage, ForeignRecord, System } from './record.ts';
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
  threads: ThreadPlan[];
  report: Report;
}

/** Longer ones were accepted elsewhere and are kept; the limit keeps one comment from filling a bundle. */
const MAX_IMPORTED = 50_000;
const ANONYMOUS = 'Anonymous';

export async function planMoveIn(
  system: System,
  records: AsyncIterable<ForeignRecord> | Iterable<ForeignRecord>,
  options: PlanOptions,
): Promise<Plan> {
  const tally = new Tally(system);
  const pages = new Map<string, ForeignPage>();
  const comments = new Map<string, Judged>();
  const skips: ForeignRecord[] = [];
  const owners = new Set((options.owners ?? []).map((owner) => owner.trim().toLowerCase()));

  for await (const record of records) {
    if (record.type === 'page') pages.set(record.id, record);
    else if (record.type === 'skip' || record.id === '' || comments.has(record.id)) skips.push(record);
    else comments.set(record.id, judge(record, options, owners, tally));
  }

  const places = new Places(pages, options);
  for (const record of skips) {
    if (record.type === 'page') continue;
    const place = await places.find(record.page);
    const reason = record.type === 'skip' ? record.reason : record.id === '' ? 'no-id' : 'same-id-twice';
    tally.skip(reason, record.id, place.from, place.page);
  }

  const thread = new Map<Judged, Place>();
  for (const comment of comments.values()) thread.set(comment, await places.find(comment.page));
  for (const [id, comment] of comments) {
    const place = thread.get(comment)!;
    if (place.thread !== null) continue;
    tally.skip(place.why, id, place.from, null);
    comments.delete(id);
  }
  link(comments, thread, tally);
  await date(system, comments, tally);
  return { threads: await drawUp(system, comments, thread, tally), report: tally.done() };
}

/** A comment on its way. */
interface Judged {
  id: string;
  page: string;
  parent: string | null;
  words: Omit<Words, 'parent'>;
  at: number | null;
  status: 'approved' | 'pending' | 'spam' | 'removed';
  email?: string;
  likes: number;
  isPinned: boolean;
  isOwner: boolean;
  /** It only stands in for one that is answered and not in the file. */
  isStandIn?: true;
  newId?: string;
}

function judge(foreign: ForeignComment, options: PlanOptions, owners: ReadonlySet<string>, tally: Tally): Judged {
  const name = [...cleanLine(foreign.name)].slice(0, MAX_NAME).join('');
  const url = foreign.url === undefined ? null : normalUrl(cleanText(foreign.url));
  const email = foreign.email === undefined ? '' : cleanText(foreign.email);
  const isRemoved = foreign.status === 'removed';
  const { source, body } = isRemoved ? { source: '', body: [] } : textOf(foreign.body, tally);
  if (name === '' && !isRemoved) tally.note('no-name');
  const isNamed = owners.has(name.toLowerCase()) || (email !== '' && owners.has(email.toLowerCase()));
  return {
    id: foreign.id,
    page: foreign.page,
    parent: foreign.parent === foreign.id ? null : foreign.parent,
    words: {
      name: isRemoved ? '' : name || ANONYMOUS,
      ...(url !== null && !isRemoved && { url }),
      source,
      body,
    },
    at: foreign.at,
    status: foreign.status,
    ...(options.emails && !isRemoved && isEmail(email) && { email }),
    likes: isRemoved ? 0 : (foreign.likes ?? 0),
    isPinned: foreign.pinned === true,
    // Whoever names the owner names all of them; else the file is asked.
    isOwner: owners.size > 0 ? isNamed : foreign.isOwner === true,
  };
}

function textOf(body: ForeignBody, tally: Tally): { source: string; body: Node[] } {
  const given = 'markdown' in body ? body.markdown : body.html;
  const isLong = given.length > MAX_IMPORTED;
  if (isLong) tally.note('cut');
  const kept = cleanText(isLong ? given.slice(0, MAX_IMPORTED) : given);
  if ('markdown' in body) return { source: kept, body: kept === '' ? [] : toTree(kept) };
  const tree = htmlToTree(kept, body.lines);
  return { source: treeToMarkdown(tree), body: tree };
}

// ---- which page ----

type Place = { from: string } & (
  | { thread: string; page: string; title: string; isClosed: boolean }
  | { thread: null; page: null; why: 'no-address' | 'other-site' }
);

class Places {
  private readonly pages: ReadonlyMap<string, ForeignPage>;
  private readonly options: PlanOptions;
  private readonly found = new Map<string, Place>();

  constructor(pages: ReadonlyMap<string, ForeignPage>, options: PlanOptions) {
    this.pages = pages;
    this.options = options;
  }

  async find(pageId: string): Promise<Place> {
    const known = this.found.get(pageId);
    if (known) return known;
    const place = await this.look(this.pages.get(pageId));
    this.found.set(pageId, place);
    return place;
  }

  private async look(page: ForeignPage | undefined): Promise<Place> {
    const from = cleanLine(page?.address ?? '');
    const { rules = [], sites } = this.options;
    const site = sites.origins[0] ?? '';
    const whole = absolute(from, site);
    const address = applyAddressRules(rules, from) ?? (whole && applyAddressRules(rules, whole)) ?? from;
    const url = absolute(address, site);
    const found = url === null ? null : pageOf(url, undefined, sites);
    if (!found) return { from, thread: null, page: null, why: 'no-address' };
    if (!found.isOnSite) return { from, thread: null, page: null, why: 'other-site' };
    const title = [...cleanLine(page?.title ?? '')].slice(0, MAX_TITLE).join('');
    return {
      from,
      thread: await threadIdOf(found.key),
      page: found.address,
      title,
      isClosed: page?.isClosed ?? false,
    };
  }
}

/** Paths are of the first site. giscus and utterances drop the slash that a path begins with. */
function absolute(address: string, site: string): string | null {
  if (address === '' || /\s/.test(address)) return null;
  if (/^https?:\/\//i.test(address)) return address;
  if (address.startsWith('//')) return `https:${address}`;
  // An address without its scheme, as Commento's: the first piece is a host, and no file.
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\//i.test(address)) return `https://${address}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return null;
  return site === '' ? null : `${site}/${address.replace(/^\/+/, '')}`;
}

// ---- what it answers ----

/** Gives every comment a parent that will be there, and leaves out those that no one would miss. */
function link(comments: Map<string, Judged>, places: Map<Judged, Place>, tally: Tally): void {
  const threadOf = (comment: Judged) => places.get(comment)!.thread;
  const skip = (comment: Judged, reason: 'no-text' | 'removed-without-replies') => {
    const place = places.get(comment)!;
    tally.skip(reason, comment.id, place.from, place.page);
    comments.delete(comment.id);
  };

  for (const comment of [...comments.values()]) {
    if (comment.parent === null) continue;
    const parent = comments.get(comment.parent);
    if (!parent) {
      const standIn: Judged = {
        id: comment.parent,
        page: comment.page,
        parent: null,
        words: { name: '', source: '', body: [] },
        at: null,
        status: 'removed',
        likes: 0,
        isPinned: false,
        isOwner: false,
        isStandIn: true,
      };
      comments.set(standIn.id, standIn);
      places.set(standIn, places.get(comment)!);
    } else if (threadOf(parent) !== threadOf(comment)) {
      comment.parent = null;
      tally.note('other-page');
    }
  }
  breakCircles(comments);

  // Words without a text say nothing; what was answered keeps a place, as if it had been deleted.
  for (const comment of comments.values()) {
    if (comment.status !== 'removed' && isEmpty(comment))
      comment.status = comment.status === 'spam' ? 'spam' : 'removed';
  }
  // Spam is shown to nobody, so it cannot hold a reply: that goes to the next one above that can.
  for (const comment of comments.values()) {
    const before = comment.parent;
    while (comment.parent !== null && comments.get(comment.parent)!.status === 'spam' && comment.status !== 'spam') {
      comment.parent = comments.get(comment.parent)!.parent;
    }
    if (comment.parent !== before) tally.note('moved-up');
  }

  // From the leaves up: a removed comment stays while it has a reply that stays.
  const replies = new Map<string, number>();
  for (const { parent } of comments.values()) if (parent !== null) replies.set(parent, (replies.get(parent) ?? 0) + 1);
  const toLookAt = [...comments.values()];
  while (toLookAt.length > 0) {
    const comment = toLookAt.pop()!;
    const isNeeded = comment.status !== 'removed' && !(comment.status === 'spam' && isEmpty(comment));
    if (isNeeded || (replies.get(comment.id) ?? 0) > 0 || !comments.has(comment.id)) continue;
    if (comment.isStandIn) comments.delete(comment.id);
    else skip(comment, comment.words.name === '' ? 'removed-without-replies' : 'no-text');
    if (comment.parent === null) continue;
    replies.set(comment.parent, replies.get(comment.parent)! - 1);
    const parent = comments.get(comment.parent);
    if (parent) toLookAt.push(parent);
  }
  for (const comment of comments.values()) {
    if (comment.isStandIn) tally.note('stand-in');
    if (comment.status === 'removed') comment.words = { name: '', source: '', body: [] };
  }
}

function isEmpty({ words }: Judged): boolean {
  const hasRule = words.body.some((node) => typeof node !== 'string' && node.t === 'hr');
  return !hasRule && plainText(words.body).trim() === '';
}

/** A comment that answers itself by way of others would be drawn by nobody. Chains may be thousands long. */
function breakCircles(comments: ReadonlyMap<string, Judged>): void {
  const safe = new Set<string>();
  for (const start of comments.values()) {
    const trail = new Set<string>();
    for (let comment: Judged | undefined = start; comment && !safe.has(comment.id); ) {
      trail.add(comment.id);
      if (comment.parent !== null && trail.has(comment.parent)) comment.parent = null;
      comment = comment.parent === null ? undefined : comments.get(comment.parent);
    }
    for (const id of trail) safe.add(id);
  }
}

// ---- when, and by which id ----

/** Dates what has none, by what stands beside it in the file, and makes the ids. */
async function date(system: System, comments: ReadonlyMap<string, Judged>, tally: Tally): Promise<void> {
  const earliestReply = new Map<string, number>();
  for (const { parent, at } of comments.values()) {
    if (parent === null || at === null) continue;
    earliestReply.set(parent, Math.min(at, earliestReply.get(parent) ?? at));
  }
  const undated: Judged[] = [];
  for (const comment of comments.values()) {
    if (comment.at !== null) continue;
    if (!comment.isStandIn) tally.note('no-date');
    const reply = earliestReply.get(comment.id);
    if (reply !== undefined) comment.at = reply - 1;
    else undated.push(comment);
  }
  for (const comment of undated) {
    const trail: Judged[] = [];
    let above: Judged | undefined = comment;
    while (above && above.at === null) {
      trail.push(above);
      above = above.parent === null ? undefined : comments.get(above.parent);
    }
    let at = above?.at ?? Date.UTC(2000, 0, 1);
    for (const each of trail.reverse()) each.at = ++at;
  }
  for (const comment of comments.values()) comment.newId = await idOf(system, comment.id, comment.at!);
}

/** A ULID of the original time whose randomness is a hash of where it came from. */
export async function idOf(system: System, sourceId: string, at: number): Promise<string> {
  const text = new TextEncoder().encode(`afterword import\0${system}\0${sourceId}`);
  const hash = await crypto.subtle.digest('SHA-256', text);
  return makeId(at, new Uint8Array(hash).subarray(0, 10));
}

// ---- as facts ----

async function drawUp(
  system: System,
  comments: ReadonlyMap<string, Judged>,
  places: ReadonlyMap<Judged, Place>,
  tally: Tally,
): Promise<ThreadPlan[]> {
  const threads = new Map<string, ThreadPlan>();
  for (const comment of comments.values()) {
    const place = places.get(comment)!;
    if (place.thread === null) continue;
    const plan = threads.get(place.thread) ?? {
      thread: place.thread,
      page: place.page,
      isClosed: false,
      comments: [],
      pinned: [],
    };
    if (!threads.has(place.thread)) threads.set(place.thread, plan);
    if (place.isClosed) plan.isClosed = true;
    const id = comment.newId!;
    const parent = comment.parent === null ? null : comments.get(comment.parent)!.newId!;
    plan.comments.push({ id, fact: await factOf(system, comment, parent, place) });
    if (comment.isPinned && comment.status === 'approved') plan.pinned.push(id);
    if (!comment.isStandIn) tally.count(KINDS[comment.status], place.from, place.page);
    tally.note('likes', comment.likes);
  }
  for (const plan of threads.values()) {
    plan.comments.sort((a, b) => (a.id < b.id ? -1 : 1));
    if (plan.isClosed) tally.note('closed');
    tally.note('pinned', plan.pinned.length);
  }
  return [...threads.values()].sort((a, b) => (a.thread < b.thread ? -1 : 1));
}

const KINDS = { approved: 'published', pending: 'waiting', spam: 'spam', removed: 'removed' } as const;

async function factOf(
  system: System,
  comment: Judged,
  parent: string | null,
  place: { page: string; title: string },
): Promise<PostFact> {
  const words: Words = { ...comment.words, parent };
  const isRemoved = comment.status === 'removed';
  // A stub of approved words that are gone: it has a position, and says that it was removed.
  const status: ScreeningStatus = comment.status === 'removed' ? 'approved' : comment.status;
  return {
    v: SCHEMA_VERSION,
    kind: 'post',
    at: comment.at!,
    hash: await hashWords(words),
    words,
    screening: { status, reasons: status === 'approved' ? [] : [`from ${nameOf(system)}`] },
    authorId: null,
    ...(comment.isOwner && !isRemoved && { owner: true as const }),
    page: place.page,
    title: place.title,
    ...(comment.email !== undefined && { email: comment.email }),
    ...(isRemoved && { stub: true as const }),
    ...(comment.likes > 0 && { likes: comment.likes }),
  };
}
