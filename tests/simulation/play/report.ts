// What a run of seeds says: how much was played, which faults and which accepted races came up, and for a seed that
// fails, what is wrong and how to see it again.

import type { Program } from '../platform/program.ts';
import { playCalm } from './calm.ts';
import { type Played, play } from './play.ts';
import { shorten } from './shorten.ts';

export interface Totals {
  seeds: number;
  failures: string[];
  /** What was done, what the weather did wrong, which races were met, and in which weather: how often each. */
  done: Counts;
  faults: Counts;
  races: Counts;
  weathers: Counts;
}

type Counts = Record<string, number>;

/** Plays each seed in its weather and once in calm traffic. So many failures are made short. */
export async function playSeeds(program: Program, seeds: readonly number[], shortened = SHORTENED): Promise<Totals> {
  const totals = noTotals();
  for (const seed of seeds.map(String)) {
    const played = await play(seed, program);
    const calm = await playCalm(seed, program);
    const isShortened = totals.failures.length < shortened;
    const wrong = [...played.wrong, ...calm.wrong];
    add(totals, {
      seeds: 1,
      failures: wrong.length > 0 ? [await failure(played, wrong, program, isShortened)] : [],
      done: { ...played.done, 'acts in calm traffic': calm.acts },
      faults: Object.fromEntries(played.counts),
      races: played.races,
      weathers: { [played.weather]: 1 },
    });
  }
  return totals;
}

export function noTotals(): Totals {
  return { seeds: 0, failures: [], done: {}, faults: {}, races: {}, weathers: {} };
}

/** Adds what another run of seeds says. */
export function add(totals: Totals, more: Totals): void {
  totals.seeds += more.seeds;
  totals.failures.push(...more.failures);
  for (const kind of ['done', 'faults', 'races', 'weathers'] as const) {
    for (const [what, times] of Object.entries(more[kind])) totals[kind][what] = (totals[kind][what] ?? 0) + times;
  }
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

export function summary({ seeds, failures, done, faults, races, weathers }: Totals): string {
  return [
    `${seeds} seeds, ${failures.length} failed`,
    ...table('Worlds', weathers),
    ...table('Done', done),
    ...table('Wrong on purpose', faults),
    ...table('Accepted races that were met', races),
  ].join('\n');
}

function table(title: string, counts: Counts): string[] {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return [`${title}:`, ...rows.map(([what, times]) => `  ${String(times).padStart(8)} ${what}`)];
}
