// What strangers spend of a day of KV, and how much of it they may. The free plan has 1,000 writes, lists and deletes a
// day and 100,000 reads: strangers together get 70 % of each at most, so that authors who are known, the owner and the
// sweep can always go on. Each operation counts when it is done, and nothing that is tidied up later is given back.
// Pure. Read next: actions/memory/ledger.ts, which adds up, and rules/screening/brake.ts for what follows.

import { type BrakeRules, type Level, levelOf } from './brake.ts';

/** Operations on KV; reads are counted by key, as they are billed. */
export interface Spent {
  reads: number;
  writes: number;
  lists: number;
  deletes: number;
}

/**
 * What the sweep will do for a touch later: it is put on the bill of whoever left the touch. What hides words deletes
 * them; likes are counted and drawn twice, and what is published once more when all has settled. Touches of one thread
 * share that.
 */
const LATER: Record<string, Partial<Spent>> = {
  publish: { writes: 1, lists: 1 },
  likes: { writes: 2, lists: 4 },
  due: { writes: 1, deletes: 2 },
  ask: { writes: 1 },
  reply: { writes: 1 },
};
const DELETED: Partial<Spent> = { deletes: 1 };

/** `isShared`: the thread has just had a touch of this kind. */
export function laterCost(kind: string, isShared: boolean): Partial<Spent>[] {
  return isShared ? [DELETED] : [DELETED, LATER[kind] ?? {}];
}

/** The sweep needs up to 384 lists itself, so strangers get fewer of them; reads are shared with who only looks. */
const LISTS_WEIGH = 1.6;
const READS_A_UNIT = 20;

/** One isolate's day, as the others are told of it. */
export interface Share {
  units: number;
  /** Reads of who only looked. */
  looks: number;
}

/** By isolate. */
export type Shares = Record<string, Share>;

/** In thousandths of a day: the quota that would end first counts. */
export function unitsOf({ reads, writes, lists, deletes }: Spent): number {
  return Math.max(writes, deletes, lists * LISTS_WEIGH, reads / READS_A_UNIT);
}

/** What strangers may have of a day, beside the units that the owner's rules have. */
export interface Allowance {
  /** Reads of who only looks: counts, and what became of one's own comments. A page view's one read is free. */
  looks: number;
  /** The same, of one visitor. */
  looksOfOne: number;
  /** Reads of who writes. Past it nobody is let in who was not seen to be known that day. */
  reads: number;
  readsOfOne: number;
  unitsOfOne: number;
}

const OF_A_DAY: Allowance = { looks: 25_000, looksOfOne: 5_000, reads: 20_000, readsOfOne: 1_200, unitsOfOne: 175 };

/** On a paid plan the owner lets more be written, and the rest grows with it. */
export function allowanceOf({ writesBeforeClosed }: Pick<BrakeRules, 'writesBeforeClosed'>): Allowance {
  const scale = Math.max(1, writesBeforeClosed / 700);
  return {
    looks: OF_A_DAY.looks * scale,
    looksOfOne: OF_A_DAY.looksOfOne * scale,
    reads: OF_A_DAY.reads * scale,
    readsOfOne: OF_A_DAY.readsOfOne * scale,
    unitsOfOne: OF_A_DAY.unitsOfOne * scale,
  };
}

/** The last part of what strangers may spend is for those who take something back: a comment, or a wish for mails. */
const BEFORE_LAST = 0.9;

/** Whether not even that is left. */
export function isShut(units: number, { writesBeforeClosed }: BrakeRules): boolean {
  return units >= writesBeforeClosed;
}

/** The level that follows from what was spent; it rises only. */
export function levelAt(units: number, before: Level, rules: BrakeRules): Level {
  return levelOf(units, before, { ...rules, writesBeforeClosed: rules.writesBeforeClosed * BEFORE_LAST });
}

/** Units of each act as it is taken. */
export const PRICE = {
  pending: 2,
  spam: 4,
  approved: 5,
  edit: 5,
  like: 2,
  report: 3,
  withdrawal: 3,
  press: 5,
} as const;
