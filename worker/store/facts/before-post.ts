// Everything a comment's POST must know before it may be written, in as few reads as can be: one bulk get, and a second
// one for a retry, a moved page or a parent that the head does not hold. Called only once the ticket has passed.
// Read next: actions/post-comment.ts, which decides by it; store/facts/posts.ts.

import type { Node, Thread } from '../../contract/index.ts';
import { AUTHOR_KINDS, type AuthorKind, FRESH_PAGE, type PageState } from '../../rules/comment/facts.ts';
import { keys, type PageField } from '../kv/keys.ts';
import { readMany, readManyWithMeta } from '../kv/kv.ts';
import { readFact, readPageField, readRecord, readThread, readViewMeta } from '../kv/records.ts';
import { type CommentState, readComment } from './comments.ts';

export interface AuthorState {
  known: boolean;
  trusted: boolean;
  blocked: boolean;
  owner: boolean;
  /** Of who is known: the website that was approved with their words, null for none; absent where it was not noted. */
  site?: string | null;
}

/** What is known before a post. */
export interface BeforePost {
  /** Where to write: another thread than asked for when the page was moved. */
  thread: string;
  /** This ticket's comment when it is here already: the POST is a retry. */
  own: CommentState | null;
  page: PageState;
  /** Time of the thread's first comment; null while there is none. */
  firstAt: number | null;
  author: AuthorState;
  parent: 'none' | 'public' | 'unknown';
  /** The names that the head shows with the owner's badge. */
  badged: string[];
  /** The comment in the head where the same author said exactly this already, not counting this ticket's own. */
  sameWords: string | null;
}

/** Of what is to be posted, what the store is asked about. */
export interface PostQuestion {
  thread: string;
  id: string;
  parent: string | null;
  authorId: string | null;
  body: Node[];
}

const PAGE_FIELDS: PageField[] = ['open', 'closesAt', 'from'];

/** Throws StoreError. */
export async function readBeforePost(kv: KVNamespace, ask: PostQuestion, followMove = true): Promise<BeforePost> {
  const { thread, id, authorId } = ask;
  const authorKeys = authorId === null ? [] : AUTHOR_KINDS.map((kind) => keys[kind](authorId));
  const found = await readManyWithMeta(kv, [
    keys.fact(thread, id, 'post'),
    keys.view(thread),
    ...PAGE_FIELDS.map((field) => keys.page(thread, field)),
    ...authorKeys,
  ]);

  const page: PageState = { ...FRESH_PAGE };
  for (const field of PAGE_FIELDS) readPageField(page, field, found.get(keys.page(thread, field))?.meta);
  // The page came here from another address: its thread, with its id, is the old one. One step and no more, for a
  // thread keeps its id however often it moves, and two addresses that name each other must not hang a POST.
  if (followMove && page.movedFrom !== undefined) return readBeforePost(kv, { ...ask, thread: page.movedFrom }, false);

  const head = readThread(found.get(keys.view(thread))?.value);
  const isStored = readFact(found.get(keys.fact(thread, id, 'post'))?.value, 'post') !== null;
  return {
    thread,
    own: isStored ? await readComment(kv, { thread, id }) : null,
    page,
    firstAt: readViewMeta(found.get(keys.view(thread))?.meta)?.firstAt ?? null,
    author: authorStateOf(authorId, (key) => found.get(key)?.value),
    parent: await findParent(kv, ask, head),
    badged: badgedIn(head),
    sameWords: head && saidBefore(ask, head),
  };
}

/** One bulk get. */
export async function readAuthor(kv: KVNamespace, authorId: string): Promise<AuthorState> {
  const stored = await readMany(
    kv,
    AUTHOR_KINDS.map((kind) => keys[kind](authorId)),
  );
  return authorStateOf(authorId, (key) => stored.get(key));
}

export function authorStateOf(authorId: string | null, stored: (key: string) => unknown): AuthorState {
  const is = (kind: AuthorKind) => {
    return authorId !== null && readRecord(stored(keys[kind](authorId)), 'author')?.on === true;
  };
  const state = { known: is('known'), trusted: is('trust'), blocked: is('block'), owner: is('me') };
  const site = state.known ? siteOfKnown(stored(keys.known(authorId!))) : undefined;
  return { ...state, ...(site !== undefined && { site }) };
}

/** The website that is noted with a known author. */
export function siteOfKnown(stored: unknown): string | null | undefined {
  const url = readRecord(stored, 'author')?.url;
  return url === null || typeof url === 'string' ? url : undefined;
}

// Newest first: people answer what they have just read. A view lags: a parent that it does not show, or shows as gone,
// may have been approved since. So only what it shows is believed; anything else is looked up by its facts.
async function findParent(kv: KVNamespace, ask: PostQuestion, head: Thread | null): Promise<BeforePost['parent']> {
  const { thread, parent } = ask;
  if (parent === null) return 'none';
  const shown = head?.comments.findLast((comment) => comment.id === parent);
  if (shown && !shown.gone) return 'public';
  const state = await readComment(kv, { thread, id: parent });
  return state?.settled.status === 'approved' ? 'public' : 'unknown';
}

function badgedIn(head: Thread | null): string[] {
  const comments = [...(head?.pinned ?? []), ...(head?.comments ?? [])];
  return [...new Set(comments.flatMap(({ author }) => (author.owner ? author.name : [])))];
}

function saidBefore({ id, authorId, body }: PostQuestion, head: Thread): string | null {
  if (authorId === null) return null;
  const said = JSON.stringify(body);
  const same = head.comments.find(
    (comment) => comment.author.id === authorId && comment.id !== id && JSON.stringify(comment.body) === said,
  );
  return same?.id ?? null;
}
