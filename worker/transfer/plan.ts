// Decides what becomes of another system's comments: which page each is on, what it answers, whether it is shown, waits, is
// spam, keeps a place or is left out. Every one is counted. Nothing here depends on the moment, so importing the same file
// again, or a later export of it, gives the same ids with the same words.
// Pure: no KV, no clock. Read next: report.ts, store/backup/move-in.ts.

import { cleanLine, cleanText, isEmail, MAX_NAME, MAX_TITLE, type Node, normalUrl } from '../contract/index.ts';
import { type PostFact, SCHEMA_VERSION, type ScreeningStatus, type Words } from '../rules/comment/facts.ts';
import { hashWords, threadIdOf } from '../rules/comment/hash.ts';
import { makeId } from '../rules/comment/id.ts';
import { sha256 } from '../rules/hash.ts';
import { pageOf } from '../rules/page/page.ts';
import type { Sites } from '../rules/page/sites.ts';
import { toTree } from '../rules/text/markdown.ts';
import { plainText } from '../rules/text/tree.ts';
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
  report: Report;
  /** How many threads there will be. */
  size: number;
  /** One after the other: the trees of a large file's comments would not fit into memory all at once. */
  threads(): AsyncIterable<ThreadPlan>;
  /** Of each thread, what its comments will be called. */
  ids(): AsyncIterable<{ thread: string; ids: string[] }>;
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
  const drafts = sort(comments, thread, tally);
  return {
    report: tally.done(),
    size: drafts.length,
    async *threads() {
      for (const draft of drafts) yield await drawUp(system, draft, comments);
    },
    async *ids() {
      for (const { place, comments: all } of drafts)
        yield { thread: place.thread, ids: all.map(({ newId }) => newId!) };
    },
  };
}

/** A comment on its way. */
interface Judged {
  id: string;
  page: string;
  parent: string | null;
  name: string;
  url: string | null;
  body: ForeignBody;
  /** Drawn once to see it, and again when it is its turn. */
  isEmpty: boolean;
  at: number | null;
  status: 'approved' | 'pending' | 'spam' | 'removed';
  email?: string;
  likes: number;
  isPinned: boolean;
  isOwner: boolean;
  /** It only stands in for one that is answered and not in the file. */
  isStandIn?: true;
  /** It counts as removed because there is nothing to read in it. */
  isWordless?: true;
  newId?: string;
}

function judge(foreign: ForeignComment, options: PlanOptions, owners: ReadonlySet<string>, tally: Tally): Judged {
  const name = [...cleanLine(foreign.name)].slice(0, MAX_NAME).join('');
  const url = foreign.url === undefined ? null : normalUrl(cleanText(foreign.url));
  const email = foreign.email === undefined ? '' : cleanText(foreign.email);
  const isRemoved = foreign.status === 'removed';
  const body = isRemoved ? NOTHING : cut(foreign.body, tally);
  if (name === '' && !isRemoved) tally.note('no-name');
  const isNamed = owners.has(name.toLowerCase()) || (email !== '' && owners.has(email.toLowerCase()));
  return {
    id: foreign.id,
    page: foreign.page,
    parent: foreign.parent === foreign.id ? null : foreign.parent,
    name: name || ANONYMOUS,
    url,
    body,
    isEmpty: isRemoved || isEmpty(textOf(body).body),
    at: foreign.at,
    status: foreign.status,
    ...(options.emails && isEmail(email) && { email }),
    likes: foreign.likes ?? 0,
    isPinned: foreign.pinned === true,
    // Whoever names the owner names all of them; else the file is asked.
    isOwner: owners.size > 0 ? isNamed : foreign.isOwner === true,
  };
}

const NOTHING: ForeignBody = { markdown: '' };

function cut(body: ForeignBody, tally: Tally): ForeignBody {
  const given = 'markdown' in body ? body.markdown : body.html;
  if (given.length <= MAX_IMPORTED) return body;
  tally.note('cut');
  const kept = given.slice(0, MAX_IMPORTED);
  return 'markdown' in body ? { markdown: kept } : { ...body, html: kept };
}

function textOf(body: ForeignBody): { source: string; body: Node[] } {
  if ('markdown' in body) {
    const source = cleanText(body.markdown);
    return { source, body: source === '' ? [] : toTree(source) };
  }
  const tree = htmlToTree(cleanText(body.html), body.lines);
  return { source: treeToMarkdown(tree), body: tree };
}

function isEmpty(body: readonly Node[]): boolean {
  return plainText(body).trim() === '' && !body.some((node) => typeof node !== 'string' && node.t === 'hr');
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
        name: '',
        url: null,
        body: NOTHING,
        isEmpty: true,
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
    if (!comment.isEmpty || comment.status === 'removed' || comment.status === 'spam') continue;
    comment.status = 'removed';
    comment.isWordless = true;
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
    const isNeeded = comment.status !== 'removed' && !(comment.status === 'spam' && comment.isEmpty);
    if (isNeeded || (replies.get(comment.id) ?? 0) > 0 || !comments.has(comment.id)) continue;
    if (comment.isStandIn) comments.delete(comment.id);
    else skip(comment, comment.isWordless || comment.status === 'spam' ? 'no-text' : 'removed-without-replies');
    if (comment.parent === null) continue;
    replies.set(comment.parent, replies.get(comment.parent)! - 1);
    const parent = comments.get(comment.parent);
    if (parent) toLookAt.push(parent);
  }
  for (const comment of comments.values()) if (comment.isStandIn) tally.note('stand-in');
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
  const hash = await sha256(`afterword import\0${system}\0${sourceId}`);
  return makeId(at, hash.subarray(0, 10));
}

// ---- as facts ----

/** A thread of which everything is decided, and nothing drawn yet. */
interface Draft {
  place: Extract<Place, { thread: string }>;
  isClosed: boolean;
  comments: Judged[];
}

function sort(comments: ReadonlyMap<string, Judged>, places: ReadonlyMap<Judged, Place>, tally: Tally): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const comment of comments.values()) {
    const place = places.get(comment)!;
    if (place.thread === null) continue;
    const draft = drafts.get(place.thread) ?? { place, isClosed: false, comments: [] };
    drafts.set(place.thread, draft);
    if (place.isClosed) draft.isClosed = true;
    draft.comments.push(comment);
    if (!comment.isStandIn) tally.count(KINDS[comment.status], place.from, place.page);
    if (comment.status !== 'removed') tally.note('likes', comment.likes);
    if (isPinned(comment)) tally.note('pinned');
  }
  for (const draft of drafts.values()) {
    draft.comments.sort((a, b) => (a.newId! < b.newId! ? -1 : 1));
    if (draft.isClosed) tally.note('closed');
  }
  return [...drafts.values()].sort((a, b) => (a.place.thread < b.place.thread ? -1 : 1));
}

const KINDS = { approved: 'published', pending: 'waiting', spam: 'spam', removed: 'removed' } as const;

function isPinned(comment: Judged): boolean {
  return comment.isPinned && comment.status === 'approved';
}

async function drawUp(system: System, draft: Draft, all: ReadonlyMap<string, Judged>): Promise<ThreadPlan> {
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
  comment: Judged,
  parent: string | null,
  place: { page: string; title: string },
): Promise<PostFact> {
  const isRemoved = comment.status === 'removed';
  const words: Words = isRemoved
    ? { name: '', parent, source: '', body: [] }
    : { name: comment.name, ...(comment.url !== null && { url: comment.url }), parent, ...textOf(comment.body) };
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
    page: place.page,
    title: place.title,
    ...(isRemoved
      ? { stub: true as const }
      : {
          ...(comment.isOwner && { owner: true as const }),
          ...(comment.email !== undefined && { email: comment.email }),
          ...(comment.likes > 0 && { likes: comment.likes }),
        }),
  };
}
