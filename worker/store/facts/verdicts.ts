// The owner's verdicts. Each puts facts of its own (`ok`, `hide`), never touching the words it judges, and each kind of
// author state has a key of its own too.
// Read next: store/facts/accept.ts for the order of what is put, and why.

import type { ErrorCode, Status, Verdict, VerdictTarget } from '../../contract/index.ts';
import { type AuthorKind, type CommentFact, type HideAct, SCHEMA_VERSION } from '../../rules/comment/facts.ts';
import { isPastRestoring } from '../../rules/comment/words-go.ts';
import { StoreError } from '../kv/errors.ts';
import { keys } from '../kv/keys.ts';
import { readMany } from '../kv/kv.ts';
import { readRecord } from '../kv/records.ts';
import { accept, after, settledWith, writeOfFact } from './accept.ts';
import { putAuthor } from './authors.ts';
import { siteOfKnown } from './before-post.ts';
import { agrees, type CommentState, isReported, readComments, wordsOf } from './comments.ts';
import type { Change } from './list.ts';
import { type LessonMeta, lessonMeta, rowMeta, writeOfRow } from './rows.ts';

export interface VerdictFlags {
  trust?: boolean;
  block?: boolean;
  me?: boolean;
}

export interface VerdictOutcome {
  done: string[];
  failed: { id: string; code: ErrorCode }[];
  /** What to publish, by thread. */
  changes: Map<string, Change[]>;
}

/**
 * Judges up to 100 comments. `stale`: the words changed since the owner looked. `not_found`: no such comment,
 * withdrawn, or its words are going already. `unavailable`: KV failed for this one; judging it again repeats the same
 * keys. Throws StoreError when nothing could be read. `readers`: they are told of replies.
 */
export async function acceptVerdicts(
  kv: KVNamespace,
  targets: VerdictTarget[],
  verdict: Verdict,
  flags: VerdictFlags,
  now: number,
  readers = false,
): Promise<VerdictOutcome> {
  const states = await readComments(kv, targets);
  const outcome: VerdictOutcome = { done: [], failed: [], changes: new Map() };
  const judged: CommentState[] = [];
  targets.forEach((target, i) => {
    const state = states[i];
    if (!state || isGoneFor(state, verdict, now)) outcome.failed.push({ id: target.id, code: 'not_found' });
    else if (isStale(state, target.words, verdict)) outcome.failed.push({ id: target.id, code: 'stale' });
    else judged.push(state);
  });

  const failedAuthors = await putAuthors(kv, judged, verdict, flags, now);
  await Promise.all(
    judged.map(async (state) => {
      const { thread, id } = state;
      try {
        if (failedAuthors.has(state.post.authorId)) throw new StoreError('the author could not be saved');
        const facts = factsOf(state, verdict, flags, now);
        await putFacts(kv, state, facts, lessonMeta(wordsOf(state, state.settled.newest), verdict), now, readers);
        const changes = outcome.changes.get(thread) ?? [];
        changes.push(...facts.map((fact) => ({ id, fact, known: state })));
        if (facts.length > 0) outcome.changes.set(thread, changes);
        outcome.done.push(id);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        outcome.failed.push({ id, code: 'unavailable' });
      }
    }),
  );
  return outcome;
}

// Hiding it once more needs no words.
function isGoneFor({ entry, settled }: CommentState, verdict: Verdict, now: number): boolean {
  if (settled.status === 'withdrawn') return true;
  return verdict !== 'remove' && verdict !== 'spam' && isPastRestoring(entry, settled, now);
}

// Approving is for the newest words and no others. To hide a comment, the words that are public do as well: an edit
// that waits must not keep the owner from taking down what stands.
function isStale({ settled }: CommentState, words: string | undefined, verdict: Verdict): boolean {
  if (words === undefined || words === settled.newest.hash) return false;
  return verdict === 'approve' || words !== settled.shown?.hash;
}

/**
 * What the verdict puts. Hiding is put also where it seems to stand already: the read may be minutes old, and the owner
 * may have lifted it since in another region. The comment would stay public, and the owner be told that it is not.
 */
function factsOf(state: CommentState, verdict: Verdict, flags: VerdictFlags, now: number): CommentFact[] {
  const { hide, ok, me } = state.entry;
  const { newest } = state.settled;
  const facts: CommentFact[] = [];
  const putHide = (act: HideAct) => {
    facts.push({ v: SCHEMA_VERSION, kind: 'hide', at: after(now, hide?.at), act });
  };
  if (verdict === 'approve') {
    // The first approval of these words stands: the time of publication never moves.
    if (newest.judged !== 'approved' && !ok.has(newest.hash)) {
      facts.push({ v: SCHEMA_VERSION, kind: 'ok', at: now, hash: newest.hash });
    }
    if (hide && hide.d !== 'restore') putHide('restore');
    // Nothing to approve but a report to lay aside: the verdict must be newer than the report.
    if (facts.length === 0 && isReported(state)) {
      facts.push({ v: SCHEMA_VERSION, kind: 'hide', at: after(now, state.reported!.at), act: 'restore' });
    }
  } else putHide(verdict);
  if (flags.me !== undefined) {
    facts.push({ v: SCHEMA_VERSION, kind: 'me', at: after(now, me?.at), on: flags.me });
  }
  return facts;
}

async function putFacts(
  kv: KVNamespace,
  state: CommentState,
  facts: CommentFact[],
  lesson: LessonMeta,
  now: number,
  readers: boolean,
): Promise<void> {
  if (facts.length === 0) return;
  const was = state.settled.status;
  const is = settledWith(state, facts).settled.status;
  // Hiding is put also where it seems to stand already, and so is its row.
  const hasRow = is !== was || facts.some(({ kind }) => kind === 'hide');
  const writes = facts.map((fact) => writeOfFact(state, fact));
  await accept(kv, state, writes, {
    now,
    row: hasRow && writeOfRow(state, is, { ...rowMeta(state.post), ...lesson }),
    touches: [{ kind: 'publish', left: is === was ? waitedAs(state) : was }],
    due: is,
    readers: readers && is === 'approved' && state.settled.publishedAt === null && state.post,
  });
}

/** Of a comment whose status stays: the tab that an edit of it, or a report, was in. */
function waitedAs(state: CommentState): Status | undefined {
  return agrees(state, 'pending') ? 'pending' : undefined;
}

/** Known once approved; trusted, blocked or the owner as flagged. Returns the authors that could not be saved. */
async function putAuthors(
  kv: KVNamespace,
  states: CommentState[],
  verdict: Verdict,
  flags: VerdictFlags,
  now: number,
): Promise<Set<string | null>> {
  const authorIds = [...new Set(states.flatMap((state) => state.post.authorId ?? []))];
  const wanted = authorIds.flatMap((authorId) => [
    ...(verdict === 'approve' ? [wish(authorId, 'known', true)] : []),
    ...(flags.trust === undefined ? [] : [wish(authorId, 'trust', flags.trust)]),
    ...(flags.block === undefined ? [] : [wish(authorId, 'block', flags.block)]),
    ...(flags.me === undefined ? [] : [wish(authorId, 'me', flags.me)]),
  ]);
  const names = new Map(states.map(({ post }) => [post.authorId, post.words.name]));
  const sites = new Map(states.flatMap(({ post }) => (post.words.url ? [[post.authorId, post.words.url]] : [])));
  const stored =
    wanted.length > 0
      ? await readMany(
          kv,
          wanted.map(({ key }) => key),
        )
      : new Map<string, unknown>();
  const failed = new Set<string | null>();
  await Promise.all(
    wanted.map(async ({ authorId, kind, key, on }) => {
      const known = kind === 'known' ? siteToNote(stored.get(key), sites.get(authorId)) : null;
      // Known once is known for good. The others the owner may have changed since this read, in another region.
      if (known?.isNoted) return;
      const author = { id: authorId, kind, on, name: names.get(authorId) ?? '' };
      try {
        await putAuthor(kv, known ? { ...author, site: known.site } : author, now);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        failed.add(authorId);
      }
    }),
  );
  return failed;
}

/** Words without a website take back none that was approved. */
function siteToNote(stored: unknown, given: string | undefined): { site: string | null; isNoted: boolean } {
  const former = siteOfKnown(stored) ?? null;
  const site = given ?? former;
  return { site, isNoted: readRecord(stored, 'author')?.on === true && site === former };
}

function wish(authorId: string, kind: AuthorKind, on: boolean) {
  return { authorId, kind, key: keys[kind](authorId), on };
}
