// The level over days: in the seeds' half hours it does not move.

import { expect, it } from 'vitest';
import type { Wrong } from './checks/ledger.ts';
import { BRAKE_MUTANTS } from './mutants/mutants.ts';
import { ours } from './platform/program.ts';
import { playBrake } from './play/brake.ts';

const SEEDS = ['1', '2', '3'];

it.each(SEEDS)('a flood closes the day to strangers, and midnight opens the next: seed %s', async (seed) => {
  const { wrong, posted } = await playBrake(seed, await ours());
  expect(wrong).toEqual([]);
  const count = (outcome: string) => posted.filter((each) => each.outcome === outcome).length;
  expect(count('unavailable')).toBeGreaterThan(5);
  expect(count('accepted')).toBeGreaterThan(60);
});

it.each(BRAKE_MUTANTS)('the mutant fails: $name', async (mutant) => {
  const program = await mutant.make(await ours());
  let wrong: Wrong[] = [];
  for (const seed of SEEDS) if (wrong.length === 0) ({ wrong } = await playBrake(seed, program));
  expect(wrong).not.toEqual([]);
});
