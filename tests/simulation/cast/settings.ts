// The owner changes the site's rules during traffic, in two tabs: one the moderation, the other the stop switch and a
// page's own. Neither may undo the other, and what was saved holds everywhere a few minutes later.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { act, type Ledger, type Ruled, type Wrong } from '../checks/ledger.ts';
import type { Region } from '../platform/region.ts';
import type { Rng } from '../platform/rng.ts';

import type { World } from '../platform/world.ts';
import { insist, type Page, type Stage } from './clients.ts';

export async function moderates(stage: Stage, rng: Rng): Promise<void> {
  const { world, until } = stage;
  const home = rng.pick(world.regions);
  for (let n = 1 + rng.int(3); n > 0; n--) {
    await world.sleep(rng.between(1 * MINUTE, 10 * MINUTE));
    if (world.now >= until) return;
    await saves(stage, rng, home, 'moderation', rng.pick(['all', 'open', 'first-time']));
    // From another tab, which does not know of it yet.
    await saves(stage, rng, rng.pick(world.regions), 'maxLinks', 3 + rng.int(9));
  }
}

export async function stops(stage: Stage, rng: Rng, page: Page): Promise<void> {
  const { world } = stage;
  const home = rng.pick(world.regions);
  await world.sleep(rng.between(1 * MINUTE, 20 * MINUTE));
  await saves(stage, rng, home, 'stop', true);
  await world.sleep(rng.between(30 * SECOND, 8 * MINUTE));
  await saves(stage, rng, home, 'stop', false);
  await world.sleep(rng.between(0, 3 * MINUTE));
  for (const open of [false, rng.chance(0.5)]) {
    const path = `/api/admin/threads/${page.thread}`;
    const send = (region: Region) => world.fetch(region, path, { method: 'PUT', owner: true, body: { open } });
    await insist(world, rng, home, act(world.now), send, () => {});
    await world.sleep(rng.between(1 * MINUTE, 4 * MINUTE));
  }
}

async function saves(
  { world, ledger }: Stage,
  rng: Rng,
  home: Region,
  field: Ruled['field'],
  value: Ruled['value'],
): Promise<void> {
  const ruled: Ruled = { ...act(world.now), field, value };
  ledger.rules.push(ruled);
  world.count(`rule ${field}`);
  const send = (region: Region) =>
    world.fetch(region, '/api/admin/settings', { method: 'PUT', owner: true, body: { [field]: value } });
  await insist(world, rng, home, ruled, send, () => {});
  // A run that died may still be writing.
  await world.sleep(20 * SECOND);
}

/** What was saved last is what every region goes by. */
export async function checkRules(world: World, ledger: Ledger, staleFor: number): Promise<Wrong[]> {
  const wrong: Wrong[] = [];
  const lasting = new Map<Ruled['field'], Ruled>();
  for (const ruled of ledger.rules) if (ruled.outcome !== 'refused') lasting.set(ruled.field, ruled);
  for (const { field, value, outcome, endedAt } of lasting.values()) {
    if (outcome !== 'done') continue;
    for (const region of world.regions) {
      const answer = await world.fetch(region, '/api/admin/settings', { owner: true });
      if (answer?.json[field] !== value) {
        const story = `${field} is ${answer?.json[field]} in ${region.name}, not ${value}`;
        wrong.push({ invariant: 'the owner’s rule holds everywhere', story });
      }
    }
    if (field === 'maxLinks') continue;
    // The isolate keeps them for a minute, and its reads may be old.
    const from = endedAt! + staleFor + 2 * MINUTE;
    for (const { said, author, isImported } of ledger.comments) {
      const { sentAt, outcome: posted, screened, text } = said[0]!;
      if (isImported || sentAt < from || posted !== 'done') continue;
      const isWrong =
        field === 'stop'
          ? value === true
          : value === 'all'
            ? screened !== 'pending'
            : value === 'open' || author.known
              ? screened !== 'approved'
              : false;
      if (isWrong)
        wrong.push({
          invariant: 'new comments go by the owner’s rule',
          story: `${text} is ${screened}: ${field} ${value}`,
        });
    }
  }
  return wrong;
}
