// `npm run free-plan`: how much fits into a day of Cloudflare's free plan, worked out from the budgets that a test
// counts. Prints the table that stands in docs/costs.md, and what a day costs on which nothing happens.
// Quotas: https://developers.cloudflare.com/kv/platform/pricing/ (per account, shared by all of its workers).

import { pathToFileURL } from 'node:url';
import { type Act, BUDGETS, type Budget, IDLE_DAY } from './build/budgets.ts';

const QUOTA: Budget = { reads: 100_000, writes: 1_000, lists: 1_000, deletes: 1_000 };

/** The sweep runs every five minutes; where something goes on all day, every third run also lists what waits. */
const QUIET_SWEEPS = 24 * 12;
const LISTS_OF_SWEEPS = QUIET_SWEEPS + QUIET_SWEEPS / 3;

/** What the sweep adds to an act, once it has settled: it lists the thread again, and deletes the touch. */
const SWEPT: Partial<Record<Act, Partial<Budget>>> = {
  'comment published at once': { lists: 1, deletes: 1 },
  'verdict (approve)': { lists: 1, deletes: 2 },
  // A thread's likes are counted twice, the second time when no more come in; many likes of one thread share the two.
  like: { lists: 2, deletes: 1 },
};

const ROWS: Act[] = [
  'page view',
  'comment published at once',
  'comment held',
  'verdict (approve)',
  'like',
  'reader asked and confirmed',
  'reply told by mail',
];

/** How many of one act alone fit into a day, and which quota ends it. */
export function perDay(act: Act): { count: number; quota: keyof Budget } {
  const left: Budget = { ...QUOTA, lists: QUOTA.lists - LISTS_OF_SWEEPS };
  const fits = (Object.keys(QUOTA) as (keyof Budget)[]).flatMap((quota) => {
    const cost = BUDGETS[act][quota] + (SWEPT[act]?.[quota] ?? 0);
    return cost === 0 ? [] : [{ quota, count: Math.floor(left[quota] / cost) }];
  });
  return fits.sort((a, b) => a.count - b.count)[0]!;
}

export function freePlanTable(): string {
  const lines = ROWS.map((act) => {
    const { reads, writes, lists } = BUDGETS[act];
    const { count, quota } = perDay(act);
    return `| ${act} | ${reads} | ${writes} | ${lists} | ${count.toLocaleString('en-GB')} | ${quota} |`;
  });
  return ['| | reads | writes | lists | of these alone a day | ended by |', '|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(freePlanTable());
  const { reads, writes, lists } = IDLE_DAY;
  console.log(
    `\nA day on which nothing happens: ${lists} lists, ${writes} writes and about ${reads} reads, by the sweep.`,
  );
}
