// What the owner is shown of authors: the list, with what each said last, and one of them before all that they wrote is
// erased.
// Read next: actions/owner-comment.ts, which erases it; store/facts/authors.ts, store/facts/erase.ts.

import type { Scope } from '../../deps.ts';
import { timeOf } from '../../rules/comment/id.ts';
import { plainText } from '../../rules/text/tree.ts';
import { type ListedAuthor, listAuthors } from '../../store/facts/authors.ts';
import { agrees, type CommentRef, readComments, wordsOf } from '../../store/facts/comments.ts';
import { findByAuthor, isErased } from '../../store/facts/erase.ts';
import { readPublished } from '../../store/inbox/inbox.ts';

/** On a page of the desk; each is four reads or more, for the last words. */
const PAGE = 50;

/** Characters. */
const LAST_WORDS = 120;

export interface DeskAuthor extends ListedAuthor {
  /** Among the newest thousand published comments. */
  count: number;
  /** Of the newest of them; null where none is among those. */
  last: { at: number; words: string } | null;
}

/** Where the list goes on: among those behind the store's cursor, after so many. */
export interface AuthorsFrom {
  cursor: string | null;
  skip: number;
}

export interface DeskAuthors {
  authors: DeskAuthor[];
  next: AuthorsFrom | null;
  /** Whether the counts are of all that is published. */
  isWhole: boolean;
}

/** Those whose name has these letters, the last to write first. Five lists on the first page. */
export async function listDeskAuthors(
  { kv }: Pick<Scope, 'kv'>,
  { cursor, skip }: AuthorsFrom,
  query: string,
): Promise<DeskAuthors> {
  const [listed, published] = await Promise.all([listAuthors(kv, cursor), readPublished(kv)]);
  const wanted = query.toLocaleLowerCase();
  const newest = ({ id }: ListedAuthor) => published.authors.get(id)?.newest.id ?? '';
  const found = listed.authors
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => (newest(a) < newest(b) ? 1 : newest(a) > newest(b) ? -1 : 0));
  const page = found.slice(skip, skip + PAGE);
  const words = await readLastWords(
    kv,
    page.flatMap(({ id }) => published.authors.get(id)?.newest ?? []),
  );
  const rest: AuthorsFrom | null = listed.cursor === null ? null : { cursor: listed.cursor, skip: 0 };
  return {
    authors: page.map((author) => {
      const said = published.authors.get(author.id);
      const last = said && { at: timeOf(said.newest.id), words: words.get(said.newest.id) ?? '' };
      return { ...author, count: said?.count ?? 0, last: last ?? null };
    }),
    next: found.length > skip + PAGE ? { cursor, skip: skip + PAGE } : rest,
    isWhole: published.isWhole,
  };
}

async function readLastWords(kv: Scope['kv'], refs: CommentRef[]): Promise<Map<string, string>> {
  const states = refs.length > 0 ? await readComments(kv, refs) : [];
  return new Map(
    states.flatMap((state) => {
      // Its row may still lie there when it was judged or withdrawn a moment ago.
      if (!state?.settled.shown || !agrees(state, 'approved')) return [];
      const said = [...plainText(wordsOf(state, state.settled.shown).body).replace(/\s+/g, ' ').trim()];
      return [[state.id, said.length > LAST_WORDS ? `${said.slice(0, LAST_WORDS - 1).join('')}…` : said.join('')]];
    }),
  );
}

/** The name on one of their comments, and how many there are with words left. */
export async function readAuthor({ kv }: Pick<Scope, 'kv'>, id: string): Promise<{ name: string; count: number }> {
  const states = (await findByAuthor(kv, id)).filter((state) => !isErased(state));
  return { name: states[0]?.post.words.name ?? '', count: states.length };
}
