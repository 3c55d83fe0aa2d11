// What other programs want of a thread: its comments as they are shown or wait, each with one text, and no history.
// Made of the records of our own export. Pure. Read next: rules/comment/settle.ts, which decides what a comment's facts
// come to.

import type { Node, Status } from '../../contract/index.ts';
import { metaOf, type Words } from '../../rules/comment/facts.ts';
import { addMeta, type Entry, emptyEntry, settle } from '../../rules/comment/settle.ts';
import { withEnding } from '../../rules/page/ending.ts';
import type { OwnThread } from '../gather.ts';

export interface OutThread {
  thread: string;
  /** Its address now, and as readers see it: systems that it moves to may know the page by its last slash. */
  page: string;
  title: string;
  isOpen: boolean;
  /** In the order of writing: parents before their replies, unless clocks were wrong. */
  comments: OutComment[];
}

export interface OutComment {
  id: string;
  parent: string | null;
  name: string;
  url?: string;
  email?: string;
  source: string;
  body: Node[];
  at: number;
  status: Exclude<Status, 'withdrawn'>;
  isOwner: boolean;
  likes: number;
}

/** Withdrawn ones are `removed` here: elsewhere there is no difference. */
export function commentsOf(own: OwnThread): OutThread {
  const entries = new Map<string, Entry>();
  const entryOf = (id: string) => {
    const entry = entries.get(id) ?? emptyEntry();
    entries.set(id, entry);
    return entry;
  };
  for (const { id, fact } of [...own.posts, ...own.facts]) addMeta(entryOf(id), metaOf(fact));
  const words = new Map<string, Words>();
  for (const { id, fact } of [...own.posts, ...own.facts]) {
    if ('words' in fact) words.set(`${id} ${fact.hash}`, fact.words);
    if (fact.kind === 'edit' && fact.before) words.set(`${id} ${fact.before.hash}`, fact.before.words);
  }
  const likes = new Map<string, number>();
  for (const { id, on } of own.likes) if (on) likes.set(id, (likes.get(id) ?? 0) + 1);

  const comments = own.posts.flatMap(({ id, fact }): OutComment[] => {
    const entry = entryOf(id);
    const settled = settle(entry);
    if (!settled) return [];
    const isGone = settled.status === 'removed' || settled.status === 'withdrawn';
    const shown = words.get(`${id} ${(settled.shown ?? settled.newest).hash}`) ?? fact.words;
    return [
      {
        id,
        parent: fact.words.parent,
        name: isGone ? '' : shown.name,
        ...(!isGone && shown.url !== undefined && { url: shown.url }),
        ...(!isGone && fact.email !== undefined && { email: fact.email }),
        source: isGone ? '' : shown.source,
        body: isGone ? [] : shown.body,
        at: fact.at,
        status: settled.status === 'withdrawn' ? 'removed' : settled.status,
        isOwner: entry.me ? entry.me.on === 1 : fact.owner === true,
        likes: (fact.likes ?? 0) + (likes.get(id) ?? 0),
      },
    ];
  });
  const field = (name: string) => own.page.find((each) => each.field === name)?.meta as { value?: unknown } | undefined;
  const title = field('title')?.value;
  return {
    thread: own.thread,
    page: addressOf(own),
    title:
      typeof title === 'string' && title !== '' ? title : (own.posts.find(({ fact }) => fact.title)?.fact.title ?? ''),
    isOpen: field('open')?.value !== false,
    comments: comments.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
  };
}

/** A stub has none. */
export function addressAmong(posts: OwnThread['posts']): string {
  return posts.find(({ fact }) => fact.page !== '')?.fact.page ?? '';
}

function addressOf({ posts, page }: OwnThread): string {
  const moves = page.flatMap(({ field, meta }) => (field === 'moved' ? [meta as { at?: number; page?: unknown }] : []));
  const newest = moves.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0]?.page;
  const address = typeof newest === 'string' ? newest : addressAmong(posts);
  // Those that were written before endings were kept say nothing.
  const seen = posts.findLast(({ fact }) => fact.page === address && fact.ending);
  return withEnding(address, seen?.fact.ending);
}
