// Readers who like and unlike and report, and the owner who pins and erases: what happens to comments beside their
// words.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { type Author, act, type Comment, type Liked } from '../checks/ledger.ts';
import type { Region } from '../platform/region.ts';
import type { Rng } from '../platform/rng.ts';

import { insist, judge, lists, type Stage } from './clients.ts';

/** The answer to an act may be lost while the act goes on: by then it has ended. */
const AFTERMATH = 20 * SECOND;

/** Likes what the last look showed, takes it back, likes it again: in one region, or on the way to another. */
export async function likes(stage: Stage, rng: Rng, reader: Author): Promise<void> {
  const { world, until } = stage;
  const home = rng.pick(world.regions);
  for (let n = 2 + rng.int(4); n > 0; n--) {
    await world.sleep(rng.between(30 * SECOND, 6 * MINUTE));
    if (world.now >= until) return;
    const comment = lookedAt(stage, rng);
    if (!comment) continue;
    for (let changes = 1 + rng.int(3); changes > 0; changes--) {
      await likesOnce(stage, rng, reader, comment, home);
      await world.sleep(AFTERMATH + (rng.chance(0.6) ? 0 : rng.between(0, 3 * MINUTE)));
    }
  }
}

/** Likes it, or no longer. */
export async function likesOnce(
  { world }: Stage,
  rng: Rng,
  reader: Author,
  comment: Comment,
  home: Region,
): Promise<void> {
  const acts = comment.likes.get(reader.authorId) ?? [];
  comment.likes.set(reader.authorId, acts);
  const on = !acts.at(-1)?.on;
  const liked: Liked = { ...act(world.now), on };
  acts.push(liked);
  const method = on ? 'PUT' : 'DELETE';
  const body = { thread: comment.thread, key: reader.key };
  const path = `/api/comments/${comment.id}/like`;
  await insist(
    world,
    rng,
    home,
    liked,
    (region) => world.fetch(region, path, { method, body }),
    () => {},
  );
  world.count('like');
}

/** Somebody who reports, and an owner who pins and erases. */
export async function meddles(stage: Stage, rng: Rng): Promise<void> {
  const { world, until } = stage;
  for (let n = 1 + rng.int(4); n > 0; n--) {
    await world.sleep(rng.between(2 * MINUTE, 8 * MINUTE));
    if (world.now >= until) return;
    const comment = lookedAt(stage, rng);
    if (!comment) continue;
    const region = rng.pick(world.regions);
    const what = rng.pick(['pin', 'report', 'erase'] as const);
    world.count(what);
    if (what === 'erase') await erases(stage, rng, comment);
    else if (what === 'report') {
      const body = { thread: comment.thread, reason: `reason ${rng.int(3)}` };
      await world.fetch(region, `/api/comments/${comment.id}/report`, { body });
    } else {
      for (const on of rng.pick([[true], [true, false], [true, false, true]])) {
        const pinned: Liked = { ...act(world.now), on };
        comment.pins.push(pinned);
        const path = `/api/admin/comments/${comment.thread}/${comment.id}`;
        const send = (where: Region) => world.fetch(where, path, { method: 'PUT', owner: true, body: { pinned: on } });
        await insist(world, rng, region, pinned, send, () => {});
        await world.sleep(AFTERMATH);
      }
    }
  }
}

/** An owner who cannot decide, on the way from one region to another, about what its author may be editing just now. */
export async function wavers(stage: Stage, rng: Rng): Promise<void> {
  const { world, until } = stage;
  for (let n = 1 + rng.int(3); n > 0; n--) {
    await world.sleep(rng.between(1 * MINUTE, 7 * MINUTE));
    if (world.now >= until) return;
    const comment = lookedAt(stage, rng);
    if (!comment) continue;
    const target = { thread: comment.thread, id: comment.id, words: '', source: '' };
    const hiding = rng.pick(['remove', 'spam', 'wait'] as const);
    for (const verdict of rng.pick([
      [hiding, 'restore'],
      [hiding, 'restore', hiding],
      [hiding, 'approve'],
    ] as const)) {
      await judge(stage, rng.pick(world.regions), verdict, [target], false);
      await world.sleep(rng.between(1 * SECOND, 50 * SECOND));
    }
    world.count('wavering');
  }
}

/** The owner erases what came with an import: it lies in a bundle with others. */
export async function erasesImported(stage: Stage, rng: Rng): Promise<void> {
  const { world, ledger, until } = stage;
  await world.sleep(rng.between(5 * MINUTE, 25 * MINUTE));
  if (world.now >= until) return;
  const listed = await lists(world, rng.pick(world.regions), 'approved');
  const imported = (listed ?? []).flatMap(({ id }) => ledger.byId.get(id) ?? []).filter((each) => each.isImported);
  if (imported.length > 0) await erases(stage, rng, rng.pick(imported));
}

export async function erases(
  { world }: Stage,
  rng: Rng,
  comment: Comment,
  home = rng.pick(world.regions),
): Promise<void> {
  const erased = act(world.now);
  comment.erased = erased;
  comment.verdicts.push({ ...erased, verdict: 'remove', text: null, isFinal: true });
  const removed = comment.verdicts.at(-1)!;
  const path = `/api/admin/comments/${comment.thread}/${comment.id}`;
  await insist(
    world,
    rng,
    home,
    erased,
    (region) => world.fetch(region, path, { method: 'DELETE', owner: true }),
    () => {},
  );
  Object.assign(removed, erased);
}

function lookedAt({ ledger, pages }: Stage, rng: Rng): Comment | undefined {
  const busy = new Set(pages.filter(({ isBusy }) => isBusy).map(({ thread }) => thread));
  const seen = ledger.seen.findLast(({ thread, comments }) => busy.has(thread) && comments.length > 0);
  const shown = seen?.comments.filter(({ text }) => text !== null) ?? [];
  return shown.length > 0 ? ledger.byId.get(rng.pick(shown).id) : undefined;
}
