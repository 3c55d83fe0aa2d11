// The brake: every third sweep counts what authors who are not known have written today, by the rows that they left in
// the inbox (which say of edits and reports how many) and the touches of likes and spam, and puts `level` when it
// changes. One list; another one only on a day with reports, and in a flood of comments that nobody holds.
// Read next: rules/screening/brake.ts, actions/limits.ts for what it stops.

import { timeOf } from '../../rules/comment/id.ts';
import { DROP_SPAM_AFTER } from '../../rules/comment/words-go.ts';
import { BRAKE_RULES, type BrakeRules, COST, dayOf, levelOf } from '../../rules/screening/brake.ts';
import { bundleOfTouch } from '../facts/bundles.ts';
import { type RowMeta, readRowMeta } from '../facts/rows.ts';
import type { ListedTouch } from '../facts/touches.ts';
import { isReportRow, keys, readInboxKey } from '../kv/keys.ts';
import { listPage, put, readMany } from '../kv/kv.ts';
import { readRecord } from '../kv/records.ts';
import { type DayRecord, readDay } from '../settings/level.ts';
import { ALL_SLOTS } from './slots.ts';

const VERSION = 1;
/** So many comments published in a quarter of an hour ask for a closer look. */
const MANY = 20;

/** `touches` are all that the sweep has listed, those to come included. */
export async function setLevel(kv: KVNamespace, touches: ListedTouch[], now: number): Promise<void> {
  const { before, rules } = await readState(kv, now);
  const likes = before.likes + touches.filter((touch) => touch.kind === 'likes' && touch.time > now - ALL_SLOTS).length;
  const writes = (await costOfComments(kv, touches, now)) + likes * COST.like;
  const after: DayRecord = { day: dayOf(now), value: levelOf(writes, before.value, rules), likes };
  if (after.value === before.value && after.likes === before.likes) return;
  await put(kv, keys.level, { v: VERSION, ...after });
}

async function readState(kv: KVNamespace, now: number): Promise<{ before: DayRecord; rules: BrakeRules }> {
  const fields = ['writesBeforeWork', 'writesBeforeClosed'] as const;
  const stored = await readMany(kv, [keys.level, ...fields.map(keys.setting)]);
  const rules = { ...BRAKE_RULES };
  for (const field of fields) {
    const value = readRecord(stored.get(keys.setting(field)), 'setting')?.value;
    if (typeof value === 'number') rules[field] = value;
  }
  return { before: readDay(stored.get(keys.level), now), rules };
}

async function costOfComments(kv: KVNamespace, touches: ListedTouch[], now: number): Promise<number> {
  const midnight = dayOf(now);
  /** By comment: one that was held, and then approved, counts once. */
  const costs = new Map<string, number>();
  const count = (id: string, cost: number) => costs.set(id, Math.max(cost, costs.get(id) ?? 0));

  let reported = 0;
  for (const { id, meta, isReport } of await rowsOf(kv, 'pending')) {
    // Reports and edits need no ticket of their own, so they are what a flood would turn to next. Whoever knows the
    // comment's author, a report is anybody's.
    const isOfToday = (meta.at ?? 0) >= midnight;
    if (isReport) reported += isOfToday ? (meta.r ?? 0) : 0;
    else if (meta.n === 1) continue;
    else {
      if (timeOf(id) >= midnight) count(id, COST.pending + (meta.m ? COST.address : 0));
      count(`${id}:edit`, isOfToday ? COST.edit * (meta.e ?? 0) : 0);
    }
  }
  // A row counts as one what came at the same moment, so a script that sends twenty at once would hardly be seen.
  if (reported > 0) count('reports', COST.report * Math.max(reported, await reportsSince(kv, midnight)));
  // Spam says when it is to be dropped: 30 days after it came. Nobody is to be braked for what the owner has imported.
  for (const touch of touches) {
    const isOne = bundleOfTouch(touch.id) === null;
    if (isOne && touch.kind === 'due' && touch.time >= midnight + DROP_SPAM_AFTER) count(touch.id, COST.spam);
  }
  const published = touches.filter(({ kind, left, time }) => kind === 'publish' && !left && time <= now);
  if (published.length >= MANY) {
    for (const { id, meta } of await rowsOf(kv, 'approved'))
      if (meta.n !== 1 && timeOf(id) >= midnight) count(id, COST.approved + (meta.m ? 2 * COST.address : 0));
  }
  return [...costs.values()].reduce((sum, cost) => sum + cost, 0);
}

/** Of the first thousand there are: more than any threshold, until a site has kept more of old. */
async function reportsSince(kv: KVNamespace, time: number): Promise<number> {
  const { keys: listed } = await listPage<{ at?: number }>(kv, keys.reports, null);
  return listed.filter(({ meta }) => (meta?.at ?? 0) >= time).length;
}

interface BrakeRow {
  id: string;
  meta: RowMeta;
  isReport: boolean;
}

/** Of single comments; the newest thousand rows are more than any threshold. */
async function rowsOf(kv: KVNamespace, tab: 'pending' | 'approved'): Promise<BrakeRow[]> {
  const { keys: rows } = await listPage<unknown>(kv, keys.inbox(tab), null);
  return rows.flatMap(({ name, meta }) => {
    const ref = readInboxKey(name);
    return ref && 'id' in ref ? [{ id: ref.id, meta: readRowMeta(meta), isReport: isReportRow(name) }] : [];
  });
}
