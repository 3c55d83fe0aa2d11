// A failing seed, made short: which of its cast and of its faults can be left out so that it still fails in the same
// way. What remains is the story to read in the log.

import type { Program } from '../platform/program.ts';
import type { Weather } from '../platform/weather.ts';
import { play } from './play.ts';

/** What a weather can do without. Times of caches and lags are KV's own and stay. */
const FAULTS = [
  'skew',
  'longStale',
  'ownWriteHidden',
  'putFails',
  'putFailsAfter',
  'readFails',
  'tooMany',
  'dies',
  'answerLost',
  'outages',
  'cronGap',
  'shortPages',
] as const satisfies (keyof Weather)[];

export interface Short {
  /** What is left out, as `--without` takes it. */
  without: string[];
  /** Cast and faults that it needs. */
  needs: string[];
}

/** Plays the seed once or twice for each name: a few seconds. Null: it does not fail. */
export async function shorten(seed: string, program: Program): Promise<Short | null> {
  const whole = await play(seed, program);
  const invariant = whole.wrong[0]?.invariant;
  if (invariant === undefined) return null;
  // Without the cron everything fails.
  const names = [...whole.cast.filter((name) => name !== 'cron'), ...FAULTS.filter((fault) => whole.faults.has(fault))];
  const without = new Set<string>();
  const stillFails = async (more: string[]) => {
    const { wrong } = await play(seed, program, { without: new Set([...without, ...more]) });
    return wrong.some((each) => each.invariant === invariant);
  };
  // Halves first, then quarters, down to each alone.
  for (let size = Math.ceil(names.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < names.length; from += size) {
      const some = names.slice(from, from + size).filter((name) => !without.has(name));
      if (some.length > 0 && (await stillFails(some))) for (const name of some) without.add(name);
    }
  }
  return { without: [...without], needs: names.filter((name) => !without.has(name)) };
}
