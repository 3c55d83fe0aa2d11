// A world in which a test says what happens, act by act: two regions, KV as slow to agree as always, and nothing fails
// but what the story makes fail. In the end the cron runs until all has settled, and every invariant is asked.

import { MINUTE } from '../../../worker/rules/time.ts';
import { type Stage, sweeps } from '../cast/clients.ts';
import { checkEnd } from '../checks/checks.ts';
import { type Author, Ledger, type Wrong } from '../checks/ledger.ts';
import { Invocation } from '../platform/invocation.ts';
import type { Program } from '../platform/program.ts';
import type { Region } from '../platform/region.ts';
import { Rng } from '../platform/rng.ts';
import { FAIR } from '../platform/weather.ts';
import { START, World } from '../platform/world.ts';
import { authorAt, pageAt, preload, settled } from './play.ts';

/** What a story has at hand: two regions, and two authors who are known, so that their words need no owner. */
export interface Scene extends Stage {
  rng: Rng;
  here: Region;
  there: Region;
  ada: Author;
  bob: Author;
  /** Reads these keys, so that the region goes on for a minute with what it sees now. */
  look(region: Region, ...names: string[]): Promise<void>;
  /** Runs the cron every five minutes for so long. */
  sweepFor(time: number): Promise<void>;
}

export type Story = (scene: Scene) => Promise<void>;

const PATHS = ['/first', '/second', '/moved-here'] as const;

/** What is wrong once all has settled. `seed`: how long each operation takes, and how old each list is. */
export async function tell(story: Story, seed: number, program: Program, skew = 0): Promise<Wrong[]> {
  return settled(async () => {
    const world = new World(`story ${seed}`, { ...FAIR, regions: 2, tooMany: 0, skew }, program, null);
    const ledger = new Ledger();
    const pages = await Promise.all(PATHS.map(pageAt));
    const [ada, bob] = await Promise.all([authorAt(0, true), authorAt(1, true)]);
    for (const { authorId } of [ada, bob]) preload(world, `known:${authorId}`, { v: 1, on: true, at: START - MINUTE });
    const [here, there] = world.regions as [Region, Region];
    const scene: Scene = {
      ...{ world, ledger, pages, until: Number.POSITIVE_INFINITY, rng: new Rng(`story ${seed} acts`) },
      ...{ here, there, ada, bob },
      async look(region, ...names) {
        await region.namespace(visitor(world)).get(names, 'text');
      },
      async sweepFor(time) {
        for (const until = world.now + time; world.now < until; await world.sleep(5 * MINUTE)) {
          void world.sweep(scene.rng.pick(world.regions));
        }
      },
    };
    await world.scheduler.runUntilSettled(story(scene));
    void sweeps(scene, new Rng(`story ${seed} cron`), world.now + 46 * MINUTE);
    await world.scheduler.runUntil(world.now + 48 * MINUTE);
    return world.scheduler.runUntilSettled(checkEnd({ world, ledger, pages, skew, staleFor: MINUTE }));
  });
}

function visitor(world: World): Invocation {
  return new Invocation({ name: 'story', region: '', isCron: false, beganAt: world.now }, new Rng('story'), 0, 0);
}
