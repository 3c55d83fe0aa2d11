// What the owner holds of authors: known, trusted, blocked, the owner. A key for each kind of state; the name that they
// wrote under goes into its metadata, so that one list shows them.
// Read next: store/facts/verdicts.ts, which puts most of them.

import { AUTHOR_KINDS, type AuthorKind } from '../../rules/comment/facts.ts';
import { keys } from '../kv/keys.ts';
import { type Listed, listAll, listPage, put, readMany } from '../kv/kv.ts';
import { packText, unpackText } from '../kv/packed-text.ts';
import { type AuthorState, authorStateOf } from './before-post.ts';

const VERSION = 1;
/** Bytes: 80 letters of any script. */
const NAME_ROOM = 320;
interface AuthorMeta {
  on: 0 | 1;
  /** Packed. */
  name: string;
}

export interface ListedAuthor extends AuthorState {
  id: string;
  /** As they signed when this was put; '' where that was erased. */
  name: string;
}

/** One write. `site`: of who is known, the website that was approved. Throws StoreError. */
export function putAuthor(
  kv: KVNamespace,
  { id, kind, on, name, site }: { id: string; kind: AuthorKind; on: boolean; name: string; site?: string | null },
  now: number,
): Promise<void> {
  const meta: AuthorMeta = { on: on ? 1 : 0, name: packText(name, NAME_ROOM) };
  return put(kv, keys[kind](id), { v: VERSION, on, at: now, ...(site !== undefined && { url: site }) }, meta);
}

/** By id. In bulk, four billed reads each. */
export async function readAuthors(kv: KVNamespace, ids: string[]): Promise<Map<string, AuthorState>> {
  const distinct = [...new Set(ids)];
  const stored = await readMany(
    kv,
    distinct.flatMap((id) => AUTHOR_KINDS.map((kind) => keys[kind](id))),
  );
  return new Map(distinct.map((id) => [id, authorStateOf(id, (key) => stored.get(key))]));
}

/**
 * Those who are the owner, blocked or trusted on the first page, and on each page a thousand of the known: four lists,
 * then one.
 */
export async function listAuthors(
  kv: KVNamespace,
  cursor: string | null,
): Promise<{ authors: ListedAuthor[]; cursor: string | null }> {
  const authors = new Map<string, ListedAuthor>();
  const add = (kind: AuthorKind, listed: Listed<AuthorMeta>[]) => {
    for (const { name: key, meta } of listed) {
      if (meta?.on !== 1) continue;
      const id = key.slice(keys[kind]('').length);
      const fresh = { id, name: '', known: false, trusted: false, blocked: false, owner: false };
      const author = authors.get(id) ?? fresh;
      authors.set(id, { ...author, name: author.name || unpackText(meta.name), [FLAGS[kind]]: true });
    }
  };
  if (cursor === null) {
    const few = ['me', 'block', 'trust'] as const;
    const lists = await Promise.all(few.map((kind) => listAll<AuthorMeta>(kv, keys[kind](''))));
    few.forEach((kind, i) => {
      add(kind, lists[i]!);
    });
  }
  const known = await listPage<AuthorMeta>(kv, keys.known(''), cursor);
  add('known', known.keys);
  return { authors: [...authors.values()], cursor: known.cursor };
}

const FLAGS = { known: 'known', trust: 'trusted', block: 'blocked', me: 'owner' } as const satisfies Record<
  AuthorKind,
  keyof AuthorState
>;
