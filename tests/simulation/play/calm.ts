// Calm traffic: one act at a time on each page, all from the page's own region, nothing fails, and no sweep ever runs.
// KV is as slow to agree as always, also with its own region's lists. After every act the region's view must be whole
// at once.

import type { Thread, Verdict } from '../../../worker/contract/index.ts';
import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { lists, type Page, textOf } from '../cast/clients.ts';
import { readAll } from '../checks/checks.ts';
import { fold } from '../checks/fold.ts';
import type { Author, Wrong } from '../checks/ledger.ts';
import type { Program } from '../platform/program.ts';
import type { Region } from '../platform/region.ts';
import { Rng } from '../platform/rng.ts';
import { FAIR } from '../platform/weather.ts';
import { type Answer, START, World } from '../platform/world.ts';
import { authorAt, pageAt, preload, settled } from './play.ts';

const ACTS = 14;
const LAG = 61 * SECOND;

interface Known {
  id: string;
  author: Author;
  isPublic: boolean;
}

export async function playCalm(
  seed: string,
  program: Program,
  options: { trace?: (line: string) => void } = {},
): Promise<{ wrong: Wrong[]; acts: number }> {
  const world = new World(`${seed} calm`, { ...FAIR, regions: 2 }, program, options.trace ?? null);
  return settled(async () => {
    const wrong: Wrong[] = [];
    const pages = await Promise.all(['/first', '/second'].map(pageAt));
    const authors = await Promise.all([0, 1, 2, 3].map((n) => authorAt(n, n % 2 === 0)));
    for (const { known, authorId } of authors) {
      if (known) preload(world, `known:${authorId}`, { v: 1, on: true, at: START - MINUTE });
    }
    const lives = pages.map((page, i) =>
      live(world, new Rng(`${seed} calm ${i}`), page, world.regions[i]!, authors, (story) =>
        wrong.push({ invariant: 'in calm traffic a view is whole as soon as its publish has ended', story }),
      ),
    );
    const isOver = Promise.all(lives);
    await world.scheduler.runUntil(START + 60 * MINUTE);
    await isOver;
    return { wrong, acts: ACTS * pages.length };
  });
}

async function live(
  world: World,
  rng: Rng,
  page: Page,
  home: Region,
  authors: Author[],
  say: (story: string) => void,
): Promise<void> {
  const known: Known[] = [];
  for (let n = 0; n < ACTS; n++) {
    await world.sleep(rng.chance(0.7) ? rng.between(3 * SECOND, 30 * SECOND) : rng.between(30 * SECOND, 2 * MINUTE));
    const what =
      known.length === 0 ? 'post' : rng.pick(['post', 'post', 'edit', 'judge', 'judge', 'withdraw'] as const);
    world.trace(`calm ${page.url} ${what}`);
    const answer = await actOut(world, rng, page, home, authors, known, what, n);
    if (!answer) continue;
    if (answer.status >= 300) say(`${what} got ${answer.status}: ${JSON.stringify(answer.json)}`);
    await answer.afterwards;
    const { head } = await readAll(world, home, page);
    const folded = fold(world.central, page.thread, world.now);
    const [is, should] = [visible(head), visible(folded.head)];
    if (is !== should)
      say(`after act ${n}, ${what}, at ${world.now} in ${home.name}\n  is     ${is}\n  should ${should}`);
  }
}

/**
 * What can be read. Order, and whether what cannot was removed or withdrawn, may take a minute:
 * `tests/simulation/checks/checks.ts` holds them.
 */
function visible(view: Thread | null): string {
  const shown = (view?.comments ?? []).filter((form) => !form.gone);
  return shown
    .map((form) => `${form.id}=${textOf(form)}`)
    .sort()
    .join(' ');
}

async function actOut(
  world: World,
  rng: Rng,
  page: Page,
  home: Region,
  authors: Author[],
  known: Known[],
  what: 'post' | 'edit' | 'judge' | 'withdraw',
  n: number,
): Promise<Answer | null> {
  const { thread, url } = page;
  if (what === 'post') {
    const author = rng.pick(authors);
    const asked = await world.fetch(home, '/api/tickets', { body: { page: url, title: 'A post' } });
    const { ticket, id } = asked!.json;
    await world.sleep(3 * SECOND);
    const body = { ticket, key: author.key, name: author.name, body: `c${n}v0` };
    const answer = await world.fetch(home, '/api/comments', { body });
    known.push({ id, author, isPublic: answer?.json.status === 'approved' });
    return answer;
  }
  if (what === 'judge') {
    const listed = await lists(world, home, rng.pick(['pending', 'pending', 'approved', 'removed']));
    const comment = listed?.find((each) => each.thread === thread);
    if (!comment) return null;
    await world.sleep(2 * SECOND);
    const verdict: Verdict = rng.pick(
      comment.status === 'removed' ? ['restore'] : ['approve', 'approve', 'remove', 'spam'],
    );
    world.trace(`calm ${verdict} ${textOf(comment)} ${comment.id}`);
    const body = { comments: [{ thread, id: comment.id, words: comment.words }], verdict };
    const judged = await world.fetch(home, '/api/admin/verdicts', { owner: true, body });
    // A view remembers removals, not restores: a lagging list may hide a restored comment again until the sweep.
    if (verdict === 'restore') await world.sleep(LAG);
    return judged;
  }
  const { id, author } = rng.pick(known);
  const path = `/api/comments/${id}`;
  const body = { thread, key: author.key };
  const answer =
    what === 'edit'
      ? await world.fetch(home, path, { method: 'PUT', body: { ...body, body: `c${n}v1` } })
      : await world.fetch(home, path, { method: 'DELETE', body });
  // Removed, withdrawn, or too old to be edited.
  return answer && [403, 404].includes(answer.status) ? null : answer;
}
