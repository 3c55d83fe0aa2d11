// The facts of a thread: everything that was ever accepted about its comments, each kind of write in a
// shape of its own. A fact's value says everything; its metadata (`…Meta`) is the part that a list
// returns, enough for order, positions and statuses without reading a value.
// Pure. Read next: settle.ts for what follows from the facts of one comment, store/SCHEMA.md for the keys.

import type { Node } from '../../contract/index.ts';

/** Written into every value. Readers take this version and older ones and leave newer ones alone. */
export const SCHEMA_VERSION = 1;

export type ScreeningStatus = 'approved' | 'pending' | 'spam';

export interface Screening {
  status: ScreeningStatus;
  /** In words for the owner: 'first comment', 'blocked word: casino'. */
  reasons: string[];
}

/** What a reader controls and others see. The hash covers name, url, parent and body, not the source. */
export interface Words {
  name: string;
  url?: string;
  parent: string | null;
  source: string;
  body: Node[];
}

/** Every kind of fact about a comment. Which keys, columns and files they lie in follows from this list. */
export const FACT_KINDS = ['post', 'edit', 'gone', 'ok', 'hide', 'pin', 'owner', 'me'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** All times are milliseconds since 1970. */
interface FactOf<Kind extends FactKind> {
  v: number;
  kind: Kind;
  at: number;
}

/** The first words, put once by the ticket's POST. */
export interface PostFact extends FactOf<'post'> {
  hash: string;
  words: Words;
  screening: Screening;
  authorId: string | null;
  /** As of the moment of writing. */
  known?: true;
  owner?: true;
  /** Where the page was then, and what it was called: plain text. */
  page: string;
  title: string;
  /** How its address ended there, where the canonical one leaves that out (rules/page/ending.ts): for moving out. */
  ending?: string;
  /** Imported ones only; never public. */
  email?: string;
  /** Its author wants to be told of replies: there is an address, or was (store/facts/subscribers.ts). */
  notify?: true;
  /** Then: in which language, as its file is called (widget/words/languages.ts); none is English. */
  lang?: string;
  /** The words were deleted (removed or withdrawn for 25 h, or erased); `words` are empty. */
  stub?: true;
  /** Of a stub: the bundle that the words came in and have to be taken out of; a number in old ones. */
  bundle?: string | number;
  /** Imported: the likes it came with, to which readers' own are added. */
  likes?: number;
  /** Imported: when these words were approved, where that was later than they were written. */
  approvedAt?: number;
}

/** The latest edit, and the newest approved words that it replaces. */
export interface EditFact extends FactOf<'edit'> {
  hash: string;
  words: Words;
  screening: Screening;
  authorId: string;
  before?: { hash: string; at: number; words: Words; first: boolean };
  /** The earliest approval known when it was put, so that overwriting an approved edit moves no position. */
  publishedAt?: number;
  /** How many edits there were, this one included. */
  edits?: number;
  stub?: true;
}

/** Withdrawn by its author; final. */
export type GoneFact = FactOf<'gone'>;

/** The owner approved exactly the words of this hash. */
export interface OkFact extends FactOf<'ok'> {
  hash: string;
}

export type HideAct = 'remove' | 'spam' | 'erase' | 'wait' | 'restore';

export interface HideFact extends FactOf<'hide'> {
  act: HideAct;
}

export interface PinFact extends FactOf<'pin'> {
  on: boolean;
}

/** The owner's own wording. */
export interface OwnerWordsFact extends FactOf<'owner'> {
  hash: string;
  words: Words;
  stub?: true;
}

/** The author of this comment is the owner. */
export interface MeFact extends FactOf<'me'> {
  on: boolean;
}

export type CommentFact = PostFact | EditFact | GoneFact | OkFact | HideFact | PinFact | OwnerWordsFact | MeFact;

// ---- metadata: short names, for KV allows 1,024 bytes ----

export type PostMeta = {
  k: 'post';
  at: number;
  h: string;
  s: ScreeningStatus;
  a: string | null;
  p: string | null;
  /** Known, owner, stub. */
  n?: 1;
  o?: 1;
  x?: 1;
  /** Imported likes; approvedAt. */
  l?: number;
  f?: number;
};
export type EditMeta = {
  k: 'edit';
  at: number;
  h: string;
  s: ScreeningStatus;
  a: string;
  /** Hash, time and whether they are the first words, of the approved words before. */
  b?: [hash: string, at: number, first: 0 | 1];
  /** publishedAt. */
  f?: number;
  x?: 1;
};
export type GoneMeta = { k: 'gone'; at: number };
export type OkMeta = { k: 'ok'; at: number; h: string };
export type HideMeta = { k: 'hide'; at: number; d: HideAct };
export type PinMeta = { k: 'pin'; at: number; on: 0 | 1 };
export type OwnerWordsMeta = { k: 'owner'; at: number; h: string; x?: 1 };
export type MeMeta = { k: 'me'; at: number; on: 0 | 1 };
export type CommentMeta = PostMeta | EditMeta | GoneMeta | OkMeta | HideMeta | PinMeta | OwnerWordsMeta | MeMeta;

/** The metadata of a fact: the same statement, without the words. */
export function metaOf(fact: CommentFact): CommentMeta {
  switch (fact.kind) {
    case 'post':
      return {
        k: 'post',
        at: fact.at,
        h: fact.hash,
        s: fact.screening.status,
        a: fact.authorId,
        p: fact.words.parent,
        ...(fact.known && { n: 1 }),
        ...(fact.owner && { o: 1 }),
        ...(fact.stub && { x: 1 }),
        ...(fact.likes && { l: fact.likes }),
        ...(fact.approvedAt !== undefined && { f: fact.approvedAt }),
      };
    case 'edit':
      return {
        k: 'edit',
        at: fact.at,
        h: fact.hash,
        s: fact.screening.status,
        a: fact.authorId,
        ...(fact.before && { b: [fact.before.hash, fact.before.at, fact.before.first ? 1 : 0] }),
        ...(fact.publishedAt !== undefined && { f: fact.publishedAt }),
        ...(fact.stub && { x: 1 }),
      };
    case 'gone':
      return { k: 'gone', at: fact.at };
    case 'ok':
      return { k: 'ok', at: fact.at, h: fact.hash };
    case 'hide':
      return { k: 'hide', at: fact.at, d: fact.act };
    case 'owner':
      return { k: 'owner', at: fact.at, h: fact.hash, ...(fact.stub && { x: 1 }) };
    case 'pin':
    case 'me':
      return { k: fact.kind, at: fact.at, on: fact.on ? 1 : 0 };
  }
}

// ---- what the owner holds of an author: one fact a kind ----

/** Approved once; may post links; blocked; is the owner. */
export const AUTHOR_KINDS = ['known', 'trust', 'block', 'me'] as const;
export type AuthorKind = (typeof AUTHOR_KINDS)[number];

// ---- the page's state: one fact a field ----

export interface PageState {
  open: boolean;
  /** The address at which the owner closed or opened it, where nobody had written yet who could say it. */
  page?: string;
  /** The owner's title; readers' tickets bring the other ones. */
  title?: string;
  /** ISO 8601. */
  closesAt?: string;
  /** Where its page moved, the newest first: the views are put at each of these threads' names as well. */
  moves?: Move[];
  /** This address has no thread of its own: its comments are in that one. */
  movedFrom?: string;
}

export interface Move {
  /** The thread that the new address would have. */
  thread: string;
  /** The new address. */
  page: string;
  at: number;
}

export const FRESH_PAGE: PageState = { open: true };
