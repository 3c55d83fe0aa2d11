// The proof in `npm test`: three hundred worlds of regions, caches, faults and deaths, and every invariant in each of
// them. For a long run: npm run simulate -- --seeds 10000

import { beforeAll, describe, expect, it } from 'vitest';
import { ours, type Program } from './platform/program.ts';
import { play } from './play/play.ts';
import { playSeeds, summary } from './play/report.ts';
import { SEEDS } from './play/seeds.ts';
import { shorten } from './play/shorten.ts';

const AT_ONCE = 30;

let store: Program;
beforeAll(async () => {
  store = await ours();
});

describe('nothing acknowledged is lost, and every region ends with the fold of all facts', () => {
  it.each(Array.from({ length: SEEDS.length / AT_ONCE }, (_, i) => i * AT_ONCE))(
    `in ${AT_ONCE} seeds of ours from the %ith on`,
    async (from) => {
      const totals = await playSeeds(store, SEEDS.slice(from, from + AT_ONCE));
      expect(totals.failures.join('\n\n')).toBe('');
      // A world in which nothing happens proves nothing.
      expect(totals.done.acknowledged, summary(totals)).toBeGreaterThan(20 * AT_ONCE);
      for (const fault of [
        'stale read',
        'stale list',
        'died after the answer',
        'answer lost',
        'late retry',
        'write failed',
      ]) {
        expect(totals.faults[fault], fault).toBeGreaterThan(0);
      }
    },
  );
});

describe('a seed', () => {
  it('that fails is shortened to the few that it needs, and still fails the same way', async () => {
    const mutant = { ...store, sweeps: false };
    const { wrong } = await play('1', mutant);
    const { needs, without } = (await shorten('1', mutant))!;
    expect(needs.length, needs.join()).toBeLessThan(8);
    const again = await play('1', mutant, { without: new Set(without) });
    expect(again.wrong.map(({ invariant }) => invariant)).toContain(wrong[0]!.invariant);
  });

  it('is the same world each time, however often the event loop turns between two events', async () => {
    const logOf = async (turns: number) => {
      const lines: string[] = [];
      await play('same', store, { turns, trace: (line) => lines.push(line) });
      return lines;
    };
    const log = await logOf(1);
    expect(log.length).toBeGreaterThan(1_000);
    expect(await logOf(1)).toEqual(log);
    expect(await logOf(4)).toEqual(log);
  });
});
