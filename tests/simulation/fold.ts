// What every region must show in the end: all facts of a thread, as they lie in the central store now, folded with the rules
// and drawn with all their words. Knows nothing of former views, of lists or of how the store publishes.

import { ID_PATTERN, type Thread } from '../../worker/contract/index.ts';
import { type CommentFact, type CommentMeta, FRESH_PAGE, metaOf, type Words } from '../../worker/rules/facts.ts';
import { outline, type Place } from '../../worker/rules/outline.ts';
import { publicComment } from '../../worker/rules/public.ts';
import { addMeta, type Entry, emptyEntry } from '../../worker/rules/settle.ts';
import { drawHead, drawPart, partsOf } from '../../worker/rules/thread.ts';
import type { Central } from './central.ts';

export interface Folded {
  entries: Map<string, Entry>;
  facts: Map<string, CommentFact[]>;
  places: Place[];
  head: Thread;
  parts: Thread[];
}

export function fold(central: Central, thread: string, now: number): Folded {
  const entries = new Map<string, Entry>();
  const facts = new Map<string, CommentFact[]>();
  for (const { name, version } of central.list(`fact:${thread}:`, now)) {
    const id = name.split(':')[2]!;
    if (!ID_PATTERN.test(id)) continue;
    const fact = JSON.parse(version.value!) as CommentFact;
    const meta: CommentMeta = metaOf(fact);
    const stored = JSON.parse(version.metadata ?? '{}');
    if (JSON.stringify({ ...stored, ...meta }) !== JSON.stringify(stored)) {
      throw new Error(`the metadata of ${name} is not its value's: ${version.metadata}`);
    }
    const entry = entries.get(id) ?? emptyEntry();
    addMeta(entry, meta);
    entries.set(id, entry);
    facts.set(id, [...(facts.get(id) ?? []), fact]);
  }
  const places = outline(entries, [], now);
  const forms = new Map(places.map((place) => [place.id, formOf(place, entries, facts)]));
  const first = facts.get(places[0]?.id ?? [...facts.keys()].sort()[0] ?? '')?.find((fact) => fact.kind === 'post');
  const frame = {
    thread,
    page: first?.kind === 'post' ? first.page : '',
    title: first?.kind === 'post' ? first.title : '',
    state: FRESH_PAGE,
    asks: [],
  };
  const total = partsOf(places.length);
  return {
    entries,
    facts,
    places,
    head: drawHead(frame, places, forms, now),
    parts: total === 1 ? [] : Array.from({ length: total }, (_, part) => drawPart(frame, places, part, forms, now)),
  };
}

function formOf({ id, shown }: Place, entries: Map<string, Entry>, facts: Map<string, CommentFact[]>) {
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
