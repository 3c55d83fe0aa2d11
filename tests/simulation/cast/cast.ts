// Who acts in the world of one seed. Each part has a name and a stream of chance of its own, so that a seed can be
// played again without some of them: tests/simulation/play/shorten.ts looks for the few that a failure needs.

import type { Author } from '../checks/ledger.ts';
import { Rng } from '../platform/rng.ts';
import { duet, fails, hermit, judges, type Page, reads, type Stage, sweeps, writes } from './clients.ts';
import { erasesImported, likes, meddles, wavers } from './guests.ts';
import { imports } from './importer.ts';
import { keepsBackups } from './keeper.ts';
import { moves, movesOnto } from './mover.ts';
import { moderates, stops } from './settings.ts';
import { subscribes } from './subscriber.ts';

export const PATHS = {
  first: '/first',
  second: '/second',
  duet: '/duet',
  otherDuet: '/other-duet',
  alone: '/alone',
  aloneToo: '/alone-too',
  aloneAgain: '/alone-again',
  archive: '/archive',
  moving: '/moving',
  movedHere: '/moved-here',
} as const;
export type Pages = Record<keyof typeof PATHS, Page>;

/** Who is in the world only where readers are told of replies. */
export const SUBSCRIBER = 'subscriber';

export interface Part {
  name: string;
  begin(): Promise<void>;
}

/** `end`: when readers stop reading and the cron stops running. `rng` decides which of the rarer parts are played. */
export function castOf(stage: Stage, seed: string, rng: Rng, pages: Pages, authors: Author[], end: number): Part[] {
  const cast: Part[] = [];
  const part = (name: string, begin: (own: Rng) => Promise<void>) =>
    cast.push({ name, begin: () => begin(new Rng(`${seed} ${name}`)) });
  const { first, second, duet: together, otherDuet, archive, moving, movedHere } = pages;
  const { regions } = stage.world;
  const readers = (page: Page, where = regions) => {
    for (const region of where) {
      part(`reader ${region.name} ${page.url}`, (own) => reads(stage, own, region, page, end));
    }
  };

  for (const page of [first, second, archive]) page.isBusy = true;
  for (const author of authors) part(author.name, (own) => writes(stage, own, author));
  readers(first);
  readers(second);
  part('duet', (own) => duet(stage, own, together, [authors[0]!, authors[2]!]));
  part('other duet', (own) => duet(stage, own, otherDuet, [authors[4]!, authors[0]!]));
  for (const page of [pages.alone, pages.aloneToo, pages.aloneAgain]) {
    part(`hermit ${page.url}`, (own) => hermit(stage, own, page, authors[0]!));
  }
  for (const tab of ['one', 'two']) part(`tab ${tab}`, (own) => judges(stage, own));

  if (stage.world.program.hasFacts) {
    if (rng.chance(0.5)) {
      for (const reader of authors.slice(0, 3)) part(`likes ${reader.name}`, (own) => likes(stage, own, reader));
    }
    if (rng.chance(0.3)) part('meddler', (own) => meddles(stage, own));
    if (rng.chance(0.4)) {
      const page = rng.pick([archive, second, first]);
      part('import', (own) => imports(stage, own, page));
      if (rng.chance(0.5)) part('eraser', (own) => erasesImported(stage, own));
    }
    if (rng.chance(0.35)) {
      if (rng.chance(0.5)) moving.isBusy = movedHere.isBusy = true;
      part('mover', (own) => moves(stage, own, [moving, movedHere], authors.slice(0, 4)));
      readers(movedHere, regions.slice(0, 1));
      if (rng.chance(0.3)) part('second move', (own) => movesOnto(stage, own, together, first));
    }
    const rare = new Rng(`${seed} rare`);
    if (rare.chance(0.15)) part('waverer', (own) => wavers(stage, own));
    if (rare.chance(0.15)) part('keeper', (own) => keepsBackups(stage, own));
    if (rare.chance(0.15)) {
      part(SUBSCRIBER, (own) => subscribes(stage, own, authors[2]!, rare.pick([first, second])));
      part('other subscriber', (own) => subscribes(stage, own, authors[0]!, pages.alone));
    }
    if (rng.chance(0.25)) {
      part('moderation', (own) => moderates(stage, own));
      part('stop', (own) => stops(stage, own, second));
    }
  }
  part('cron', (own) => sweeps(stage, own, end));
  part('outages', (own) => fails(stage, own));
  return cast;
}
