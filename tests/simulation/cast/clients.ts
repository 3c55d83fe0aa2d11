// Everybody who uses the site: readers, writers, the owner in two tabs, and the cron. Each is a loop of its own over
// the real endpoints and notes in the ledger what it sent and what it was told, never what it thinks is in KV.
// Read next: guests.ts for likes, reports and erasures, importer.ts, mover.ts, and settings.ts.

import type { OwnerComment, PublicComment, Verdict } from '../../../worker/contract/index.ts';
import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { type Act, type Author, act, type Comment, type Judged, type Ledger } from '../checks/ledger.ts';
import type { Region } from '../platform/region.ts';
import type { Rng } from '../platform/rng.ts';
import type { Answer, World } from '../platform/world.ts';

export interface Stage {
  world: World;
  ledger: Ledger;
  pages: Page[];
  /** When the actors stop beginning anything. */
  until: number;
}

export interface Page {
  url: string;
  /** Of the address: where its comments are once it was moved here is another one. */
  thread: string;
  /** Everybody is there, the owner too; the others are left in peace: an act there would mend what went wrong. */
  isBusy?: boolean;
}

/** As the widget: it tries again for so long. */
const RETRIES_FOR = 20 * SECOND;
/** The first pages are where authors write. */
const WRITTEN = 2;
const TICKET_WAIT = 2 * SECOND + 50;

// ---- readers ----

export async function reads(
  { world, ledger, until: livesUntil }: Stage,
  rng: Rng,
  region: Region,
  page: Page,
  until: number,
): Promise<void> {
  for (;;) {
    // Less often once everybody is gone.
    const pace = world.now < livesUntil ? 1 : 5;
    await world.sleep(pace * rng.between(20 * SECOND, 90 * SECOND));
    if (world.now >= until) return;
    const parts = await look(world, ledger, region, page, null);
    if (parts > 1) await look(world, ledger, region, page, rng.int(parts));
  }
}

/** Reads the head or a part, and says how many parts there are. */
export async function look(
  world: World,
  ledger: Ledger,
  region: Region,
  page: Page,
  part: number | null,
): Promise<number> {
  const query = `page=${encodeURIComponent(page.url)}${part === null ? '' : `&part=${part}`}`;
  const answer = await world.fetch(region, `/api/thread?${query}`);
  if (answer === null || answer.status === 503 || (answer.status === 404 && part !== null)) return 0;
  if (answer.status !== 200) {
    ledger.wrong.push({ invariant: 'a reader always gets the thread', story: `${region.name} got ${answer.status}` });
    return 0;
  }
  const comments: PublicComment[] = [...(answer.json.pinned ?? []), ...answer.json.comments];
  const seen = {
    at: world.now,
    region: region.name,
    thread: page.thread,
    comments: comments.map((comment) => ({ id: comment.id, text: textOf(comment) })),
  };
  ledger.seen.push(seen);
  return answer.json.parts;
}

export function textOf(comment: Pick<PublicComment, 'body'>): string | null {
  return /c\d+v\d+/.exec(JSON.stringify(comment.body))?.[0] ?? null;
}

// ---- writers ----

/** One author: a few comments, each perhaps sent once more, edited and withdrawn. */
export async function writes(stage: Stage, rng: Rng, author: Author): Promise<void> {
  const { world, until, pages } = stage;
  await world.sleep(rng.next() ** 2 * 15 * MINUTE);
  const home = rng.pick(world.regions);
  for (let n = 1 + rng.int(3); n > 0 && world.now < until; n--) {
    const page = rng.pick(pages.slice(0, WRITTEN));
    const comment = await posts(stage, rng, author, page, home);
    if (comment) await changes(stage, rng, comment, home);
    await world.sleep(rng.between(10 * SECOND, 4 * MINUTE));
  }
}

export async function posts(
  { world, ledger }: Stage,
  rng: Rng,
  author: Author,
  page: Page,
  home: Region,
  more: { email?: string } = {},
): Promise<Comment | null> {
  const asked = await world.fetch(home, '/api/tickets', { body: { page: page.url, title: 'A post' } });
  if (asked?.status !== 201) return null;
  const { ticket, id } = asked.json as { ticket: string; id: string };
  if (ledger.ticketIds.has(id)) ledger.wrong.push({ invariant: 'ids are unique', story: id });
  ledger.ticketIds.add(id);
  await world.sleep(TICKET_WAIT + rng.between(0, 30 * SECOND));

  const lately = ledger.seen.findLast((seen) => seen.thread === page.thread && seen.comments.length > 0);
  const parent = lately && rng.chance(0.3) ? rng.pick(lately.comments).id : null;
  const comment = ledger.add({ thread: page.thread, page: page.url, id, author, parent });
  const said = ledger.say(comment, world.now);
  const body = { ticket, key: author.key, name: author.name, body: said.text, ...(parent && { parent }), ...more };
  const send = (region: Region) => world.fetch(region, '/api/comments', { body });

  await insist(world, rng, home, said, send, (answer) => {
    said.screened = answer.json.status;
    if (answer.json.comment.id !== id)
      ledger.wrong.push({ invariant: 'an answer is about its own comment', story: id });
  });
  // The answer was read, and the request is sent once more: a proxy, or a tab that was restored.
  if (said.outcome === 'done' && rng.chance(0.3)) {
    world.scheduler.after(rng.between(0, 90 * SECOND), () => {
      world.count('late retry');
      said.resentAt = world.now;
      void send(rng.pick(world.regions));
    });
  }
  return said.outcome === 'refused' ? null : comment;
}

/** Sends until there is an answer, for twenty seconds, now and then by way of another region. */
export async function insist(
  world: World,
  rng: Rng,
  home: Region,
  act: Act,
  send: (region: Region) => Promise<Answer | null>,
  accepted: (answer: Answer) => void,
): Promise<void> {
  const giveUpAt = world.now + RETRIES_FOR;
  let mayHaveHappened = false;
  let region = rng.chance(0.2) ? rng.pick(world.regions) : home;
  for (;;) {
    const answer = await send(region);
    if (answer && answer.status < 300) {
      accepted(answer);
      act.outcome = 'done';
      break;
    }
    if (answer && answer.status < 500) {
      // Another region's clock or caches may know better.
      if (region === home || world.now > giveUpAt) {
        act.outcome = mayHaveHappened ? 'unknown' : 'refused';
        break;
      }
    } else mayHaveHappened = true;
    if (world.now > giveUpAt) {
      act.outcome = mayHaveHappened ? 'unknown' : 'refused';
      break;
    }
    world.count('retry');
    await world.sleep(rng.between(1 * SECOND, 5 * SECOND));
    region = rng.chance(0.3) ? rng.pick(world.regions) : home;
  }
  act.endedAt = world.now;
}

export async function rewrites({ world, ledger }: Stage, rng: Rng, comment: Comment, home: Region): Promise<void> {
  const { thread, id, author } = comment;
  const said = ledger.say(comment, world.now);
  const body = { thread, key: author.key, body: said.text };
  const send = (region: Region) => world.fetch(region, `/api/comments/${id}`, { method: 'PUT', body });
  await insist(world, rng, home, said, send, (answer) => {
    said.screened = answer.json.status;
  });
}

async function changes(stage: Stage, rng: Rng, comment: Comment, home: Region): Promise<void> {
  const { world } = stage;
  for (let edits = rng.pick([0, 0, 1, 1, 2]); edits > 0; edits--) {
    await world.sleep(rng.chance(0.5) ? rng.between(2 * SECOND, 20 * SECOND) : rng.between(30 * SECOND, 5 * MINUTE));
    await rewrites(stage, rng, comment, home);
  }
  if (!rng.chance(0.2)) return;
  await world.sleep(rng.between(5 * SECOND, 5 * MINUTE));
  await withdraws(stage, rng, comment, home);
}

export async function withdraws({ world }: Stage, rng: Rng, comment: Comment, home: Region): Promise<void> {
  const { thread, id, author } = comment;
  const withdrawn = act(world.now);
  comment.withdrawn = withdrawn;
  const body = { thread, key: author.key };
  const send = (region: Region) => world.fetch(region, `/api/comments/${id}`, { method: 'DELETE', body });
  await insist(world, rng, home, withdrawn, send, () => {});
}

/** One comment on a page where nothing else ever happens, so that nothing mends what goes wrong with it. */
export async function hermit(stage: Stage, rng: Rng, page: Page, author: Author): Promise<void> {
  await stage.world.sleep(rng.between(0, 25 * MINUTE));
  await posts(stage, rng, author, page, rng.pick(stage.world.regions));
}

/**
 * Two authors in two regions on a page where nothing happens afterwards: one edits, and again, while the other's
 * comments make another region publish what it has in its caches. And an owner who cannot decide, travelling between
 * the two.
 */
export async function duet(stage: Stage, rng: Rng, page: Page, [one, other]: [Author, Author]): Promise<void> {
  const { world, ledger } = stage;
  await world.sleep(rng.between(0, 20 * MINUTE));
  const here = rng.pick(world.regions);
  const there = rng.pick(world.regions.filter((region) => region !== here));
  const comment = await posts(stage, rng, one, page, here);
  if (!comment) return;
  await world.sleep(rng.between(2 * SECOND, 30 * SECOND));
  await rewrites(stage, rng, comment, here);
  await posts(stage, rng, other, page, there);
  await world.sleep(rng.between(20 * SECOND, 70 * SECOND));
  // A reader and the desk, in the other region, just before the second edit: now its caches know the first.
  await look(world, ledger, there, page, null);
  await lists(world, there, 'approved');
  await world.sleep(rng.between(1 * SECOND, 8 * SECOND));
  await rewrites(stage, rng, comment, here);
  await posts(stage, rng, other, page, there);
  if (rng.chance(0.5)) return;
  const target = { thread: comment.thread, id: comment.id, words: '', source: '' };
  for (const [verdict, region] of [
    ['remove', here],
    ['restore', there],
    ['remove', here],
  ] as const) {
    await world.sleep(rng.between(3 * SECOND, 40 * SECOND));
    await judge({ world, ledger }, region, verdict, [target], false);
  }
}

// ---- the owner ----

/** One tab of the desk: looks, thinks, judges, and sometimes takes it back. */
export async function judges(stage: Stage, rng: Rng): Promise<void> {
  const { world, until } = stage;
  const home = rng.pick(world.regions);
  const busy = new Set(stage.pages.filter(({ isBusy }) => isBusy).map(({ thread }) => thread));
  for (;;) {
    await world.sleep(rng.between(20 * SECOND, 3 * MINUTE));
    if (world.now >= until) return;
    const region = rng.chance(0.8) ? home : rng.pick(world.regions);
    const tab = rng.pick(['pending', 'pending', 'pending', 'approved', 'approved', 'removed', 'spam'] as const);
    const all = await lists(world, region, tab);
    if (!all) continue;
    const listed = all.filter(({ thread }) => busy.has(thread));
    await world.sleep(rng.between(1 * SECOND, 60 * SECOND));
    const chosen = new Map<Verdict, OwnerComment[]>();
    for (const comment of listed.slice(0, 8)) {
      const verdict = decide(rng, tab);
      if (verdict) chosen.set(verdict, [...(chosen.get(verdict) ?? []), comment]);
    }
    for (const [verdict, comments] of chosen) {
      await judge(stage, region, verdict, comments, rng.chance(0.8));
      if (rng.chance(0.15)) {
        await world.sleep(rng.between(2 * SECOND, 90 * SECOND));
        const back = verdict === 'approve' ? 'wait' : verdict === 'restore' ? 'remove' : 'restore';
        await judge(stage, rng.chance(0.7) ? region : rng.pick(world.regions), back, comments, rng.chance(0.8));
      }
    }
  }
}

function decide(rng: Rng, tab: 'pending' | 'approved' | 'removed' | 'spam'): Verdict | null {
  const choices: Record<typeof tab, (Verdict | null)[]> = {
    pending: ['approve', 'approve', 'approve', 'approve', 'remove', 'spam', null],
    approved: ['remove', 'wait', null, null, null, null, null, null],
    removed: ['restore', 'approve', null, null],
    spam: ['restore', 'approve', null, null],
  };
  return rng.pick(choices[tab]);
}

/** All of a tab. */
export async function lists(world: World, region: Region, tab: string): Promise<OwnerComment[] | null> {
  const comments: OwnerComment[] = [];
  let cursor = '';
  for (let pages = 0; pages < 20; pages++) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await world.fetch(region, `/api/admin/comments?status=${tab}${query}`, { owner: true });
    if (answer?.status !== 200) return null;
    comments.push(...answer.json.comments);
    if (answer.json.cursor === null) return comments;
    cursor = answer.json.cursor;
  }
  return comments;
}

export async function judge(
  { world, ledger }: Pick<Stage, 'world' | 'ledger'>,
  region: Region,
  verdict: Verdict,
  comments: Pick<OwnerComment, 'thread' | 'id' | 'words' | 'source'>[],
  namesWords: boolean,
): Promise<void> {
  const judged = new Map<string, Judged>();
  for (const { id, source } of comments) {
    const each: Judged = { ...act(world.now), verdict, text: namesWords ? source : null };
    judged.set(id, each);
    ledger.byId.get(id)?.verdicts.push(each);
  }
  const targets = comments.map(({ thread, id, words }) => ({ thread, id, ...(namesWords && { words }) }));
  const body = { comments: targets, verdict };
  const answer = await world.fetch(region, '/api/admin/verdicts', { owner: true, body });
  for (const [id, each] of judged) {
    each.endedAt = world.now;
    const failed = answer?.status === 200 && answer.json.failed.find((failure: { id: string }) => failure.id === id);
    if (answer?.status === 200 && answer.json.done.includes(id)) each.outcome = 'done';
    else each.outcome = failed && failed.code !== 'unavailable' ? 'refused' : 'unknown';
  }
}

// ---- the cron, and the weather's part ----

export async function sweeps({ world, ledger }: Stage, rng: Rng, until: number): Promise<void> {
  const gap = { from: world.now + rng.between(0, 15 * MINUTE), length: world.weather.cronGap };
  for (;;) {
    await world.sleep(5 * MINUTE);
    if (world.now >= until) return;
    if (!world.program.sweeps) continue;
    if (world.now >= gap.from && world.now < gap.from + gap.length) {
      world.count('cron left out');
      continue;
    }
    const startedAt = world.now;
    void world.sweep(rng.pick(world.regions)).then((isGood) => {
      if (isGood) ledger.sweeps.push({ startedAt, endedAt: world.now });
    });
  }
}

export async function fails({ world, until }: Stage, rng: Rng): Promise<void> {
  for (let n = world.weather.outages; n > 0; n--) {
    await world.sleep(rng.between(1 * MINUTE, 10 * MINUTE));
    if (world.now >= until) return;
    world.platform.isDown = true;
    await world.sleep(rng.between(20 * SECOND, 3 * MINUTE));
    world.platform.isDown = false;
  }
}
