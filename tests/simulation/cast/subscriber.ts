// A reader who leaves an address, says yes to the mail that asks for it, and whose comment goes at about that time: by
// their own wish, or because the owner erases it.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { type Author, act } from '../checks/ledger.ts';
import type { Rng } from '../platform/rng.ts';
import type { World } from '../platform/world.ts';
import { insist, type Page, posts, type Stage, withdraws } from './clients.ts';
import { erases } from './guests.ts';

/** What a site has set whose readers are told of replies. */
export const TELLS_READERS = {
  readers: true,
  noticesMailFrom: 'comments@blog.example',
  noticesOrigin: 'https://comments.example',
} as const;

/** The mail comes with one of the next sweeps, or never. */
const WAITS_FOR = 16 * MINUTE;

export async function subscribes(stage: Stage, rng: Rng, author: Author, page: Page): Promise<void> {
  const { world, until } = stage;
  await world.sleep(rng.between(0, 8 * MINUTE));
  const home = rng.pick(world.regions);
  const to = `${author.authorId.toLowerCase()}@mail.example`;
  const comment = await posts(stage, rng, author, page, home, { email: to });
  if (!comment) return;
  const token = await asked(world, rng, to);
  if (token === null || world.now >= until) return;

  const change = rng.pick(['withdraw', 'erase', 'stay'] as const);
  if (change !== 'stay') {
    world.scheduler.after(rng.between(0, 90 * SECOND), () => {
      if (change === 'erase') void erases(stage, rng, comment);
      else void withdraws(stage, rng, comment, home);
    });
  }
  await world.sleep(rng.between(0, 90 * SECOND));
  const subscribed = act(world.now);
  comment.subscribed = subscribed;
  world.count('subscription');
  await insist(
    world,
    rng,
    rng.pick(world.regions),
    subscribed,
    (region) => world.fetch(region, '/subscription', { form: { token } }),
    () => {},
  );
}

async function asked(world: World, rng: Rng, to: string): Promise<string | null> {
  const last = world.now + WAITS_FOR;
  for (; world.now < last; await world.sleep(rng.between(10 * SECOND, MINUTE))) {
    const mail = world.mails.find((each) => each.to === to);
    const token = mail && /\/subscription\?token=([\w.-]+)/.exec(mail.text)?.[1];
    if (token !== undefined) return token;
  }
  return null;
}
