// What follows from the facts of one comment: its status, its place in time, and which of its words others see.
// Pure, and the same whatever order the facts came in. Read next: rules/thread/outline.ts, which does it for a whole
// thread.

import type { Status } from '../../contract/index.ts';
import type {
  CommentMeta,
  EditMeta,
  GoneMeta,
  HideMeta,
  MeMeta,
  OwnerWordsMeta,
  PinMeta,
  PostMeta,
  ScreeningStatus,
} from './facts.ts';

/** All that is known of one comment without its words. */
export interface Entry {
  post?: PostMeta;
  edit?: EditMeta;
  gone?: GoneMeta;
  hide?: HideMeta;
  pin?: PinMeta;
  owner?: OwnerWordsMeta;
  me?: MeMeta;
  /** Hash of approved words → time of that approval. */
  ok: ReadonlyMap<string, number>;
  /** Imported: the bundle that holds its first words. */
  bundle?: string;
}

/** Where words stand: a fact's own, or the approved ones that an edit replaces and carries along. */
export type WordsSource = 'post' | 'edit' | 'before' | 'owner';

export interface WordsVersion {
  source: WordsSource;
  hash: string;
  at: number;
}

export interface Settled {
  status: Status;
  /** The earliest approval of any words of it: decides its position. Null: it never had one. */
  publishedAt: number | null;
  /** The newest approved words: what others see while the status is approved. */
  shown: WordsVersion | null;
  /** The newest words, approved or not: what the owner judges. */
  newest: WordsVersion & { judged: ScreeningStatus };
  /** Since when it is removed, spam, waiting again or withdrawn. */
  goneAt: number | null;
}

/** Most comments were never approved by hand, and a thread may have thousands: they share this one. */
const NO_APPROVALS: ReadonlyMap<string, number> = new Map();

export function emptyEntry(): Entry {
  return { ok: NO_APPROVALS };
}

/**
 * Adds what one fact says. Of two facts of one kind the newer counts; of two approvals of the same words, the earlier.
 */
export function addMeta(entry: Entry, meta: CommentMeta): void {
  if (meta.k === 'ok') {
    const before = entry.ok.get(meta.h);
    if (before === undefined || meta.at < before) entry.ok = new Map(entry.ok).set(meta.h, meta.at);
    return;
  }
  const before = entry[meta.k];
  if (before === undefined || isNewer(meta, before)) (entry as unknown as Record<string, CommentMeta>)[meta.k] = meta;
}

// Equal times: the stub the sweep put in the place of the words has their time, and must win.
function isNewer(meta: CommentMeta, before: CommentMeta): boolean {
  if (meta.at !== before.at) return meta.at > before.at;
  return !('x' in before);
}

/** Null where the first words are unknown: later facts about a comment may be listed before it. */
export function settle(entry: Entry): Settled | null {
  const { post, edit, owner, hide, gone } = entry;
  if (!post) return null;
  if (isPlain(entry)) return settlePlain(post);

  const versions: (WordsVersion & { judged: ScreeningStatus; approvedAt: number | null; stub: boolean })[] = [];
  const add = (source: WordsSource, hash: string, at: number, judged: ScreeningStatus, stub: boolean, later = at) => {
    const ok = entry.ok.get(hash) ?? null;
    const approvedAt = judged === 'approved' ? later : ok;
    versions.push({ source, hash, at, judged: approvedAt === null ? judged : 'approved', approvedAt, stub });
  };
  add('post', post.h, post.at, post.s, post.x === 1, post.f);
  if (edit) {
    if (edit.b && edit.b[0] !== post.h) add('before', edit.b[0], edit.b[1], 'approved', edit.x === 1);
    add('edit', edit.h, edit.at, edit.s, edit.x === 1);
  }
  if (owner) add('owner', owner.h, owner.at, 'approved', owner.x === 1);
  versions.sort((a, b) => ageOf(a) - ageOf(b));

  const approvals = versions.flatMap((version) => version.approvedAt ?? []);
  // An approved edit may have been overwritten by a later one, and the words it approved with it.
  approvals.push(...entry.ok.values());
  if (edit?.f !== undefined) approvals.push(edit.f);
  const publishedAt = approvals.length > 0 ? Math.min(...approvals) : null;

  const newest = versions.at(-1)!;
  const shown = versions.findLast((version) => version.approvedAt !== null) ?? null;
  return {
    status: statusOf(entry, shown, newest.judged),
    publishedAt,
    shown: shown && { source: shown.source, hash: shown.hash, at: shown.at },
    newest: { source: newest.source, hash: newest.hash, at: newest.at, judged: newest.judged },
    goneAt: gone?.at ?? (hide && hide.d !== 'restore' ? hide.at : null),
  };
}

/** Nothing but first words: nine of ten comments, and what folding thousands of them costs is spent here. */
function isPlain({ edit, owner, hide, gone, ok }: Entry): boolean {
  return !edit && !owner && !hide && !gone && ok.size === 0;
}

function settlePlain(post: PostMeta): Settled {
  const version: WordsVersion = { source: 'post', hash: post.h, at: post.at };
  const isApproved = post.s === 'approved';
  return {
    status: post.x ? 'removed' : post.s,
    publishedAt: isApproved ? (post.f ?? post.at) : null,
    shown: isApproved ? version : null,
    newest: { source: 'post', hash: post.h, at: post.at, judged: post.s },
    goneAt: null,
  };
}

/**
 * First words are the oldest whatever their time says: a late retry that did not see its first attempt puts them again,
 * with the time of the retry, and must not undo an edit made in between.
 */
function ageOf({ source, at }: WordsVersion): number {
  return source === 'post' ? 0 : at;
}

function statusOf(entry: Entry, shown: { stub: boolean } | null, judged: ScreeningStatus): Status {
  if (entry.gone) return 'withdrawn';
  const isWordless = entry.post?.x === 1 || shown?.stub === true;
  switch (entry.hide?.d) {
    case 'remove':
    case 'erase':
      return 'removed';
    case 'spam':
      return 'spam';
    // What came after the words were deleted brings nothing back: neither a restore nor, from another tab, a second
    // thought.
    case 'wait':
      return isWordless ? 'removed' : 'pending';
    default:
      if (isWordless) return 'removed';
      return shown ? 'approved' : judged;
  }
}
