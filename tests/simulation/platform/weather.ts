// What goes wrong, and how often: the faults of one seed. The rules of KV that region.ts names are always on (caches,
// lists that lag, one write a second); these say how bad they are and what fails on top.

import { MINUTE } from '../../../worker/rules/time.ts';
import type { Rng } from './rng.ts';

export interface Weather {
  name: string;
  regions: number;
  /** Region clocks are off by as much as this, either way. */
  skew: number;
  /** No caches and no lag: what KV is not. */
  agreesAtOnce?: boolean;
  /** Share of cached reads and of lists that are stale for up to 5 minutes, not one. */
  longStale: number;
  /** Share of writes that their own region does not see at once. */
  ownWriteHidden: number;
  /** A write fails, and had no effect. */
  putFails: number;
  /** A write is said to have failed, and had its effect. */
  putFailsAfter: number;
  readFails: number;
  /** Of two writes to one key within a second, the share of second ones that are refused; the others win silently. */
  tooMany: number;
  /** Share of invocations that die at some operation. */
  dies: number;
  /** Share of answers that never reach the client. */
  answerLost: number;
  /** Times when no operation of any region gets through. */
  outages: number;
  /** The cron does not run for up to this long, once. */
  cronGap: number;
  /** Pages of a list that hold fewer keys than they may, or none, while there are more. */
  shortPages: number;
}

/** Nothing fails; KV is only as slow to agree as it always is. */
export const FAIR: Weather = {
  name: 'fair',
  regions: 3,
  skew: 0,
  longStale: 0,
  ownWriteHidden: 0,
  putFails: 0,
  putFailsAfter: 0,
  readFails: 0,
  tooMany: 0.5,
  dies: 0,
  answerLost: 0,
  outages: 0,
  cronGap: 0,
  shortPages: 0,
};

/** Some seeds have a little of everything, some much of one thing. */
export function weatherOf(rng: Rng): Weather {
  const base = { ...FAIR, regions: rng.chance(0.3) ? 2 : 3 };
  const storm = rng.between(0.3, 1);
  const faults = {
    putFails: 0.04 * storm,
    putFailsAfter: 0.04 * storm,
    readFails: 0.02 * storm,
    dies: 0.12 * storm,
    answerLost: 0.06 * storm,
    tooMany: rng.next(),
    shortPages: 0.2,
    ownWriteHidden: rng.chance(0.5) ? 0.1 : 0,
  };
  // The sweep takes for settled what is older than 16 minutes by its own clock: that covers caches of 5 minutes with
  // clocks 10 minutes apart.
  const isSkewed = rng.chance(0.6);
  const longStale = rng.chance(0.5) ? 0.3 : 0;
  const skew = isSkewed ? 5 * MINUTE : 0;
  const kind = rng.int(6);
  if (kind === 0) return { ...base, name: 'slow to agree', longStale: 0.5, shortPages: 0.3, skew };
  if (kind === 1) return { ...base, name: 'dying', dies: 0.35, answerLost: 0.15, longStale };
  if (kind === 2) return { ...base, ...faults, name: 'skewed', longStale, skew: 5 * MINUTE };
  if (kind === 3) return { ...base, ...faults, name: 'no cron', cronGap: 25 * MINUTE, longStale, skew };
  if (kind === 4) return { ...base, ...faults, name: 'outages', outages: 1 + rng.int(3), longStale };
  return {
    ...base,
    ...faults,
    name: 'storm',
    longStale,
    skew,
    outages: rng.int(2),
    cronGap: rng.chance(0.2) ? 15 * MINUTE : 0,
  };
}
