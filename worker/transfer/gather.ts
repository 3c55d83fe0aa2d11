// Sorts the lines of our own export by thread again, and, where address rules say so, brings threads to their new
// address. Pure. Read next: own.ts for the lines, store/backup/move-in.ts for what becomes of them.

import type { CommentFact, PostFact } from '../rules/comment/facts.ts';
import { threadIdOf } from '../rules/comment/hash.ts';
import { endingOf } from '../rules/page/ending.ts';
import { pageOf } from '../rules/page/page.ts';
import { isSiteAddress, type Sites } from '../rules/page/sites.ts';
import { type AddressRule, applyAddressRules, findAddressRule, unusedRules } from './address-rules.ts';
import { commentsOnly } from './comments-only.ts';
import { addressAmong } from './out/comments.ts';
import type { OwnRecord } from './own.ts';
import { type Claims, claimOf } from './privileges.ts';
import type { TransferError } from './record.ts';
import { Tally } from './report.ts';

export interface OwnThread {
  thread: string;
  posts: { id: string; fact: PostFact; bundle?: string }[];
  facts: { id: string; fact: CommentFact }[];
  page: { field: string; target: string; meta: object }[];
  likes: { id: string; authorId: string; on: boolean }[];
  reports: { id: string; hash: string; value: unknown }[];
}

export interface OwnSite {
  authors: Omit<Extract<OwnRecord, { type: 'author' }>, 'type'>[];
  settings: Omit<Extract<OwnRecord, { type: 'setting' }>, 'type'>[];
  refusals: Omit<Extract<OwnRecord, { type: 'refusal' }>, 'type'>[];
}

export const NO_SITE: OwnSite = { authors: [], settings: [], refusals: [] };

interface GatheredThread extends OwnThread {
  byId: Map<string, OwnThread['posts'][number]>;
}

export class Gatherer {
  readonly site: OwnSite = { authors: [], settings: [], refusals: [] };
  /** What there was, taken or not. */
  readonly claims: Claims = {};
  /** What of the file could not be read, and is left out. */
  readonly leftOut: TransferError[] = [];
  /** Where words had something in them that no comment may have. */
  readonly putRight: string[] = [];
  /** Of the last `cursor` line; undefined where there was none, and the file is cut off. */
  cursor: string | null | undefined;
  private readonly gathered = new Map<string, GatheredThread>();
  private readonly isOwn: boolean;

  /** `isOwn`: the owner says that the backup is theirs, and what it claims is taken. */
  constructor(isOwn: boolean) {
    this.isOwn = isOwn;
  }

  add(record: OwnRecord): void {
    const claim = claimOf(record);
    if (claim !== null) this.claims[claim] = (this.claims[claim] ?? 0) + 1;
    if (record.type === 'cursor') this.cursor = record.cursor;
    else if (record.type === 'left-out') this.leftOut.push(record.error);
    else if (record.type === 'put-right') this.putRight.push(record.where);
    // Facts are taken all the same: without the verdicts on it a removed comment would be public.
    else if (record.type === 'fact') this.addFact(this.of(record.thread), record);
    // Who wants no mail wants none, whosever backup says so.
    else if (record.type === 'refusal') this.site.refusals.push(record);
    else if (this.isOwn) this.addOwn(record);
  }

  private addOwn(record: Exclude<OwnRecord, { type: 'fact' | 'cursor' | 'left-out' | 'put-right' | 'refusal' }>): void {
    switch (record.type) {
      case 'author':
        this.site.authors.push(record);
        break;
      case 'setting':
        this.site.settings.push(record);
        break;
      case 'page':
        this.of(record.thread).page.push(record);
        break;
      case 'like':
        this.of(record.thread).likes.push(record);
        break;
      case 'report':
        this.of(record.thread).reports.push(record);
    }
  }

  get threads(): OwnThread[] {
    const threads = [...this.gathered.values()].map(({ byId, ...thread }) => ({
      ...thread,
      posts: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    }));
    return this.isOwn ? threads : threads.map((thread) => commentsOnly(thread, true));
  }

  private of(thread: string): GatheredThread {
    const known = this.gathered.get(thread);
    if (known) return known;
    const fresh: GatheredThread = {
      thread,
      posts: [],
      facts: [],
      page: [],
      likes: [],
      reports: [],
      byId: new Map(),
    };
    this.gathered.set(thread, fresh);
    return fresh;
  }

  private addFact(thread: GatheredThread, record: Extract<OwnRecord, { type: 'fact' }>): void {
    const { id, fact, bundle } = record;
    if (fact.kind !== 'post') thread.facts.push({ id, fact });
    // In its bundle it still has the words that were taken out since: the stub, which comes later, counts.
    else if (!thread.byId.get(id)?.fact.stub) {
      thread.byId.set(id, { id, fact, ...(bundle !== undefined && { bundle }) });
    }
  }
}

/**
 * The thread where the rules have its page now. A thread that was made for a page's own id (`data-page-id`) has no
 * address in its name and stays what it is.
 */
export async function moved(thread: OwnThread, rules: AddressRule[], sites: Sites): Promise<OwnThread> {
  const address = addressAmong(thread.posts);
  const to = address === '' ? null : applyAddressRules(rules, address);
  if (to === null) return thread;
  const before = pageOf(address, undefined, { origins: [new URL(address).origin], anyPort: [] });
  const page = pageOf(to, undefined, sites);
  if (!page?.isOnSite || !before || (await threadIdOf(before.key)) !== thread.thread) return thread;
  return {
    ...thread,
    thread: await threadIdOf(page.key),
    posts: thread.posts.map(({ fact, ...post }) => ({
      ...post,
      fact: fact.page === '' ? fact : { ...fact, page: page.address, ending: endingOf(to) },
    })),
  };
}

/** What a backup holds, in the words of the report on other systems' exports. */
export function reportOf(threads: OwnThread[], { sites, rules }: { sites: Sites; rules: AddressRule[] }) {
  const tally = new Tally('afterword');
  const used = threads.map(({ posts }) => findAddressRule(rules, addressAmong(posts))?.rule);
  tally.unused.rules = unusedRules(rules, new Set(used.filter((rule) => rule !== undefined)));
  for (const { thread, posts, facts } of threads) {
    const address = addressAmong(posts);
    const last = new Map(facts.map(({ id, fact }) => [`${id} ${fact.kind}`, fact]));
    for (const { id, fact } of posts) {
      const hide = last.get(`${id} hide`);
      const act = hide?.kind === 'hide' ? hide.act : 'restore';
      const isGone = fact.stub || last.has(`${id} gone`) || act === 'remove' || act === 'erase';
      const isApproved = fact.screening.status === 'approved' || last.has(`${id} ok`);
      const shown = isApproved ? 'published' : fact.screening.status === 'spam' ? 'spam' : 'waiting';
      const kind = isGone ? 'removed' : act === 'spam' ? 'spam' : act === 'wait' ? 'waiting' : shown;
      const page = fact.page || address;
      tally.count(kind, page || thread, page || thread);
      if (page !== '' && !isSiteAddress(page, sites)) tally.note('elsewhere');
    }
  }
  return tally.done();
}
