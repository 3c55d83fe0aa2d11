// What a run of seeds says: how much was played, which faults came up, and for a seed that fails, what is wrong and how
// to see it again.

import type { Program } from '../platform/program.ts';
import { playCalm } from './calm.ts';
import { type Played, play } from './play.ts';
import { shorten } from './shorten.ts';

export interface Totals {
  seeds: number;
  failures: string[];
  comments: number;
  acknowledged: number;
  reads: number;
  calmActs: number;
  counts: Map<string, number>;
}

/** Plays the seeds from `from` on, each in its weather and once in calm traffic. */
export async function playSeeds(
  program: Program,
  from: number,
  seeds: number,
  onSeed: (totals: Totals) => void = () => {},
): Promise<Totals> {
  const totals: Totals = {
    ...{ seeds: 0, failures: [], comments: 0, acknowledged: 0, reads: 0, calmActs: 0 },
    counts: new Map(),
  };
  for (let n = from; n < from + seeds; n++) {
    const seed = String(n);
    const played = await play(seed, program);
    const calm = await playCalm(seed, program);
    add(totals, played);
    totals.calmActs += calm.acts;
    const wrong = [...played.wrong, ...calm.wrong];
    if (wrong.length > 0)
      totals.failures.push(await failure(played, wrong, program, totals.failures.length < SHORTENED));
    onSeed(totals);
  }
  return totals;
}

function add(totals: Totals, played: Played): void {
  totals.seeds++;
  totals.comments += played.comments;
  totals.acknowledged += played.acknowledged;
  totals.reads += played.reads;
  for (const [what, times] of played.counts) totals.counts.set(what, (totals.counts.get(what) ?? 0) + times);
}

const STORIES = 5;

/** Each takes some seconds. */
const SHORTENED = 3;

async function failure(
  { seed, weather }: Played,
  wrong: Played['wrong'],
  program: Program,
  isShortened: boolean,
): Promise<string> {
  const lines = wrong.slice(0, STORIES).map(({ invariant, story }) => `  ${invariant}: ${story}`);
  const more = wrong.length > STORIES ? [`  and ${wrong.length - STORIES} more`] : [];
  const replay = `  Replay: npm run simulate -- --seed ${seed} --log`;
  const short = isShortened ? await shorten(seed, program) : null;
  const story = short
    ? [`  It needs: ${short.needs.join(', ')}`, `${replay} --without "${short.without.join(',')}"`]
    : [replay];
  return [`Seed ${seed} (${weather}):`, ...lines, ...more, ...story].join('\n');
}

export function summary({ seeds, failures, comments, acknowledged, reads, calmActs, counts }: Totals): string {
  const faults = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([what, times]) => `  ${String(times).padStart(8)} ${what}`);
  return [
    `${seeds} seeds, ${failures.length} failed: ${comments} comments, ${acknowledged} acknowledged writes of authors, ${reads} reads, ${calmActs} acts in calm traffic`,
    ...faults,
  ].join('\n');
}
