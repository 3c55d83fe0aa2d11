// The owner moves in with comments of another system, as `npm run import` does it: while people write, the same file
// twice, a later export with more in it, and another system's file within the same minute. A run that breaks off, or
// that its owner stops, is run again.

import { parseSites } from '../../../worker/rules/page/sites.ts';
import { DAY, MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { NO_SITE, type OwnThread } from '../../../worker/transfer/gather.ts';
import { idOf } from '../../../worker/transfer/plan.ts';
import type { ForeignComment, ForeignRecord, System } from '../../../worker/transfer/record.ts';
import type { Connection } from '../../../worker/transfer/upload.ts';
import type { Comment, Said } from '../checks/ledger.ts';
import type { Region } from '../platform/region.ts';
import type { Rng } from '../platform/rng.ts';

import { SITE, START } from '../platform/world.ts';
import type { Page, Stage } from './clients.ts';

const OPTIONS = { sites: parseSites(SITE) };
const STATUSES = ['approved', 'approved', 'approved', 'approved', 'pending', 'spam', 'removed'] as const;

/** A file, and what the ledger knows of each comment in it. */
interface Export {
  system: System;
  page: Page;
  records: ForeignComment[];
  comments: Map<string, Comment>;
}

export async function imports(stage: Stage, rng: Rng, page: Page): Promise<void> {
  const { world, until } = stage;
  await world.sleep(rng.between(1 * MINUTE, 20 * MINUTE));
  const home = rng.pick(world.regions);
  const file: Export = { system: 'isso', page, records: [], comments: new Map() };
  await grow(stage, rng, file, 3 + rng.int(10));
  await run(stage, rng, home, file);
  if (rng.chance(0.4)) {
    // Before any list shows the first: another file, and the first again.
    await world.sleep(rng.between(0, 50 * SECOND));
    const other: Export = { system: 'commento', page, records: [], comments: new Map() };
    await grow(stage, rng, other, 2 + rng.int(6));
    const there = rng.pick(world.regions);
    await Promise.all([
      run(stage, rng, there, other),
      rng.chance(0.5) ? run(stage, rng, rng.pick(world.regions), file) : undefined,
    ]);
  }
  for (let later = rng.int(3); later > 0; later--) {
    await world.sleep(rng.chance(0.5) ? rng.between(5 * SECOND, 90 * SECOND) : rng.between(2 * MINUTE, 8 * MINUTE));
    if (world.now >= until) return;
    if (rng.chance(0.6)) await grow(stage, rng, file, 1 + rng.int(4));
    await run(stage, rng, rng.chance(0.7) ? home : rng.pick(world.regions), file);
  }
}

/** One file with this many approved comments, brought once. */
export async function importsOnce(stage: Stage, rng: Rng, page: Page, size: number, home: Region): Promise<Comment[]> {
  const file: Export = { system: 'isso', page, records: [], comments: new Map() };
  await grow(stage, rng, file, size, ['approved']);
  await run(stage, rng, home, file);
  return [...file.comments.values()];
}

/** A file is brought, and once more when it has grown; gives back what the first time had. */
export async function importsAgain(
  stage: Stage,
  rng: Rng,
  page: Page,
  home: Region,
  meanwhile: () => Promise<void>,
): Promise<Comment[]> {
  const file: Export = { system: 'isso', page, records: [], comments: new Map() };
  await grow(stage, rng, file, 3, ['approved']);
  await run(stage, rng, home, file);
  const first = [...file.comments.values()];
  await meanwhile();
  await grow(stage, rng, file, 2, ['approved']);
  await run(stage, rng, home, file);
  return first;
}

/** More comments, some of which answer earlier ones. */
async function grow(
  { ledger }: Stage,
  rng: Rng,
  file: Export,
  more: number,
  statuses: readonly (typeof STATUSES)[number][] = STATUSES,
): Promise<void> {
  const { page, records, comments } = file;
  for (let i = 0; i < more; i++) {
    const n = records.length;
    const status = rng.pick(statuses);
    const at = START - DAY + n * MINUTE;
    const comment = ledger.add({
      ...{ thread: page.thread, page: page.url, parent: null, isImported: true },
      id: await idOf(file.system, String(n), at),
      author: { name: `Imported ${n}`, key: '', authorId: '', known: status === 'approved' },
      likesBefore: rng.chance(0.2) ? 1 + rng.int(5) : 0,
    });
    const said = ledger.say(comment, Number.POSITIVE_INFINITY);
    said.screened = status === 'removed' ? 'spam' : status;
    const parents = records.filter((each) => each.status === 'approved');
    const parent = rng.chance(0.4) && parents.length > 0 ? rng.pick(parents).id : null;
    records.push({
      ...{ type: 'comment', id: String(n), page: 'p', parent, name: comment.author.name, status },
      ...{ body: { markdown: said.text }, at, likes: comment.likesBefore },
    });
    comments.set(String(n), comment);
  }
}

/** As often as it takes, within reason. */
async function run(stage: Stage, rng: Rng, region: Region, file: Export): Promise<void> {
  const { world, ledger } = stage;
  const { planMoveIn, arrivalOf, askWhatIsPresent, Upload, UploadError } = world.program.moveIn!;
  const { system, page } = file;
  const title: ForeignRecord = { type: 'page', id: 'p', address: page.url, title: 'A post' };
  const plan = await planMoveIn(system, [title, ...file.records], OPTIONS);
  const brought: { comment: Comment; said: Said }[] = [];
  const threads: OwnThread[] = [];
  for await (const thread of plan.threads()) {
    threads.push(arrivalOf(thread));
    for (const { fact } of thread.comments) {
      // What was removed there comes without its words.
      const known = ledger.byText.get(fact.words.source);
      if (known) brought.push(known);
    }
  }
  const connection: Connection = {
    async request(path, lines) {
      const answer = await world.fetch(region, path, { owner: true, ...(lines !== undefined && { lines }) });
      if (answer === null) throw new Error('no answer');
      return answer;
    },
    pause(milliseconds) {
      // A laptop is closed, or somebody presses Ctrl-C while nothing seems to happen.
      if (rng.chance(0.5)) throw new UploadError('stopped');
      return world.sleep(milliseconds);
    },
  };
  const send = async () => {
    const move = { threads: () => each(threads), site: NO_SITE };
    const upload = new Upload(connection, move, await askWhatIsPresent(connection));
    await upload.send({ isOwn: true }, () => {});
    return true;
  };
  const sentAt = world.now;
  for (const { said } of brought) said.sentAt = Math.min(said.sentAt, sentAt);
  for (let tries = 0; tries < 6; tries++) {
    world.count('import');
    const isWhole = await send().catch((error: unknown) => {
      if (error instanceof UploadError) return false;
      throw error;
    });
    for (const { comment } of brought) comment.broughtAt = world.now;
    if (isWhole) {
      for (const { said } of brought) {
        if (said.outcome === 'done') continue;
        said.outcome = 'done';
        said.endedAt = world.now;
      }
      return;
    }
    world.count('import broke off');
    await world.sleep(rng.between(1 * SECOND, 40 * SECOND));
  }
  for (const { said } of brought) {
    if (said.outcome === 'done') continue;
    said.outcome = 'unknown';
    said.endedAt ??= world.now;
  }
}

async function* each<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}
