// Sets a stage in the real KV of workerd: comments and verdicts put through the store's own functions, at chosen times.

import { env } from 'cloudflare:workers';
import type { Thread } from '../../../worker/contract/index.ts';
import type { EditFact, PostFact, ScreeningStatus } from '../../../worker/rules/comment/facts.ts';
import { metaOf } from '../../../worker/rules/comment/facts.ts';
import { hashWords } from '../../../worker/rules/comment/hash.ts';
import { makeId } from '../../../worker/rules/comment/id.ts';
import { acceptPost } from '../../../worker/store/facts/posts.ts';
import { keyOfFact } from '../../../worker/store/kv/keys.ts';
import { put } from '../../../worker/store/kv/kv.ts';
import { readView } from '../../../worker/store/views/head.ts';
import { publish } from '../../../worker/store/views/publish.ts';

export const THREAD = 'AAAAAAAAAAAAAAAAAAAAAA';
export const START = Date.parse('2026-11-01T12:00:00Z');

/** The n-th id, issued n seconds after the start. */
export function idOf(n: number): string {
  return makeId(START + n * 1000, new Uint8Array(10).fill(n % 256));
}

export interface Said {
  at?: number;
  text?: string;
  name?: string;
  parent?: string | null;
  status?: ScreeningStatus;
  authorId?: string;
  reasons?: string[];
}

export async function postFact(n: number, said: Said = {}): Promise<PostFact> {
  const words = {
    name: said.name ?? `Reader ${n}`,
    parent: said.parent ?? null,
    source: said.text ?? `Words ${n}`,
    body: [{ t: 'p' as const, c: [said.text ?? `Words ${n}`] }],
  };
  return {
    v: 1,
    kind: 'post',
    at: said.at ?? START + n * 1000,
    hash: await hashWords(words),
    words,
    screening: {
      status: said.status ?? 'approved',
      reasons: said.reasons ?? (said.status === 'pending' ? ['first comment'] : []),
    },
    authorId: said.authorId ?? `author${n}`.padEnd(16, '0').slice(0, 16),
    page: 'https://blog.example/post',
    title: 'A post',
  };
}

/** Accepts a comment and publishes it, as a request does. Returns its fact. */
export async function say(kv: KVNamespace, n: number, said: Said = {}): Promise<PostFact> {
  const fact = await postFact(n, said);
  await acceptPost(kv, THREAD, idOf(n), fact, fact.at);
  if (fact.screening.status === 'approved') await publish(kv, THREAD, [{ id: idOf(n), fact }], fact.at);
  return fact;
}

/** Puts facts without publishing anything: many at once. */
export async function putFacts(kv: KVNamespace, from: number, to: number, said: Said = {}): Promise<void> {
  for (let n = from; n < to; n++) {
    const fact = await postFact(n, said);
    await put(kv, keyOfFact(THREAD, idOf(n), fact), fact, metaOf(fact));
  }
}

export async function editFact(
  n: number,
  text: string,
  at: number,
  status: ScreeningStatus,
  before?: PostFact,
): Promise<EditFact> {
  const post = before ?? (await postFact(n));
  const words = { ...post.words, source: text, body: [{ t: 'p' as const, c: [text] }] };
  return {
    v: 1,
    kind: 'edit',
    at,
    hash: await hashWords(words),
    words,
    screening: { status, reasons: [] },
    authorId: post.authorId ?? '',
    before: { hash: post.hash, at: post.at, words: post.words, first: true },
  };
}

export async function view(kv: KVNamespace, part?: number, thread = THREAD): Promise<Thread | null> {
  const found = await readView(kv, thread, part);
  return found && ((await new Response(found.body).json()) as Thread);
}

/** The words of each comment that the view shows, in order; a tombstone is its kind in brackets. */
export async function shown(kv: KVNamespace, part?: number, name = THREAD): Promise<string[]> {
  const thread = await view(kv, part, name);
  return (thread?.comments ?? []).map((comment) => (comment.gone ? `(${comment.gone})` : textOf(comment.body)));
}

/** Every key there is, with its value: to see that nothing was written. */
export async function everything(kv: KVNamespace = env.COMMENTS): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  const all = await names(kv, '');
  for (let i = 0; i < all.length; i += 100)
    Object.assign(found, Object.fromEntries(await kv.get(all.slice(i, i + 100))));
  return found;
}

/** Everything that is in the store, as it is put back by `restore`. */
export type Copy = { name: string; value: ArrayBuffer; metadata: unknown }[];

export async function copyOf(kv: KVNamespace): Promise<Copy> {
  const found: Copy = [];
  for (const name of await names(kv, '')) {
    const { value, metadata } = await kv.getWithMetadata(name, 'arrayBuffer');
    if (value !== null) found.push({ name, value, metadata });
  }
  return found;
}

/** Into an empty store. */
export async function restore(kv: KVNamespace, copy: Copy): Promise<void> {
  await Promise.all(copy.map(({ name, value, metadata }) => kv.put(name, value, metadata ? { metadata } : {})));
}

export async function names(kv: KVNamespace, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: KVNamespaceListResult<unknown> = await kv.list({ prefix, cursor });
    found.push(...page.keys.map(({ name }) => name));
    if (page.list_complete) return found;
    cursor = page.cursor;
  }
}

function textOf(body: Thread['comments'][number]['body']): string {
  return body.map((node) => (typeof node === 'string' ? node : 'c' in node ? textOf(node.c) : '')).join('');
}
