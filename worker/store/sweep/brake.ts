// The brake: every sweep adds up what strangers have spent today by all isolates, which stands in the list that it
// makes anyway. Every third one also counts what they have written by the rows that they left in the inbox (which say
// of edits and reports how many) and the touches of likes and spam, for an isolate may end before it has told. That is
// a list; another one only on a day with reports, and in a flood of comments that nobody holds. It puts `level` when
// that changes, or enough was added to it. The larger of the two sums counts.
// Read next: rules/screening/spending.ts, actions/limits.ts for what it stops.

import { timeOf } from '../../rules/comment/id.ts';
import { DROP_SPAM_AFTER } from '../../rules/comment/words-go.ts';
import { BRAKE_RULES, type BrakeRules, COST, dayOf } from '../../rules/screening/brake.ts';
import { levelAt, type Share, type Shares } from '../../rules/screening/spending.ts';
import { bundleOfTouch } from '../facts/bundles.ts';
import { type RowMeta, readRowMeta } from '../facts/rows.ts';
import type { ListedTouch } from '../facts/touches.ts';
import { isReportRow, keys, readInboxKey } from '../kv/keys.ts';
import { listPage, put, readMany } from '../kv/kv.ts';
import { readRecord } from '../kv/records.ts';
import { type DayRecord, readDay, writeShares } from '../settings/level.ts';
import { ALL_SLOTS, isSlotOf } from './slots.ts';

const VERSION = 1;
/** So many comments published in a quarter of an hour ask for a closer look. */
const MANY = 20;

/** Units and reads by which the sum has to have grown to be put: isolates know their own part without it. */
const GROWN = { units: 50, looks: 5_000, written: 10 };

/** `touches` are all that the sweep has listed, those to come included; `shares` is what the isolates say of today. */
export async function setLevel(kv: KVNamespace, touches: ListedTouch[], shares: Shares, now: number): Promise<void> {
  const { before, rules } = await readState(kv, now);
  const after: DayRecord = { ...before, shares: largest(before.shares, shares) };
  if (isSlotOf('brake', now)) {
    const isNew = (touch: ListedTouch) => touch.kind === 'likes' && touch.time > now - ALL_SLOTS;
    after.likes += touches.filter(isNew).length;
    after.seen = await costOfComments(kv, touches, now);
    // What is not seen any more was tidied away, and has been written all the same.
    after.written += Math.max(0, after.seen - before.seen);
  }
  const units = Math.max(after.written + after.likes * COST.like, sumOf(after.shares).units);
  after.value = levelAt(units, before.value, rules);
  if (!isWorthPutting(before, after)) return;
  await put(kv, keys.level, { v: VERSION, ...after, shares: writeShares(after.shares) });
}

function isWorthPutting(before: DayRecord, after: DayRecord): boolean {
  const [was, is] = [sumOf(before.shares), sumOf(after.shares)];
  return (
    after.value !== before.value ||
    after.likes !== before.likes ||
    after.seen < before.seen ||
    after.written - before.written >= GROWN.written ||
    is.units - was.units >= GROWN.units ||
    is.looks - was.looks >= GROWN.looks
  );
}

function sumOf(shares: Shares): Share {
  const sum: Share = { units: 0, looks: 0 };
  for (const { units, looks } of Object.values(shares)) {
    sum.units += units;
    sum.looks += looks;
  }
  return sum;
}

/** A list lags: what an isolate has said once it has spent. */
function largest(a: Shares, b: Shares): Shares {
  const all: Shares = { ...a };
  for (const [isolate, { units, looks }] of Object.entries(b)) {
    const known = all[isolate];
    all[isolate] = { units: Math.max(units, known?.units ?? 0), looks: Math.max(looks, known?.looks ?? 0) };
  }
  return all;
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
