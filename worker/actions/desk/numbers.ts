// The numbers of the last weeks: what became of comments by day, and which pages have them; with their likes. All of it
// out of what is there for other reasons.
// Read next: store/inbox/by-day.ts.

import type { OwnerThread } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { timeOf } from '../../rules/comment/id.ts';
import { dayOf } from '../../rules/screening/brake.ts';
import { readLikes } from '../../store/facts/likes.ts';
import { type ByDay, type Counted, countByDay } from '../../store/inbox/by-day.ts';
import { listThreads } from '../../store/views/threads.ts';

const DAYS = 42;
/** Whose likes are counted, each a read; those with the newest comments. */
const PAGES = 50;

export interface Numbers {
  days: { day: number; counts: Record<Counted, number>; likes: number }[];
  /** Whether these are all the days that were asked for. */
  isWhole: boolean;
  /** The most lively first. */
  pages: { thread: OwnerThread; lately: number; likes: number }[];
}

/** Four lists, and a read for each page. */
export async function readNumbers({ kv, now }: Pick<Scope, 'kv' | 'now'>): Promise<Numbers> {
  const [byDay, { threads }] = await Promise.all([countByDay(kv, now, DAYS), listThreads(kv, null)]);
  const listed = threads.filter(({ count }) => count > 0).slice(0, PAGES);
  const likes = await Promise.all(listed.map(({ thread }) => readLikes(kv, thread)));
  const lately = new Map(
    [...Map.groupBy(byDay.published, ({ thread }) => thread)].map(([of, all]) => [of, all.length]),
  );
  const pages = listed.map((thread, n) => ({
    thread,
    lately: lately.get(thread.thread) ?? 0,
    likes: sum(Object.values(likes[n]!)),
  }));
  return {
    days: withLikes(byDay, Object.assign({}, ...likes)),
    isWhole: byDay.isWhole,
    pages: pages.sort((a, b) => b.lately - a.lately || b.thread.count - a.thread.count),
  };
}

/** A like has no date: it counts for the day of its comment. */
function withLikes({ days }: ByDay, likes: Record<string, number>): Numbers['days'] {
  const byDay = Map.groupBy(Object.entries(likes), ([id]) => dayOf(timeOf(id)));
  return days.map((each) => ({ ...each, likes: sum((byDay.get(each.day) ?? []).map(([, count]) => count)) }));
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
