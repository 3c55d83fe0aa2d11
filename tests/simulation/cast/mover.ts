// A page moves to another address while people write at the old one and, before anybody told the store, at the new one.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { type Author, act } from '../checks/ledger.ts';
import type { Rng } from '../platform/rng.ts';

import { insist, type Page, posts, rewrites, type Stage } from './clients.ts';

/** The owner moves a page with some comments; each author writes at one of its addresses at about that time. */
export async function moves(stage: Stage, rng: Rng, [from, to]: [Page, Page], authors: Author[]): Promise<void> {
  const { world } = stage;
  await world.sleep(rng.between(0, 4 * MINUTE));
  const home = rng.pick(world.regions);
  if (!(await posts(stage, rng, authors[0]!, from, home))) return;
  await world.sleep(rng.between(30 * SECOND, 8 * MINUTE));
  for (const author of authors) {
    // Most write a while before or after; some in the very minute.
    const delay = rng.chance(0.5) ? rng.between(0, 2 * MINUTE) : rng.between(2 * MINUTE, 10 * MINUTE);
    void writesAt(stage, rng, author, rng.chance(0.5) ? from : to, delay);
  }
  await world.sleep(rng.between(0, 2 * MINUTE));
  await move(stage, rng, from, to);
}

async function writesAt(stage: Stage, rng: Rng, author: Author, page: Page, delay: number): Promise<void> {
  const { world } = stage;
  await world.sleep(delay);
  const region = rng.pick(world.regions);
  const comment = await posts(stage, rng, author, page, region);
  if (!comment || rng.chance(0.5)) return;
  await world.sleep(rng.between(10 * SECOND, 3 * MINUTE));
  // As the widget does: by the thread that the page says it has.
  const answer = await world.fetch(region, `/api/thread?page=${encodeURIComponent(page.url)}`);
  if (answer?.status !== 200) return;
  comment.thread = answer.json.thread;
  await rewrites(stage, rng, comment, region);
}

export async function move(
  { world, ledger }: Stage,
  rng: Rng,
  from: Page,
  to: Page,
  home = rng.pick(world.regions),
): Promise<'done' | 'refused' | 'unknown'> {
  const moved = act(world.now);
  const body = { movedTo: to.url };
  const path = `/api/admin/threads/${from.thread}`;
  const send = (region: (typeof world.regions)[number]) =>
    world.fetch(region, path, { method: 'PUT', owner: true, body });
  await insist(world, rng, home, moved, send, () => {});
  world.count(`move ${moved.outcome}`);
  if (moved.outcome === 'done') ledger.moves.push({ from: { ...from }, to: { ...to } });
  return moved.outcome as 'done' | 'refused' | 'unknown';
}

/** Where comments have stood for a while a page cannot be moved: they would be hidden by it. */
export async function movesOnto(stage: Stage, rng: Rng, from: Page, to: Page): Promise<void> {
  const { world, ledger } = stage;
  await world.sleep(rng.between(15 * MINUTE, 25 * MINUTE));
  const stood = ledger.comments.some(
    ({ thread, said }) =>
      thread === to.thread && said[0]!.outcome === 'done' && said[0]!.endedAt! < world.now - 6 * MINUTE,
  );
  if (!stood) return;
  if ((await move(stage, rng, from, to)) === 'done') {
    ledger.wrong.push({ invariant: 'a page is not moved to where comments stand', story: `${from.url} to ${to.url}` });
  }
}
