// Each story of tests/simulation/play/stories.ts ends well, and a store that is again as it was then fails its own.

import { beforeAll, describe, expect, it } from 'vitest';
import { ours, type Program, patched } from './platform/program.ts';
import { FOLDED } from './play/play.ts';
import { STORIES } from './play/stories.ts';
import { tell } from './play/story.ts';

/** How long operations take and how old lists are is chance: a few worlds each. Two edits by two clocks show in 29. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 29];

let store: Program;
beforeAll(async () => {
  store = await ours();
});

describe('nothing is lost and nothing is left when', () => {
  it.each(STORIES)('$name', async ({ story, skew }) => {
    for (const seed of SEEDS) expect(await tell(story, seed, store, skew), `world ${seed}`).toEqual([]);
  });
});

describe('the store as it was before fails when', () => {
  it.each(STORIES)('$name', async ({ name, before, story, skew }) => {
    const program = await patched(name, before);
    const failed = [];
    for (const seed of SEEDS) failed.push(...(await tell(story, seed, program, skew)));
    expect(failed).not.toEqual([]);
    expect(failed.map(({ invariant }) => invariant)).not.toContain(FOLDED);
  });
});
