// Stories: each went wrong once, in one world of some thousand, and is told here by the few acts that it takes.
// Read next: story.ts for the world that they play in.

import { HOUR, MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { judge, lists, posts, rewrites } from '../cast/clients.ts';
import { erases } from '../cast/guests.ts';
import { importsAgain, importsOnce } from '../cast/importer.ts';
import { exports, putsBack } from '../cast/keeper.ts';
import { move } from '../cast/mover.ts';
import type { Comment } from '../checks/ledger.ts';
import type { Patch } from '../platform/program.ts';
import type { Scene, Story } from './story.ts';

export interface Told {
  name: string;
  /** What the store did then. */
  before: Patch[];
  /** Milliseconds by which its regions' clocks may be off. */
  skew?: number;
  story: Story;
}

const postsAt = async (scene: Scene, page: number, region = scene.here, author = scene.ada): Promise<Comment> => {
  const comment = await posts(scene, scene.rng, author, scene.pages[page]!, region);
  if (!comment) throw new Error('the comment was refused');
  return comment;
};
const refOf = ({ thread, id }: Comment) => ({ thread, id, words: '', source: '' });

export const STORIES: Told[] = [
  {
    name: 'an imported comment is erased, and the sweep comes by where it still stands',
    before: [
      {
        file: 'store/sweep/drop.ts',
        find: '  if (!state || at === null) return isSettled;',
        replace: '  if (!state || at === null) return true;',
      },
    ],
    async story(scene) {
      const { world, here, there, pages, rng } = scene;
      const [comment] = await importsOnce(scene, rng, pages[0]!, 3, here);
      await world.sleep(3 * MINUTE);
      await lists(world, there, 'approved');
      await erases(scene, rng, comment!, here);
      await world.sleep(45 * SECOND);
      await world.sweep(there);
    },
  },
  {
    name: 'an import dies before its index is put, its file grows, and a comment of it is erased',
    before: [
      {
        file: 'store/sweep/drop.ts',
        find: 'for (const bundle of [...bundles.keys(), ...unindexed])',
        replace: 'for (const bundle of bundles.keys())',
      },
    ],
    async story(scene) {
      const { world, here, pages, rng } = scene;
      world.platform.refuses = (name) => name.endsWith(':index');
      const [comment] = await importsAgain(scene, rng, pages[0]!, here, async () => {
        world.platform.refuses = null;
        await world.sleep(2 * MINUTE);
      });
      await world.sleep(3 * MINUTE);
      await erases(scene, rng, comment!, here);
    },
  },
  {
    name: 'an author edits what was just erased, where that is not seen yet',
    before: [{ file: 'store/facts/erase.ts', find: "      { kind: 'due' },\n", replace: '' }],
    async story(scene) {
      const { world, here, there, rng } = scene;
      const comment = await postsAt(scene, 0);
      await world.sleep(2 * MINUTE);
      await lists(world, there, 'approved');
      await erases(scene, rng, comment, here);
      const said = scene.ledger.say(comment, world.now);
      const body = { thread: comment.thread, key: comment.author.key, body: said.text };
      const answer = await world.fetch(there, `/api/comments/${comment.id}`, { method: 'PUT', body });
      Object.assign(said, { outcome: answer?.status === 200 ? 'done' : 'refused', endedAt: world.now });
    },
  },
  {
    name: 'a page moves, and its comment is removed by the name of the thread that it was written in',
    before: [
      {
        file: 'store/sweep/after-move.ts',
        find: "    } else if ('id' in key) ids.add(key.id);",
        replace: "    } else if ('id' in key && key.kind === 'post') ids.add(key.id);",
      },
    ],
    async story(scene) {
      const { world, here, there } = scene;
      const { comment } = await postsWhileMoving(scene);
      const old = { ...comment };
      // The originals go when the copies have stood for a while; here they are still seen.
      const isLeft = () => world.central.read(`fact:${old.thread}:${old.id}`, world.now) !== null;
      for (const until = world.now + HOUR; world.now < until && isLeft(); ) {
        await scene.look(there, `fact:${old.thread}:${old.id}`);
        await world.sweep(here);
        await world.sleep(50 * SECOND);
      }
      await judge(scene, there, 'remove', [refOf(old)], false);
    },
  },
  {
    name: 'a page moves to where a comment was written that came to the page itself as well, and it is erased there',
    before: [
      {
        file: 'store/sweep/after-move.ts',
        find: 'copy !== null && (isStub(copy) || (!isStub(value) && timeOf(copy) >= at))',
        replace: 'copy !== null && timeOf(copy) >= at',
      },
      {
        file: 'store/sweep/after-move.ts',
        find: 'if (isErasure(value) || (wait === null && hasWords(value)))',
        replace: 'if (wait === null && value === undefined)',
      },
    ],
    async story(scene) {
      const { world, here, rng } = scene;
      const { comment, send } = await postsWhileMoving(scene);
      // The same request once more, which sees the move.
      await world.sleep(70 * SECOND);
      await send();
      await world.sleep(2 * MINUTE);
      await erases(scene, rng, comment, here);
    },
  },
  {
    name: 'a page moves to an address whose own comments are in the site’s feed already',
    before: [
      {
        file: 'store/views/site-feed.ts',
        find: 'new Set([...heads.map(({ thread }) => thread), ...found.map(({ name }) => name)])',
        replace: 'new Set(heads.map(({ thread }) => thread))',
      },
    ],
    async story(scene) {
      const { world, here, rng } = scene;
      const { comment } = await postsWhileMoving(scene);
      await world.sweep(here);
      await world.sleep(2 * MINUTE);
      await erases(scene, rng, comment, here);
    },
  },
  {
    name: 'nothing on a page that moves is public',
    before: [
      {
        file: 'store/facts/pages.ts',
        find: '    await acceptPageChange(kv, to.thread, from, now);\n',
        replace: '',
      },
    ],
    async story(scene) {
      const { world, here, rng, pages } = scene;
      const comment = await postsAt(scene, 0);
      await judge(scene, here, 'remove', [refOf(comment)], false);
      await world.sleep(2 * MINUTE);
      await move(scene, rng, pages[0]!, pages[2]!, here);
    },
  },
  {
    name: 'a backup is put back after a page has moved',
    before: [
      {
        file: 'store/backup/move-in.ts',
        find: '{ ...arrival, thread: present.home, page: [] }',
        replace: '{ ...arrival, thread: present.home }',
      },
    ],
    async story(scene) {
      const { world, here, rng, pages } = scene;
      await postsAt(scene, 0);
      await world.sleep(2 * MINUTE);
      await move(scene, rng, pages[0]!, pages[2]!, here);
      await world.sleep(6 * MINUTE);
      const backup = await exports(world, rng, here);
      await world.sleep(6 * MINUTE);
      await putsBack(world, rng, backup!);
    },
  },
  {
    name: 'a page moves where its first comment cannot be seen yet, and its title is not lost',
    before: [
      {
        file: 'store/views/publish.ts',
        find: 'if (former && head.meta.source === source && !facts.wasRenamed)',
        replace: "if (former && head.thread.page !== '' && !facts.wasRenamed)",
      },
    ],
    async story(scene) {
      const { world, there, rng, pages } = scene;
      const { thread } = pages[0]!;
      await postsAfter(scene, 0, (id) => scene.look(there, `fact:${thread}:${id}`, `view:${thread}`));
      await world.sleep(30 * SECOND);
      await move(scene, rng, pages[0]!, pages[2]!, there);
      await world.sleep(2 * MINUTE);
      await postsAt(scene, 0);
    },
  },
  {
    name: 'an author edits twice, in two places whose clocks are apart',
    before: [
      {
        file: 'rules/thread/outline.ts',
        find: '        known.keep = comment;\n        known.disagrees = true;\n',
        replace: '        known.keep = comment;\n',
      },
    ],
    skew: 5 * MINUTE,
    async story(scene) {
      const { world, here, there, rng } = scene;
      const comment = await postsAt(scene, 0);
      await world.sleep(2 * MINUTE);
      await lists(world, there, 'approved');
      await rewrites(scene, rng, comment, here);
      await world.sleep(5 * SECOND);
      await rewrites(scene, rng, comment, there);
    },
  },
  {
    name: 'the feed of the site cannot be written when an erased comment leaves it',
    before: [
      {
        file: 'store/sweep/sweep.ts',
        find: '    if (changed.size > 0) await refreshSiteFeeds(kv, [...changed], now);\n',
        replace: `    const gone = Promise.all(covered.splice(0).map(({ name }) => remove(kv, name)));
    if (changed.size > 0) await refreshSiteFeeds(kv, [...changed], now);
    await gone;
`,
      },
    ],
    async story(scene) {
      const { world, here, rng } = scene;
      const comment = await postsAt(scene, 0);
      await scene.sweepFor(20 * MINUTE);
      await erases(scene, rng, comment, here);
      world.platform.refuses = (name) => name.startsWith('view:~feed');
      await scene.sweepFor(30 * MINUTE);
      world.platform.refuses = null;
    },
  },
  {
    name: 'a removed comment is restored in the last minute before its words go',
    before: [
      {
        file: 'store/sweep/drop.ts',
        find: '  if (now - dueAt <= SETTLED_AFTER) return false;\n',
        replace: '',
      },
    ],
    async story(scene) {
      const { world, here, there } = scene;
      const comment = await postsAt(scene, 0);
      await judge(scene, here, 'remove', [refOf(comment)], false);
      const words = comment.verdicts[0]!.endedAt! + 25 * HOUR;
      await scene.sweepFor(24 * HOUR + 50 * MINUTE);
      await world.sleep(words - world.now - 25 * SECOND);
      await lists(world, there, 'removed');
      await judge(scene, here, 'restore', [refOf(comment)], false);
      await world.sleep(words - world.now + 10 * SECOND);
      await world.sweep(there);
    },
  },
  {
    name: 'a comment is removed again a day after it was restored',
    before: [
      {
        file: 'store/sweep/drop.ts',
        find: '  if (dueAt > touch.time + SETTLED_AFTER) return isSettled;\n  if (now - dueAt <= SETTLED_AFTER) return false;\n',
        replace: '',
      },
    ],
    async story(scene) {
      const { world, here } = scene;
      const comment = await postsAt(scene, 0);
      for (const verdict of ['remove', 'restore'] as const) {
        await judge(scene, here, verdict, [refOf(comment)], false);
        await scene.sweepFor(12 * HOUR);
      }
      await judge(scene, here, 'remove', [refOf(comment)], false);
      await scene.sweepFor(2 * HOUR);
      await world.sleep(MINUTE);
    },
  },
];

/**
 * Ada's comment, sent after what happens between her ticket and that; what is given back sends the same request again.
 */
async function postsAfter(scene: Scene, page: number, meanwhile: (id: string) => Promise<void>) {
  const { world, ledger, here, ada, pages } = scene;
  const { thread, url } = pages[page]!;
  const asked = await world.fetch(here, '/api/tickets', { body: { page: url, title: 'A post' } });
  const { ticket, id } = asked!.json;
  await world.sleep(3 * SECOND);
  await meanwhile(id);
  const comment = ledger.add({ thread, page: url, id, author: ada, parent: null });
  const said = ledger.say(comment, world.now);
  const body = { ticket, key: ada.key, name: ada.name, body: said.text };
  const send = async () => {
    said.resentAt = world.now;
    return world.fetch(here, '/api/comments', { body });
  };
  const answer = await send();
  Object.assign(said, { outcome: 'done', endedAt: world.now, screened: answer!.json.status });
  return { comment, send };
}

/** A page moves to an address while somebody writes there, where the move is not seen yet. */
async function postsWhileMoving(scene: Scene) {
  const { world, here, there, rng, bob, pages } = scene;
  await postsAt(scene, 0, there, bob);
  await world.sleep(2 * MINUTE);
  return postsAfter(scene, 2, async () => {
    await scene.look(here, `fact:${pages[2]!.thread}:~from`);
    await move(scene, rng, pages[0]!, pages[2]!, there);
  });
}
