// A small world for programs of acts that fast-check makes up: who does what, where, and how long after the act before.
// KV is as slow to agree as always and nothing else fails, so that a program that fails can be read.

import fc from 'fast-check';
import type { Verdict } from '../../../worker/contract/index.ts';
import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { judge, posts, rewrites, type Stage, sweeps, withdraws } from '../cast/clients.ts';
import { likesOnce } from '../cast/guests.ts';
import { checkEnd } from '../checks/checks.ts';
import { Ledger, type Wrong } from '../checks/ledger.ts';
import type { Program } from '../platform/program.ts';
import { Rng } from '../platform/rng.ts';
import { FAIR } from '../platform/weather.ts';
import { START, World } from '../platform/world.ts';
import { authorAt, pageAt, preload, settled } from './play.ts';

export interface Act {
  what: 'post' | 'edit' | 'withdraw' | 'like' | 'approve' | 'remove' | 'restore' | 'read';
  /** Of the comments so far. */
  which: number;
  who: number;
  where: number;
  /** Seconds after the act before. */
  after: number;
}

export const actsArbitrary: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    what: fc.constantFrom('like', 'like', 'like', 'post', 'edit', 'withdraw', 'approve', 'remove', 'restore', 'read'),
    which: fc.nat({ max: 1 }),
    who: fc.nat({ max: 1 }),
    where: fc.nat({ max: 1 }),
    after: fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 200 })),
  }),
  { minLength: 1, maxLength: 14 },
);

/** What is wrong once all has settled. */
export async function playActs(acts: Act[], program: Program): Promise<Wrong[]> {
  return settled(async () => {
    const world = new World('acts', { ...FAIR, regions: 2 }, program, null);
    const ledger = new Ledger();
    const pages = [await pageAt('/acts')];
    const authors = await Promise.all([0, 1].map((n) => authorAt(n, true)));
    for (const { authorId } of authors) preload(world, `known:${authorId}`, { v: 1, on: true, at: START - MINUTE });
    const stage: Stage = { world, ledger, pages, until: Number.POSITIVE_INFINITY };
    const lives = live(stage, acts, authors);
    let isOver = false;
    void lives.then(() => {
      isOver = true;
    });
    while (!isOver) await world.scheduler.runUntil(world.now + MINUTE);
    void sweeps(stage, new Rng('cron'), world.now + 31 * MINUTE);
    await world.scheduler.runUntil(world.now + 33 * MINUTE);
    const checked = checkEnd({ world, ledger, pages, skew: 0, staleFor: MINUTE });
    await world.scheduler.runUntil(world.now + MINUTE);
    return checked;
  });
}

async function live(stage: Stage, acts: Act[], authors: Awaited<ReturnType<typeof authorAt>>[]): Promise<void> {
  const { world, ledger, pages } = stage;
  const rng = new Rng('acts');
  // Somebody has written already: most acts are about a comment.
  await posts(stage, rng, authors[0]!, pages[0]!, world.regions[0]!);
  for (const { what, which, who, where, after } of acts) {
    await world.sleep(after * SECOND);
    const [author, region] = [authors[who]!, world.regions[where]!];
    const comment = ledger.comments[which % ledger.comments.length]!;
    if (what === 'post') await posts(stage, rng, author, pages[0]!, region);
    else if (what === 'like') await likesOnce(stage, rng, author, comment, region);
    else if (what === 'edit' && !comment.withdrawn) await rewrites(stage, rng, comment, region);
    else if (what === 'withdraw' && !comment.withdrawn) await withdraws(stage, rng, comment, region);
    else if (what === 'read') await world.fetch(region, `/api/thread?page=${encodeURIComponent(pages[0]!.url)}`);
    else if (['approve', 'remove', 'restore'].includes(what)) {
      const target = { thread: comment.thread, id: comment.id, words: '', source: '' };
      await judge(stage, region, what as Verdict, [target], false);
    }
  }
}
