// The owner makes a backup, and puts it back while people write. What was said, judged and erased since stays as it is.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import type { Region } from '../platform/region.ts';
import type { Rng } from '../platform/rng.ts';
import type { World } from '../platform/world.ts';
import type { Stage } from './clients.ts';

/** By then each list shows what the backup holds: worker/store/SCHEMA.md says what may happen before. */
const LATER = 6 * MINUTE;

export async function keepsBackups({ world, until }: Stage, rng: Rng): Promise<void> {
  await world.sleep(rng.between(2 * MINUTE, 14 * MINUTE));
  const backup = await exports(world, rng, rng.pick(world.regions));
  if (backup === null) return;
  await world.sleep(LATER + rng.between(0, 8 * MINUTE));
  if (world.now >= until) return;
  await putsBack(world, rng, backup);
}

export async function putsBack(world: World, rng: Rng, backup: string[]): Promise<void> {
  const home = rng.pick(world.regions);
  for (const lines of backup) {
    for (let tries = 0; tries < 5; tries++) {
      const answer = await world.fetch(home, '/api/admin/import?own=1&publish=1', { owner: true, lines });
      if (answer?.status === 200) break;
      await world.sleep(rng.between(1 * SECOND, 20 * SECOND));
    }
  }
  world.count('backup put back');
}

/** Page by page; null where one of them cannot be had. */
export async function exports(world: World, rng: Rng, region: Region): Promise<string[] | null> {
  const pages: string[] = [];
  let cursor: string | null = '';
  for (let tries = 0; tries < 20; tries++) {
    const query = `cursor=${encodeURIComponent(cursor)}`;
    const answer = await world.fetch(region, `/api/admin/export${cursor === '' ? '' : `?${query}`}`, { owner: true });
    const last = answer?.status === 200 ? answer.text.trim().split('\n').at(-1)! : '{}';
    const next: { type?: string; cursor?: string | null } = JSON.parse(last);
    if (next.type === 'cursor') {
      pages.push(answer!.text);
      if (next.cursor == null) return pages;
      cursor = next.cursor;
    } else await world.sleep(rng.between(1 * SECOND, 10 * SECOND));
  }
  return null;
}
