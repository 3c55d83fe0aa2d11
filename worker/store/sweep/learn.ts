// What the filter learns from: each verdict of approve or spam leaves the words' hashes in the metadata of the row that
// it puts anyway, so that two lists are all there is to read. One writer, the sweep, makes the model anew from the
// newest rows: a verdict that changed counts once, as what it is now.
// Read next: rules/screening/filter.ts.

import { type Lesson, learn, writeCounts } from '../../rules/screening/filter.ts';
import type { LessonMeta } from '../facts/rows.ts';
import type { ListedTouch } from '../facts/touches.ts';
import { keys, readInboxKey } from '../kv/keys.ts';
import { listPage, put, readMany } from '../kv/kv.ts';
import { ALL_SLOTS } from './slots.ts';

const VERSION = 1;
/** Of each kind: the newest 500 verdicts. */
const MOST = 250;
/** Rows looked at for them; most of what is approved was never judged. */
const ROWS = 1_000;

/** Whether anything was judged since the last time: a quiet sweep stays as cheap as it was. */
export function wasJudged(touches: ListedTouch[], now: number): boolean {
  return touches.some(({ kind, left, time }) => kind === 'publish' && left && time > now - ALL_SLOTS && time <= now);
}

/** Two lists, a read, and a write where the model is another. */
export async function learnLessons(kv: KVNamespace): Promise<void> {
  const [spam, ham, stored] = await Promise.all([
    lessonsIn(kv, 'spam'),
    lessonsIn(kv, 'approved'),
    readMany(kv, [keys.lessons]),
  ]);
  const both = new Set([...spam.keys()].filter((id) => ham.has(id)));
  const take = (found: Map<string, Lesson>) =>
    [...found].flatMap(([id, lesson]) => (both.has(id) ? [] : lesson)).slice(0, MOST);
  const model = learn([...take(spam), ...take(ham)]);
  const record = { v: VERSION, spam: model.spam, ham: model.ham, counts: writeCounts(model) };
  if (JSON.stringify(stored.get(keys.lessons)) !== JSON.stringify(record)) await put(kv, keys.lessons, record);
}

/**
 * By comment; a row that a newer verdict has emptied, or is about to, may still be among them: it is in both tabs then.
 */
async function lessonsIn(kv: KVNamespace, tab: 'spam' | 'approved'): Promise<Map<string, Lesson>> {
  const { keys: rows } = await listPage<LessonMeta>(kv, keys.inbox(tab), null, ROWS);
  const lessons = new Map<string, Lesson>();
  for (const { name, meta } of rows) {
    const ref = readInboxKey(name);
    const tokens = meta?.t;
    if (ref === null || !('id' in ref) || typeof tokens !== 'string' || tokens === '') continue;
    lessons.set(`${ref.thread} ${ref.id}`, { isSpam: tab === 'spam', tokens });
  }
  return lessons;
}
