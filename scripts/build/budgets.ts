// What each act costs in KV operations: the promises that tests/worker/store/budgets.test.ts counts, and from which
// `npm run free-plan` works out how much fits into a day. Reads are counted by key, as they are billed.

/** Operations of one act on a thread of up to 100 comments. */
export interface Budget {
  reads: number;
  writes: number;
  lists: number;
  deletes: number;
}

export const BUDGETS = {
  'page view': { reads: 1, writes: 0, lists: 0, deletes: 0 },
  /** This and the next: one read more once a minute in each isolate, for the setting of further sites. */
  'page view (further site, no comments)': { reads: 1, writes: 0, lists: 0, deletes: 0 },
  'page view (preview)': { reads: 2, writes: 0, lists: 0, deletes: 0 },
  'comment published at once': { reads: 13, writes: 4, lists: 1, deletes: 0 },
  'comment held': { reads: 10, writes: 2, lists: 0, deletes: 0 },
  'verdict (approve)': { reads: 14, writes: 5, lists: 1, deletes: 0 },
  /** A reader leaves an address, is asked by mail, and says yes. Without the comment itself. */
  'reader asked and confirmed': { reads: 38, writes: 4, lists: 2, deletes: 2 },
  /** Without the reply itself. */
  'reply told by mail': { reads: 34, writes: 2, lists: 0, deletes: 1 },
  like: { reads: 14, writes: 2, lists: 0, deletes: 0 },
  'refused before its ticket': { reads: 0, writes: 0, lists: 0, deletes: 0 },
  'quiet sweep': { reads: 8, writes: 0, lists: 1, deletes: 0 },
} as const satisfies Record<string, Budget>;

/** The sweep's, on a day on which nothing happens: 24 runs list twice, the others ask one key. */
export const IDLE_DAY: Budget = { reads: 720, writes: 0, lists: 48, deletes: 0 };

export type Act = keyof typeof BUDGETS;
