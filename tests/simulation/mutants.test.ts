// The suite must be able to see: every wrong store and every mutant fails it, within so many seeds.

import { beforeAll, describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants/mutants.ts';
import { oneDocument, oneSnapshot } from './mutants/wrong-stores.ts';
import { ours, type Program } from './platform/program.ts';
import { FAIR } from './platform/weather.ts';
import { playCalm } from './play/calm.ts';
import { FOLDED, play } from './play/play.ts';
import { SEEDS } from './play/seeds.ts';

let store: Program;
beforeAll(async () => {
  store = await ours();
});

/** What a seed that fails says, the known one if it still does; null when none of them all fails. */
async function caught(program: Program, known = 1): Promise<string | null> {
  for (const seed of new Set([known, ...SEEDS])) {
    const { wrong } = await play(String(seed), program);
    const calm = wrong.length === 0 && program.hasFacts ? (await playCalm(String(seed), program)).wrong : [];
    // A world in which the checks themselves break down shows nothing.
    const first = [...wrong, ...calm].find(({ invariant }) => invariant !== FOLDED);
    if (!first) continue;
    console.log(`seed ${seed} fails "${program.name}": ${first.invariant}`);
    return first.invariant;
  }
  return null;
}

describe('a wrong store fails', () => {
  it.each([oneDocument, oneSnapshot])('$name', async (program) => {
    expect(await caught(program)).toBe('every acknowledged comment and edit reaches every region');
  });

  it.each([oneDocument, oneSnapshot])('and passes where KV agrees with itself at once: $name', async (program) => {
    const weather = { ...FAIR, agreesAtOnce: true, tooMany: 0 };
    const runs = [];
    for (let seed = 1; seed <= 8; seed++) runs.push((await play(String(seed), program, { weather })).wrong.length);
    expect(runs).toContain(0);
  });
});

describe('a mutant fails', () => {
  it.each(MUTANTS)('$name', async (mutant) => {
    expect(await caught(await mutant.make(store), mutant.seed)).not.toBeNull();
  });
});
