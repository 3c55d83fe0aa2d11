// After an outage of the cron, or an import, more threads wait than one run of the sweep takes on. They wait; none is
// forgotten, and those who write meanwhile are served as ever.

import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../worker/rules/time.ts';
import { sweeps } from './cast/clients.ts';
import { readAll } from './checks/checks.ts';
import { fold } from './checks/fold.ts';
import { Ledger } from './checks/ledger.ts';
import { ours } from './platform/program.ts';
import { Rng } from './platform/rng.ts';
import { weatherOf } from './platform/weather.ts';
import { START, World } from './platform/world.ts';
import { authorAt, pageAt, preloadThread, settled } from './play/play.ts';

const THREADS = 200;
/** Eight threads a run, a run every five minutes, and some runs fail. */
const LONG_ENOUGH = 4 * 60 * MINUTE;

describe(`a backlog of ${THREADS} touched threads`, () => {
  it.each(['1', '2', '3'])('is worked off, seed %s', async (seed) => {
    const program = await ours();
    await settled(async () => {
      const weather = weatherOf(new Rng(`${seed} backlog`));
      const world = new World(`${seed} backlog`, weather, program, null);
      const ledger = new Ledger();
      const author = await authorAt(0, true);
      const pages = await Promise.all(Array.from({ length: THREADS }, (_, n) => pageAt(`/page-${n}`)));
      for (const page of pages) await preloadThread(world, ledger, page, author, 2);
      const stage = { world, ledger, pages, until: START + LONG_ENOUGH };
      void sweeps(stage, new Rng(`${seed} cron`), stage.until);

      await world.scheduler.runUntil(START + LONG_ENOUGH);
      world.calm();
      await world.scheduler.runUntil(world.now + 10 * MINUTE);
      const isRead = Promise.all(pages.map((page) => readAll(world, world.regions[0]!, page)));
      await world.scheduler.runUntil(world.now + MINUTE);
      const shown = (await isRead).map(({ head }) => head?.comments.map(({ id }) => id));
      expect(shown).toEqual(
        pages.map(({ thread }) => fold(world.central, thread, world.now).positions.map(({ id }) => id)),
      );
      expect(world.central.list('touch:', world.now), 'and nothing is left to do').toEqual([]);
    });
  });
});
