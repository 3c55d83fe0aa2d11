// What the views should be: the product's own pure fold over every fact in the central store, as it lies there, with no
// former view, no list that lags and no cache. Words, metadata and positions come from the values.

import type { Thread } from '../../../worker/contract/index.ts';
import {
  type CommentFact,
  type CommentMeta,
  FRESH_PAGE,
  metaOf,
  type PageState,
  type PostFact,
  type Words,
} from '../../../worker/rules/comment/facts.ts';
import { publicComment } from '../../../worker/rules/comment/public.ts';
import { addMeta, type Entry, emptyEntry } from '../../../worker/rules/comment/settle.ts';
import { ID_PATTERN } from '../../../worker/rules/paths.ts';
import { drawHead, drawPart, partsOf } from '../../../worker/rules/thread/draw.ts';
import { outline, type Position } from '../../../worker/rules/thread/outline.ts';
import type { Central } from '../platform/central.ts';

export interface Folded {
  entries: Map<string, Entry>;
  facts: Map<string, CommentFact[]>;
  positions: Position[];
  state: PageState;
  head: Thread;
  parts: Thread[];
}

export function fold(central: Central, thread: string, now: number): Folded {
  const entries = new Map<string, Entry>();
  const facts = new Map<string, CommentFact[]>();
  const add = (id: string, fact: CommentFact, meta: CommentMeta) => {
    const entry = entries.get(id) ?? emptyEntry();
    addMeta(entry, meta);
    entries.set(id, entry);
    facts.set(id, [...(facts.get(id) ?? []), fact]);
  };
  const state: PageState = { ...FRESH_PAGE };
  for (const { name, version } of central.list(`fact:${thread}:`, now)) {
    const [, , subject = '', kind] = name.split(':');
    if (subject.startsWith('~')) foldField(state, subject, JSON.parse(version.metadata!));
    if (subject.startsWith('+') && kind === undefined) {
      const index = central.read(`${name}:index`, now);
      if (!index) continue;
      const comments = JSON.parse(version.value!).comments as Record<string, PostFact>;
      for (const [id, meta] of JSON.parse(index.value!).comments as [string, CommentMeta][]) {
        // Its words were taken out; a stub of its own stands for them.
        if (comments[id]) add(id, comments[id], meta);
        else addMeta(entries.get(id) ?? entries.set(id, emptyEntry()).get(id)!, meta);
      }
    }
    if (!ID_PATTERN.test(subject)) continue;
    const fact = JSON.parse(version.value!) as CommentFact;
    const meta: CommentMeta = metaOf(fact);
    const stored = JSON.parse(version.metadata ?? '{}');
    if (JSON.stringify({ ...stored, ...meta }) !== JSON.stringify(stored)) {
      throw new Error(`the metadata of ${name} is not its value's: ${version.metadata}`);
    }
    add(subject, fact, meta);
  }
  const positions = outline(entries, [], now);
  const likes = likesOf(central, thread, now);
  for (const position of positions)
    position.likes = (likes.get(position.id) ?? 0) + (entries.get(position.id)!.post?.l ?? 0);
  const drawn = new Map(positions.map((position) => [position.id, formOf(position, entries, facts)]));
  // Of the oldest comment that stands.
  const first = facts.get(positions.find(({ gone }) => !gone)?.id ?? '')?.find((fact) => fact.kind === 'post');
  const frame = {
    thread,
    page: state.moves?.[0]?.page ?? ((first?.kind === 'post' && first.page) || state.page || ''),
    title: first?.kind === 'post' ? first.title : '',
    state,
    asks: [],
  };
  const total = partsOf(positions.length);
  return {
    entries,
    facts,
    positions,
    state,
    head: drawHead(frame, positions, drawn, now),
    parts: total === 1 ? [] : Array.from({ length: total }, (_, part) => drawPart(frame, positions, part, drawn, now)),
  };
}

/** What readers' own facts count up to. */
export function likesOf(central: Central, thread: string, now: number): Map<string, number> {
  const likes = new Map<string, number>();
  for (const { name, version } of central.list(`like:${thread}:`, now)) {
    const id = name.split(':')[2]!;
    likes.set(id, (likes.get(id) ?? 0) + JSON.parse(version.value!));
  }
  return likes;
}

function foldField(state: PageState, field: string, meta: { at: number; value: never; page?: string }): void {
  const { value, at, page } = meta;
  if (field === '~moved') state.moves = [...(state.moves ?? []), { thread: value, page: page!, at }];
  else if (field === '~from') state.movedFrom = value;
  else if (field === '~open') {
    state.open = value;
    if (page !== undefined) state.page = page;
  } else if (value !== null && value !== '') state[field.slice(1) as 'title' | 'closesAt'] = value;
  state.moves?.sort((a, b) => b.at - a.at);
}

function formOf({ id, shown }: Position, entries: Map<string, Entry>, facts: Map<string, CommentFact[]>) {
  const entry = entries.get(id)!;
  if (!shown || !entry.post) return null;
  const words = wordsWith(facts.get(id)!, shown.source, shown.hash);
  return publicComment(id, { ...entry, post: entry.post }, words, shown);
}

function wordsWith(facts: CommentFact[], source: 'post' | 'edit' | 'before' | 'owner', hash: string): Words {
  for (const fact of facts) {
    if (fact.kind === source && 'words' in fact && fact.hash === hash) return fact.words;
    if (source === 'before' && fact.kind === 'edit' && fact.before?.hash === hash) return fact.before.words;
  }
  throw new Error(`no fact holds the words ${hash}`);
}
