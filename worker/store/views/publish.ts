// Publishing is the only way a view is written: list the thread's facts, add those just written explicitly, fold, take
// the comments whose words are still the same from the former view, fetch the rest, and put what changed. It may fail,
// race with another or be overwritten: a view can always be made again, and the sweep does.
// Read next: rules/thread/outline.ts for how disagreements are settled, store/views/drawn.ts.

import type { Ask, PublicComment, Thread } from '../../contract/index.ts';
import { digest } from '../../rules/hash.ts';
import { ASKS } from '../../rules/page/asks.ts';
import {
  drawHead,
  drawPart,
  headOutline,
  partOf,
  partOutline,
  partsOf,
  positionsOfHead,
  positionsOfPart,
  sourceOf,
  type ThreadFrame,
} from '../../rules/thread/draw.ts';
import { type Former, outline, type Position } from '../../rules/thread/outline.ts';
import { factIn, keepDirectory } from '../facts/bundles.ts';
import { type Likes, readLikes } from '../facts/likes.ts';
import { type Change, readThreadFacts, type ThreadFacts } from '../facts/list.ts';
import { keys, readFactKey } from '../kv/keys.ts';
import { listAll, putText, readMany, readManyWithMeta } from '../kv/kv.ts';
import { readFact, readThread, readViewMeta, type StoredViewMeta, type ViewMeta } from '../kv/records.ts';
import { cardOf, readUnread, type ThreadCard } from './cards.ts';
import { drawComments } from './drawn.ts';
import { siteOfHead } from './site-feed.ts';
import { viewVersionOf } from './version.ts';

export interface PublishReport {
  /** Some words could not be read as the list names them: what was put is right, but behind. */
  stale: boolean;
  /** The former view overruled the list: what was put may be wrong, and shows when the view's memory has faded. */
  disagrees: boolean;
  /** Views written. */
  written: number;
  /** The thread whose page moved to this address: no view is written here, and what facts there are belong there. */
  home?: string;
}

/** Views that a sweep rewrites of one thread in one run: 50 parts would be a twentieth of a day's writes. */
const PARTS_A_RUN = 20;

/**
 * For requests: rewrites the head, and of a thread beyond 100 the parts that the changes concern. One list for each
 * 1,000 facts; throws StoreError, which nobody but the sweep need mind. `asks`: where the caller knows the site's
 * rules; else the reader's form goes on asking for what it asked for.
 */
export async function publish(
  kv: KVNamespace,
  thread: string,
  changes: Change[],
  now: number,
  asks?: Ask[],
): Promise<PublishReport> {
  const folded = await foldThread(kv, thread, changes, now, { asks });
  if (folded.facts.state.movedFrom !== undefined) return nothing(folded);
  const parts = partsOfChanges(folded, changes);
  const isPublic = changes.some(
    (change) => 'field' in change || folded.positions.some((position) => position.id === change.id),
  );
  const hasHead = isPublic || (await headDiffers(folded));
  const sure = await asListed(folded, changes);
  return writeViews(kv, await withFormerParts(kv, folded, parts), parts, hasHead && folded.version, sure);
}

/**
 * For the sweep: rewrites every view whose digest differs from the facts, and the directory of bundles. One more list
 * when the thread has parts. `likes` are those just counted: a read of them may still be the former ones.
 */
export async function republish(
  kv: KVNamespace,
  thread: string,
  now: number,
  likes: Likes | null = null,
  asks?: Ask[],
): Promise<PublishReport> {
  const folded = await foldThread(kv, thread, [], now, { likes, asks });
  if (folded.facts.state.movedFrom !== undefined) return nothing(folded);
  const differ = await partsThatDiffer(kv, folded);
  const parts = differ.slice(0, PARTS_A_RUN);
  const isWhole = parts.length === differ.length;
  const hasHead = (await headDiffers(folded)) || (await movedHeadDiffers(kv, folded));
  // While parts are left, the head keeps its former version: that is how the sweep finds the thread again.
  const version = isWhole ? folded.version : (folded.head?.meta.version ?? '');
  const report = await writeViews(kv, await withFormerParts(kv, folded, parts), parts, hasHead && version);
  await keepDirectory(kv, thread, folded.facts.bundles.keys());
  // The rest is for the next run: the touches must still be there then.
  return isWhole ? report : { ...report, stale: true };
}

function nothing({ facts: { state } }: FoldedThread): PublishReport {
  const { movedFrom: home } = state;
  return { stale: false, disagrees: false, written: 0, ...(home !== undefined && { home }) };
}

interface FormerView extends Former {
  thread: Thread;
  meta: ViewMeta;
}

/** A thread, folded out of its facts and its former views, as it is about to be written. */
interface FoldedThread {
  thread: string;
  now: number;
  facts: ThreadFacts;
  head: FormerView | null;
  formerParts: FormerView[];
  likes: Likes;
  positions: Position[];
  asks: Ask[];
  /** Of its views from now on. */
  version: string;
}

async function foldThread(
  kv: KVNamespace,
  thread: string,
  changes: Change[],
  now: number,
  known: { likes?: Likes | null; asks?: Ask[] | undefined },
): Promise<FoldedThread> {
  const [facts, [head = null], likes] = await Promise.all([
    readThreadFacts(kv, thread, changes),
    readFormer(kv, [keys.view(thread)]),
    known.likes ?? readLikes(kv, thread),
  ]);
  const asks = known.asks ?? (Array.isArray(head?.thread.asks) ? head.thread.asks : ASKS);
  return withPositions({
    thread,
    now,
    facts,
    head,
    formerParts: [],
    likes,
    positions: [],
    asks,
    version: viewVersionOf(asks),
  });
}

/** The thread with its positions, from the facts and the former views at hand. */
function withPositions(folded: FoldedThread): FoldedThread {
  const { facts, formerParts, head, now } = folded;
  const positions = outline(facts.entries, [...formerParts, ...(head ? [head] : [])], now);
  // As properties, each id of thousands would have to become a name first.
  const likes = new Map(Object.entries(folded.likes));
  for (const position of positions)
    position.likes = (likes.get(position.id) ?? 0) + (facts.entries.get(position.id)?.post?.l ?? 0);
  return { ...folded, positions };
}

/** The parts to be rewritten may know what the list does not say yet, and have the words of their comments. */
async function withFormerParts(kv: KVNamespace, folded: FoldedThread, parts: number[]): Promise<FoldedThread> {
  const inHead = new Set(folded.head?.comments.map((comment) => comment.id));
  const wanted = parts.filter((part) =>
    positionsOfPart(folded.positions, part).some((position) => !inHead.has(position.id)),
  );
  if (wanted.length === 0) return folded;
  const formerParts = await readFormer(
    kv,
    wanted.map((part) => keys.view(folded.thread, part)),
  );
  const read = { ...folded, formerParts };
  return overrule(formerParts, folded) ? withPositions(read) : read;
}

/** Whether these views know anything that the facts do not say: only then is the whole thread folded once more. */
function overrule(formers: FormerView[], { facts, now }: FoldedThread): boolean {
  const ids = formers.flatMap(({ comments, gone }) => [...comments.map(({ id }) => id), ...gone.map(([id]) => id)]);
  const entries = new Map(ids.flatMap((id) => (facts.entries.has(id) ? [[id, facts.entries.get(id)!]] : [])));
  return outline(entries, formers, now).some(({ disagrees }) => disagrees);
}

/**
 * The comments of the former head that it shows with the words that are listed, all or none of them: its digest says
 * so, without a hash of each. Only what changed just now may differ.
 */
async function asListed(folded: FoldedThread, changes: Change[]): Promise<ReadonlySet<string>> {
  const { head, facts, version } = folded;
  const changed = new Set(changes.map((change) => ('field' in change ? '' : change.id)));
  const positions = folded.positions.filter(({ id }) => !changed.has(id));
  const isSame = head?.meta.version === version && head.meta.digest === (await digestOfHead({ facts, positions }));
  return new Set(isSame ? head.comments.map(({ id }) => id).filter((id) => !changed.has(id)) : []);
}

async function readFormer(kv: KVNamespace, names: string[]): Promise<FormerView[]> {
  const found = await readManyWithMeta(kv, names);
  return names.flatMap((name) => {
    const thread = readThread(found.get(name)?.value);
    const meta = readViewMeta(found.get(name)?.meta);
    if (!thread || !meta) return [];
    // Pinned ones are older than the rest of the head.
    const comments = [...(thread.pinned ?? []), ...thread.comments];
    return [{ thread, meta, comments, gone: thread.gone, foldedAt: meta.foldedAt }];
  });
}

// A new comment rewrites the last part only; a verdict on an old one, its part; the 101st makes the first two.
function partsOfChanges({ positions, head }: FoldedThread, changes: Change[]): number[] {
  const total = partsOf(positions.length);
  if (total === 1) return [];
  const formerTotal = head?.thread.total ?? positions.length;
  const first = partsOf(formerTotal) === 1 ? 0 : partOf(formerTotal);
  const parts = new Set<number>([total - 1]);
  for (let part = first; part < total; part++) parts.add(part);
  const ids = new Set(changes.map((change) => ('field' in change ? '' : change.id)));
  const hasMoved = changes.some((change) => 'field' in change && change.field === 'moved');
  positions.forEach((position, index) => {
    if (hasMoved || ids.has(position.id)) parts.add(partOf(index));
  });
  return [...parts].sort((a, b) => a - b);
}

/** Lists each name the thread's parts are under. */
async function partsThatDiffer(
  kv: KVNamespace,
  { thread, facts, positions, version }: FoldedThread,
): Promise<number[]> {
  const total = partsOf(positions.length);
  if (total === 1) return [];
  const names = namesOf(thread, facts);
  const listed = (await Promise.all(names.map((name) => listAll<unknown>(kv, keys.parts(name))))).flat();
  const digests = new Map(
    listed.map(({ name, meta }) => {
      const view = readViewMeta(meta);
      return [name, view?.version === version ? view.digest : null];
    }),
  );
  const parts: number[] = [];
  for (let part = 0; part < total; part++) {
    const wanted = await hashOutline(partOutline(facts.entries, positions, part));
    if (names.some((name) => digests.get(keys.view(name, part)) !== wanted)) parts.push(part);
  }
  return parts;
}

/** The threads' names under which views are put: its own, and one for each address its page moved to. */
function namesOf(thread: string, { state }: ThreadFacts): string[] {
  return [...new Set([thread, ...(state.moves ?? []).map((move) => move.thread)])];
}

async function movedHeadDiffers(
  kv: KVNamespace,
  { thread, facts, positions, version }: FoldedThread,
): Promise<boolean> {
  const names = namesOf(thread, facts).slice(1);
  if (names.length === 0) return false;
  const heads = await readFormer(
    kv,
    names.map((name) => keys.view(name)),
  );
  const wanted = await digestOfHead({ facts, positions });
  return heads.length < names.length || heads.some(({ meta }) => meta.version !== version || meta.digest !== wanted);
}

async function headDiffers({ facts, head, positions, version }: FoldedThread): Promise<boolean> {
  if (!head && positions.length === 0 && Object.keys(facts.state).length === 1 && facts.state.open) return false;
  return head?.meta.version !== version || head.meta.digest !== (await digestOfHead({ facts, positions }));
}

function digestOfHead(
  { facts, positions }: Pick<FoldedThread, 'facts' | 'positions'>,
  missing?: Set<string>,
): Promise<string> {
  const text = headOutline(facts.entries, positions, facts.state, missing);
  // What could not be read is told there too.
  return hashOutline(facts.unread.length === 0 ? text : `${text} ${facts.unread.length}`);
}

/**
 * `headVersion`: what the head is to be marked as; false where it is not to be written. `sure`: comments that the
 * former head shows with the words that are listed.
 */
async function writeViews(
  kv: KVNamespace,
  folded: FoldedThread,
  parts: number[],
  headVersion: string | false,
  sure: ReadonlySet<string> = new Set(),
): Promise<PublishReport> {
  const { thread, facts, positions, now } = folded;
  const disagrees = positions.some((position) => position.disagrees);
  if (parts.length === 0 && headVersion === false) return { stale: false, disagrees, written: 0 };
  const { newest, pinned } = positionsOfHead(positions);
  const wanted = new Set([...newest, ...pinned, ...parts.flatMap((part) => positionsOfPart(positions, part))]);
  const lastAt = positions.findLast((position) => !position.gone)?.publishedAt ?? null;
  const former = new Map<string, PublicComment>();
  for (const view of [...folded.formerParts, folded.head]) {
    for (const comment of view?.comments ?? []) former.set(comment.id, comment);
  }
  const { drawn, stale, unread } = await drawComments(kv, thread, facts, [...wanted], { comments: former, sure });
  const frame = await readFrame(kv, folded);
  const missing = new Set([...stale, ...unread.keys()]);
  const isStale = stale.size > 0 || frame.isStale;
  const site = folded.head && siteOfHead(folded.head.thread, folded.head.meta);

  const write = async (view: Thread, version: string, outlineDigest: string, part?: number) => {
    const text = JSON.stringify(view);
    const meta: StoredViewMeta & Partial<ThreadCard> = {
      form: version,
      etag: `W/"${await digest(text, 22)}"`,
      count: view.count,
      foldedAt: now,
      digest: outlineDigest,
      firstAt: positions[0]?.publishedAt ?? null,
      ...(frame.source !== undefined && { source: frame.source }),
      ...(view.page === '' && site !== null && { site }),
      ...(part === undefined && cardOf(view, lastAt, unreadOf(folded, wanted, unread))),
    };
    await Promise.all(namesOf(thread, facts).map((name) => putText(kv, keys.view(name, part), text, meta)));
  };
  // Parts first: a head that counts a part no one can read is the worse half to be left with.
  await Promise.all(
    parts.map(async (part) => {
      const outlineDigest = await hashOutline(partOutline(facts.entries, positions, part, missing));
      await write(drawPart(frame.frame, positions, part, drawn, now), folded.version, outlineDigest, part);
    }),
  );
  if (headVersion !== false) {
    // Without a digest it is drawn again, when its title can be read.
    const outlineDigest = frame.isStale ? '' : await digestOfHead(folded, missing);
    await write(drawHead(frame.frame, positions, drawn, now), headVersion, outlineDigest);
  }
  return { stale: isStale, disagrees, written: parts.length + (headVersion === false ? 0 : 1) };
}

/** Keys that could not be read: those met now, and those that the former head tells of and nobody looked at now. */
function unreadOf({ facts, head }: FoldedThread, looked: Set<Position>, unread: Map<string, string>): string[] {
  const lookedAt = new Set([...looked].map((position) => position.id));
  const before = readUnread(head?.meta).names.filter((name) => {
    const key = readFactKey(name);
    return key !== null && 'id' in key && facts.entries.has(key.id) && !lookedAt.has(key.id);
  });
  return [...new Set([...facts.unread, ...unread.values(), ...before])];
}

/** `isStale`: what the page is called stands with a comment that cannot be read yet. */
interface ReadFrame {
  frame: ThreadFrame;
  isStale: boolean;
  source?: string;
}

// Where the page moved, and the owner's title, win.
async function readFrame(kv: KVNamespace, folded: FoldedThread): Promise<ReadFrame> {
  const read = await readSourceFrame(kv, folded);
  const moved = folded.facts.state.moves?.[0]?.page;
  return moved === undefined ? read : { ...read, frame: { ...read.frame, page: moved } };
}

// Whoever asks for a ticket says whatever they like of the page. So nothing of it shows before the comment is approved,
// and nothing after it went.
async function readSourceFrame(
  kv: KVNamespace,
  { thread, facts, head, positions, asks }: FoldedThread,
): Promise<ReadFrame> {
  const base = { thread, state: facts.state, asks };
  // What the owner closed before anybody wrote has its address from them.
  const nameless = { ...base, page: facts.state.page ?? '', title: '' };
  const source = sourceOf(positions);
  if (source === undefined) return { frame: nameless, isStale: false };
  const former = head && { ...base, page: head.thread.page, title: facts.wasRenamed ? '' : head.thread.title };
  if (former && head.meta.source === source && !facts.wasRenamed) return { frame: former, isStale: false, source };
  const key = keys.fact(thread, source, 'post');
  const bundle = facts.entries.get(source)?.bundle;
  const names = [key, ...(bundle === undefined ? [] : [keys.bundle(thread, bundle)])];
  const values = facts.values.has(key) ? facts.values : await readMany(kv, names);
  const bundled = bundle === undefined ? null : factIn(values.get(keys.bundle(thread, bundle)), source);
  const post = readFact(values.get(key), 'post') ?? bundled;
  const isStale = names.every((name) => values.get(name) == null) || post?.stub === true;
  if (!isStale)
    return { frame: { ...base, page: post?.page || nameless.page, title: post?.title ?? '' }, isStale, source };
  // Meanwhile what another said of it, as long as that one stands.
  const standing = positions.find(({ id, gone }) => !gone && id === head?.meta.source)?.id;
  if (!former || standing === undefined) return { frame: nameless, isStale };
  return { frame: former, isStale, source: standing };
}

function hashOutline(text: string): Promise<string> {
  return digest(text, 22);
}
