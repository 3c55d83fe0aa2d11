// Reads comments by name, from their facts: for the owner's lists, for verdicts, and for a parent that the head does
// not hold. Readers of a page never come here; they get views.
// Read next: rules/comment/settle.ts for what follows from the facts.

import type { Tab } from '../../contract/index.ts';
import {
  type CommentMeta,
  type EditFact,
  FACT_KINDS,
  type FactKind,
  metaOf,
  type OwnerWordsFact,
  type PostFact,
  type Words,
} from '../../rules/comment/facts.ts';
import {
  addMeta,
  type Entry,
  emptyEntry,
  type Settled,
  settle,
  type WordsVersion,
} from '../../rules/comment/settle.ts';
import { keys } from '../kv/keys.ts';
import { readMany } from '../kv/kv.ts';
import { type Reported, readFact, readReported } from '../kv/records.ts';
import { findInBundles } from './bundles.ts';

export interface CommentRef {
  thread: string;
  id: string;
}

/** Those whose keys can be named without knowing more; an approval's key has the words that it approves in it. */
export const FACTS_BY_NAME = FACT_KINDS.filter((kind) => kind !== 'ok');
const WORDLESS = FACTS_BY_NAME.filter((kind) => kind !== 'post' && kind !== 'edit' && kind !== 'owner');

/** A comment with its words and what follows from its facts. */
export interface CommentState extends CommentRef {
  entry: Entry & { post: NonNullable<Entry['post']> };
  settled: Settled;
  post: PostFact;
  edit: EditFact | null;
  owner: OwnerWordsFact | null;
  /** When a reader last reported it, and about how often since the last verdict; null where nobody did. */
  reported: Reported | null;
}

export async function readComment(kv: KVNamespace, ref: CommentRef): Promise<CommentState | null> {
  return (await readComments(kv, [ref]))[0] ?? null;
}

/**
 * In the order asked; null where there is no such comment. Eight billed reads each, in bulk, and one for each approval
 * looked up.
 */
export async function readComments(kv: KVNamespace, refs: CommentRef[]): Promise<(CommentState | null)[]> {
  const names = refs.flatMap(({ thread, id }) => [
    ...FACTS_BY_NAME.map((kind) => keys.fact(thread, id, kind)),
    keys.reportRow(thread, id),
  ]);
  const values = await readMany(kv, names);
  const gathered = refs.map((ref) => gather(ref, values));
  const missing = refs.filter((_, i) => gathered[i] === null);
  const bundled = missing.length > 0 ? await findInBundles(kv, missing) : null;
  const found = gathered.map((each, i) => {
    const { thread, id } = refs[i]!;
    const first = bundled?.get(`${thread} ${id}`);
    return each ?? (first ? gather(refs[i]!, values, first) : null);
  });

  // Approvals are named by the words they approve, which are known only now.
  const okNames = found.flatMap((each) =>
    each === null ? [] : unapprovedHashes(each).map((hash) => keys.fact(each.thread, each.id, 'ok', hash)),
  );
  const oks = okNames.length > 0 ? await readMany(kv, okNames) : new Map<string, unknown>();

  return found.map((each) => {
    if (each === null) return null;
    for (const hash of unapprovedHashes(each)) {
      const ok = readFact(oks.get(keys.fact(each.thread, each.id, 'ok', hash)), 'ok');
      if (ok) addMeta(each.entry, metaOf(ok));
    }
    return { ...each, settled: settle(each.entry)! };
  });
}

/**
 * Those of these comments that this author wrote. One read each, and a few where one is not found by its name: it may
 * have come in a bundle.
 */
export async function writtenBy(
  kv: KVNamespace,
  thread: string,
  ids: string[],
  authorId: string,
): Promise<CommentRef[]> {
  const refs = ids.map((id) => ({ thread, id }));
  const nameOf = ({ id }: CommentRef) => keys.fact(thread, id, 'post');
  const values = await readMany(kv, refs.map(nameOf));
  const missing = refs.filter((ref) => values.get(nameOf(ref)) == null);
  const bundled = missing.length > 0 ? await findInBundles(kv, missing) : null;
  return refs.filter((ref) => {
    const post = readFact(values.get(nameOf(ref)), 'post') ?? bundled?.get(`${thread} ${ref.id}`)?.fact;
    return post?.authorId === authorId;
  });
}

/** Whether a reader reported it since the owner last judged it. */
export function isReported({ reported, entry }: Pick<CommentState, 'reported' | 'entry'>): boolean {
  return reported !== null && reported.at > judgedAt(entry);
}

/** The time of the owner's newest verdict; 0 where there was none. */
export function judgedAt(entry: Entry): number {
  return Math.max(0, entry.hide?.at ?? 0, entry.post?.f ?? 0, ...entry.ok.values());
}

/**
 * Whether a row of this tab agrees with the facts. A public comment is in the waiting tab too while an edit of it
 * waits, or a report.
 */
export function agrees(state: CommentState, tab: Tab): boolean {
  const { status } = state.settled;
  return status === tab || (tab === 'pending' && status === 'approved' && (editWaits(state) || isReported(state)));
}

/** Whether its newest words wait for the owner. */
export function editWaits({ settled }: CommentState): boolean {
  return settled.newest.judged !== 'approved';
}

/** The bundle that its first words came in: a stub has a key of its own, and remembers it. */
export function bundleOf({ entry, post }: CommentState): string | undefined {
  return entry.bundle ?? (post.bundle === undefined ? undefined : String(post.bundle));
}

/** The words of one version. */
export function wordsOf(state: Pick<CommentState, 'post' | 'edit' | 'owner'>, version: WordsVersion): Words {
  switch (version.source) {
    case 'post':
      return state.post.words;
    case 'edit':
      return state.edit!.words;
    case 'before':
      return state.edit!.before!.words;
    case 'owner':
      return state.owner!.words;
  }
}

type Gathered = Omit<CommentState, 'settled'>;

function gather(
  ref: CommentRef,
  values: Map<string, unknown>,
  bundled?: { fact: PostFact; bundle: string },
): Gathered | null {
  const entry = emptyEntry();
  const add = <Kind extends FactKind>(kind: Kind) => {
    const fact = readFact(values.get(keys.fact(ref.thread, ref.id, kind)), kind);
    if (fact) addMeta(entry, metaOf(fact) as CommentMeta);
    return fact;
  };
  if (bundled) {
    addMeta(entry, metaOf(bundled.fact));
    entry.bundle = bundled.bundle;
  }
  const post = add('post') ?? bundled?.fact;
  const edit = add('edit');
  const owner = add('owner');
  for (const kind of WORDLESS) add(kind);
  if (!post || !entry.post) return null;
  const reported = readReported(values.get(keys.reportRow(ref.thread, ref.id)));
  return { ...ref, entry: { ...entry, post: entry.post }, post, edit, owner, reported };
}

function unapprovedHashes({ post, edit }: Gathered): string[] {
  return [post, edit].flatMap((fact) => (fact && fact.screening.status !== 'approved' ? [fact.hash] : []));
}
