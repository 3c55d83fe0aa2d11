// What became of the comments of the last weeks, by the day on which they were written (UTC): counted out of the
// owner's lists, whose rows are named by the comments' times. Three lists, asked for when the owner opens the page and
// never else; nothing is kept for it.
// Read next: store/inbox/inbox.ts.

import type { Status } from '../../contract/index.ts';
import { timeOf } from '../../rules/comment/id.ts';
import { dayOf } from '../../rules/screening/brake.ts';
import { DAY } from '../../rules/time.ts';
import { type CommentRef, readComments } from '../facts/comments.ts';
import { keys, readInboxKey } from '../kv/keys.ts';
import { listPage } from '../kv/kv.ts';
import { refsInBundle } from './inbox.ts';

export const COUNTED = ['approved', 'pending', 'spam'] as const satisfies Status[];
export type Counted = (typeof COUNTED)[number];

/** Each stands for up to 500 imported comments, and is one read. */
const MOST_BUNDLES = 20;
/** Comments in two lists: judged within the last quarter of an hour, or reported. Their facts are asked for. */
const MOST_ASKED = 100;

export interface DayCounts {
  /** Milliseconds since 1970: its midnight. */
  day: number;
  counts: Record<Counted, number>;
}

export interface ByDay {
  /** Every day, the oldest first: fewer than were asked for where there are more comments than a list names. */
  days: DayCounts[];
  isWhole: boolean;
  /** Those that were published. */
  published: CommentRef[];
}

/** Of the last `count` days, today among them. */
export async function countByDay(kv: KVNamespace, now: number, count: number): Promise<ByDay> {
  const first = dayOf(now) - (count - 1) * DAY;
  const lists = await Promise.all(COUNTED.map((tab) => listFrom(kv, tab, first)));
  const from = Math.max(first, ...lists.map((each) => each.from));
  const tabs = new Map<string, { ref: CommentRef; found: Counted[] }>();
  for (const [at, { refs }] of lists.entries()) {
    for (const ref of refs) {
      const name = `${ref.thread} ${ref.id}`;
      const { found } = tabs.get(name) ?? { found: [] };
      tabs.set(name, { ref, found: [...found, COUNTED[at]!] });
    }
  }
  const unclear = [...tabs.values()].filter(({ found }) => new Set(found).size > 1).map(({ ref }) => ref);
  const states = await readComments(kv, unclear.slice(0, MOST_ASKED));
  const settled = new Map(
    states.flatMap((state) => (state ? [[`${state.thread} ${state.id}`, state.settled.status]] : [])),
  );
  const days = Array.from({ length: Math.round((dayOf(now) - from) / DAY) + 1 }, (_, n) => ({
    day: from + n * DAY,
    counts: { approved: 0, pending: 0, spam: 0 },
  }));
  const published: CommentRef[] = [];
  for (const [name, { ref, found }] of tabs) {
    const status = settled.get(name) ?? found[0];
    const day = days[Math.floor((timeOf(ref.id) - from) / DAY)];
    const counted = COUNTED.find((each) => each === status);
    if (!day || !counted) continue;
    day.counts[counted]++;
    if (counted === 'approved') published.push(ref);
  }
  return { days, isWhole: from === first, published };
}

/** The comments of a tab that were written since `first`; `from`: since when they are all of them. */
async function listFrom(kv: KVNamespace, tab: Counted, first: number): Promise<{ refs: CommentRef[]; from: number }> {
  const page = await listPage<unknown>(kv, keys.inbox(tab), null);
  const refs: CommentRef[] = [];
  let bundles = 0;
  let oldest = Number.POSITIVE_INFINITY;
  for (const { name } of page.keys) {
    const key = readInboxKey(name);
    if (key === null) continue;
    if ('id' in key) {
      oldest = timeOf(key.id);
      if (oldest < first) return { refs, from: first };
      refs.push(key);
    } else if (bundles++ < MOST_BUNDLES) {
      refs.push(...(await refsInBundle(kv, key.thread, key.bundle, tab)).filter(({ id }) => timeOf(id) >= first));
    }
  }
  const isCut = page.cursor !== null && oldest !== Number.POSITIVE_INFINITY;
  return { refs, from: isCut ? dayOf(oldest) + DAY : first };
}
