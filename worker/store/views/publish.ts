// Publishing is the only way a view is written: list the thread's facts, reuse the forms of the former view whose hash is
// still the fact's, fetch the rest, add the facts just written explicitly, fold, and put what changed.
// It may fail, race with another or be overwritten: a view can always be made again, and the sweep does.
// Read next: rules/thread/outline.ts for how disagreements are settled.

import type { Ask, PublicComment, Thread } from '../../contract/index.ts';
import { digest } from '../../rules/comment/hash.ts';
import { ASKS } from '../../rules/page/asks.ts';
import {
  drawHead,
  drawPart,
  headOutline,
  partOf,
  partOutline,
  partsOf,
  placesOfHead,
  placesOfPart,
  type ThreadFrame,
} from '../../rules/thread/draw.ts';
import { type Former, outline, type Place } from '../../rules/thread/outline.ts';
import { factIn, keepDirectory } from '../facts/bundles.ts';
import { type Likes, readLikes } from '../facts/likes.ts';
import { type Change, readThreadFacts, type ThreadFacts } from '../facts/list.ts';
import { keys, readFactKey } from '../kv/keys.ts';
import { listAll, putText, readMany, readManyWithMeta } from '../kv/kv.ts';
import { readFact, readThread, readViewMeta, type ViewMeta } from '../kv/records.ts';
import { cardOf, readUnread, type ThreadCard } from './cards.ts';
import { gatherForms } from './drawn.ts';
import { formOf } from './version.ts';

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
 * For requests: rewrites the head, and of a thread beyond 100 the parts that the changes concern.
 * One list for each 1,000 facts; throws StoreError, which nobody but the sweep need mind. `asks`: where the caller knows
 * the site's rules; else the form goes on asking for what it asked for.
 */
export async function publish(
  kv: KVNamespace,
  thread: string,
  changes: Change[],
  now: number,
  asks?: Ask[],
): Promise<PublishReport> {
  const draft = await readDraft(kv, thread, changes, now, { asks });
  if (draft.facts.state.movedFrom !== undefined) return nothing(draft);
  const parts = partsOfChanges(draft, changes);
  const isPublic = changes.some((change) => 'field' in change || draft.places.some((place) => place.id === change.id));
  const hasHead = isPublic || (await headDiffers(draft));
  return writeViews(kv, await withFormerParts(kv, draft, parts), parts, hasHead && draft.form);
}

/**
 * For the sweep: rewrites every view whose digest differs from the facts, and the directory of bundles. One more list when the
 * thread has parts.
 * `likes` are those just counted: a read of them may still be the former ones.
 */
export async function republish(
  kv: KVNamespace,
  thread: string,
  now: number,
  likes: Likes | null = null,
  asks?: Ask[],
): Promise<PublishReport> {
  const draft = await readDraft(kv, thread, [], now, { likes, asks });
  if (draft.facts.state.movedFrom !== undefined) return nothing(draft);
  const differ = await partsThatDiffer(kv, draft);
  const parts = differ.slice(0, PARTS_A_RUN);
  const isWhole = parts.length === differ.length;
  const hasHead = (await headDiffers(draft)) || (await movedHeadDiffers(kv, draft));
  // While parts are left, the head is of the former form: that is how the sweep finds the thread again.
  const form = isWhole ? draft.form : (draft.head?.meta.form ?? '');
  const report = await writeViews(kv, await withFormerParts(kv, draft, parts), parts, hasHead && form);
  await keepDirectory(kv, thread, draft.facts.bundles.keys());
  // The rest is for the next run: the touches must still be there then.
  return isWhole ? report : { ...report, stale: true };
}

function nothing({ facts: { state } }: Draft): PublishReport {
  const { movedFrom: home } = state;
  return { stale: false, disagrees: false, written: 0, ...(home !== undefined && { home }) };
}

interface FormerView extends Former {
  thread: Thread;
  meta: ViewMeta;
}

/** A thread as it is about to be written. */
interface Draft {
  thread: string;
  now: number;
  facts: ThreadFacts;
  head: FormerView | null;
  formerParts: FormerView[];
  likes: Likes;
  places: Place[];
  asks: Ask[];
  form: string;
}

async function readDraft(
  kv: KVNamespace,
  thread: string,
  changes: Change[],
  now: number,
  known: { likes?: Likes | null; asks?: Ask[] | undefined },
): Promise<Draft> {
  const [facts, [head = null], likes] = await Promise.all([
    readThreadFacts(kv, thread, changes),
    readFormer(kv, [keys.view(thread)]),
    known.likes ?? readLikes(kv, thread),
  ]);
  const asks = known.asks ?? (Array.isArray(head?.thread.asks) ? head.thread.asks : ASKS);
  return placed({ thread, now, facts, head, formerParts: [], likes, places: [], asks, form: formOf(asks) });
}

/** The draft with its places, from the facts and the former views at hand. */
function placed(draft: Draft): Draft {
  const { facts, formerParts, head, likes, now } = draft;
  const places = outline(facts.entries, [...formerParts, ...(head ? [head] : [])], now);
  for (const place of places) place.likes = (likes[place.id] ?? 0) + (facts.entries.get(place.id)?.post?.l ?? 0);
  return { ...draft, places };
}

/** The parts to be rewritten may know what the list does not say yet, and have the words of their comments. */
async function withFormerParts(kv: KVNamespace, draft: Draft, parts: number[]): Promise<Draft> {
  const inHead = new Set(draft.head?.comments.map((comment) => comment.id));
  const wanted = parts.filter((part) => placesOfPart(draft.places, part).some((place) => !inHead.has(place.id)));
  if (wanted.length === 0) return draft;
  const formerParts = await readFormer(
    kv,
    wanted.map((part) => keys.view(draft.thread, part)),
  );
  return placed({ ...draft, formerParts });
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
function partsOfChanges({ places, head }: Draft, changes: Change[]): number[] {
  const total = partsOf(places.length);
  if (total === 1) return [];
  const formerTotal = head?.thread.total ?? places.length;
  const first = partsOf(formerTotal) === 1 ? 0 : partOf(formerTotal);
  const parts = new Set<number>([total - 1]);
  for (let part = first; part < total; part++) parts.add(part);
  const ids = new Set(changes.map((change) => ('field' in change ? '' : change.id)));
  const hasMoved = changes.some((change) => 'field' in change && change.field === 'moved');
  places.forEach((place, position) => {
    if (hasMoved || ids.has(place.id)) parts.add(partOf(position));
  });
  return [...parts].sort((a, b) => a - b);
}

/** Lists each name the thread's parts are under. */
async function partsThatDiffer(kv: KVNamespace, { thread, facts, places, form }: Draft): Promise<number[]> {
  const total = partsOf(places.length);
  if (total === 1) return [];
  const names = namesOf(thread, facts);
  const listed = (await Promise.all(names.map((name) => listAll<unknown>(kv, keys.parts(name))))).flat();
  const digests = new Map(
    listed.map(({ name, meta }) => {
      const view = readViewMeta(meta);
      return [name, view?.form === form ? view.digest : null];
    }),
  );
  const parts: number[] = [];
  for (let part = 0; part < total; part++) {
    const wanted = await hashOutline(partOutline(facts.entries, places, part));
    if (names.some((name) => digests.get(keys.view(name, part)) !== wanted)) parts.push(part);
  }
  return parts;
}

/** The threads' names under which views are put: its own, and one for each address its page moved to. */
function namesOf(thread: string, { state }: ThreadFacts): string[] {
  return [...new Set([thread, ...(state.moves ?? []).map((move) => move.thread)])];
}

async function movedHeadDiffers(kv: KVNamespace, { thread, facts, places, form }: Draft): Promise<boolean> {
  const names = namesOf(thread, facts).slice(1);
  if (names.length === 0) return false;
  const heads = await readFormer(
    kv,
    names.map((name) => keys.view(name)),
  );
  const wanted = await digestOfHead({ facts, places });
  return heads.length < names.length || heads.some(({ meta }) => meta.form !== form || meta.digest !== wanted);
}

async function headDiffers({ facts, head, places, form }: Draft): Promise<boolean> {
  if (!head && places.length === 0 && Object.keys(facts.state).length === 1 && facts.state.open) return false;
  return head?.meta.form !== form || head.meta.digest !== (await digestOfHead({ facts, places }));
}

function digestOfHead({ facts, places }: Pick<Draft, 'facts' | 'places'>, missing?: Set<string>): Promise<string> {
  const text = headOutline(facts.entries, places, facts.state, missing);
  // What could not be read is told there too.
  return hashOutline(facts.unread.length === 0 ? text : `${text} ${facts.unread.length}`);
}

/** `headForm`: what the head is to be marked as; false where it is not to be written. */
async function writeViews(
  kv: KVNamespace,
  draft: Draft,
  parts: number[],
  headForm: string | false,
): Promise<PublishReport> {
  const { thread, facts, places, now } = draft;
  const disagrees = places.some((place) => place.disagrees);
  if (parts.length === 0 && headForm === false) return { stale: false, disagrees, written: 0 };
  const { newest, pinned } = placesOfHead(places);
  const wanted = new Set([...newest, ...pinned, ...parts.flatMap((part) => placesOfPart(places, part))]);
  const lastAt = places.findLast((place) => !place.gone)?.publishedAt ?? null;
  const former = new Map<string, PublicComment>();
  for (const view of [...draft.formerParts, draft.head]) {
    for (const comment of view?.comments ?? []) former.set(comment.id, comment);
  }
  const { forms, stale, unread } = await gatherForms(kv, thread, facts, [...wanted], former);
  const frame = await readFrame(kv, draft);
  const missing = new Set([...stale, ...unread.keys()]);

  const write = async (view: Thread, form: string, outlineDigest: string, part?: number) => {
    const text = JSON.stringify(view);
    const meta: ViewMeta & Partial<ThreadCard> = {
      form,
      etag: `W/"${await digest(text, 22)}"`,
      count: view.count,
      foldedAt: now,
      digest: outlineDigest,
      firstAt: places[0]?.publishedAt ?? null,
      ...(part === undefined && cardOf(view, lastAt, unreadOf(draft, wanted, unread))),
    };
    await Promise.all(namesOf(thread, facts).map((name) => putText(kv, keys.view(name, part), text, meta)));
  };
  // Parts first: a head that counts a part no one can read is the worse half to be left with.
  await Promise.all(
    parts.map(async (part) => {
      const outlineDigest = await hashOutline(partOutline(facts.entries, places, part, missing));
      await write(drawPart(frame, places, part, forms, now), draft.form, outlineDigest, part);
    }),
  );
  if (headForm !== false) {
    await write(drawHead(frame, places, forms, now), headForm, await digestOfHead(draft, missing));
  }
  return { stale: stale.size > 0, disagrees, written: parts.length + (headForm === false ? 0 : 1) };
}

/** Keys that could not be read: those met now, and those that the former head tells of and nobody looked at now. */
function unreadOf({ facts, head }: Draft, looked: Set<Place>, unread: Map<string, string>): string[] {
  const lookedAt = new Set([...looked].map((place) => place.id));
  const before = readUnread(head?.meta).names.filter((name) => {
    const key = readFactKey(name);
    return key !== null && 'id' in key && facts.entries.has(key.id) && !lookedAt.has(key.id);
  });
  return [...new Set([...facts.unread, ...unread.values(), ...before])];
}

// Address and title come from the first comment's ticket; where the page moved, and the owner's title, win.
async function readFrame(kv: KVNamespace, draft: Draft): Promise<ThreadFrame> {
  const { facts } = draft;
  const frame = await readFirstFrame(kv, draft);
  const moved = facts.state.moves?.[0]?.page;
  return moved === undefined ? frame : { ...frame, page: moved };
}

async function readFirstFrame(kv: KVNamespace, { thread, facts, head, places, asks }: Draft): Promise<ThreadFrame> {
  const base = { thread, state: facts.state, asks };
  if (head && head.thread.page !== '' && !facts.wasRenamed) {
    return { ...base, page: head.thread.page, title: head.thread.title };
  }
  const first = places[0]?.id ?? [...facts.entries.keys()].sort()[0];
  if (first === undefined) return { ...base, page: '', title: '' };
  const key = keys.fact(thread, first, 'post');
  const bundle = facts.entries.get(first)?.bundle;
  const names = [key, ...(bundle === undefined ? [] : [keys.bundle(thread, bundle)])];
  const values = facts.values.has(key) ? facts.values : await readMany(kv, names);
  const bundled = bundle === undefined ? null : factIn(values.get(keys.bundle(thread, bundle)), first);
  const post = readFact(values.get(key), 'post') ?? bundled;
  return { ...base, page: head?.thread.page || (post?.page ?? ''), title: post?.title ?? '' };
}

function hashOutline(text: string): Promise<string> {
  return digest(text, 22);
}
