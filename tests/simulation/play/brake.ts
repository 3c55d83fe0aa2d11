// Two days of a site that strangers flood: the sweep's brake asks for work, then closes the day to those who are not
// known, and is off again at midnight UTC. Thresholds are low, so that a flood is an hour of it; nothing fails, only
// caches and lists lag.

import { hash } from 'node:crypto';
import { BITS_SPARED } from '../../../worker/rules/screening/work.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../worker/rules/time.ts';
import type { Page } from '../cast/clients.ts';
import { fold } from '../checks/fold.ts';
import type { Author, Wrong } from '../checks/ledger.ts';
import type { Program } from '../platform/program.ts';
import { Rng } from '../platform/rng.ts';
import { FAIR } from '../platform/weather.ts';
import { type Answer, START, World } from '../platform/world.ts';
import { authorAt, pageAt, preload, settled } from './play.ts';

const END = START + 47 * HOUR;
const BEFORE_CLOSED = 70;
/** The sweep comes by every five minutes, and a list may be a minute old. */
const CLOSING = 7 * MINUTE;
/** A read may be a minute old, and the isolate keeps its settings for another. */
const LAG = 2 * MINUTE + 10 * SECOND;

interface Posted {
  id: string;
  at: number;
  isKnown: boolean;
  outcome: 'accepted' | 'unavailable' | 'else';
  /** Refused the day before. */
  isDraft: boolean;
}

export async function playBrake(seed: string, program: Program): Promise<{ wrong: Wrong[]; posted: Posted[] }> {
  return settled(async () => {
    const world = new World(`${seed} brake`, { ...FAIR }, program, null);
    preload(world, 'settings:writesBeforeWork', { v: 1, value: 40 });
    preload(world, 'settings:writesBeforeClosed', { v: 1, value: BEFORE_CLOSED });
    const page = await pageAt('/flooded');
    const posted: Posted[] = [];
    const known = await authorAt(0, true);
    preload(world, `known:${known.authorId}`, { v: 1, on: true, at: START - HOUR });

    void cron(world, new Rng(`${seed} cron`));
    void visits(world, new Rng(`${seed} known`), page, known, posted, () => 50 * MINUTE);
    for (const n of [1, 2, 3]) {
      const author = await authorAt(n, false);
      // Two hours of flood on each day, and now and then a comment.
      const gap = () => ((world.now - START) % (23 * HOUR) < 2 * HOUR ? 5 * MINUTE : 2 * HOUR);
      void visits(world, new Rng(`${seed} stranger ${n}`), page, author, posted, gap, n === 3);
    }
    await world.scheduler.runUntil(END);
    return { wrong: check(world, page, posted), posted };
  });
}

async function cron(world: World, rng: Rng): Promise<void> {
  for (; world.now < END; await world.sleep(5 * MINUTE)) {
    if (world.program.sweeps) void world.sweep(rng.pick(world.regions));
  }
}

/** Writes, does the work that is asked for, and where the day is closed keeps the draft for the next. */
async function visits(
  world: World,
  rng: Rng,
  page: Page,
  author: Author,
  posted: Posted[],
  gap: () => number,
  takesBack = false,
): Promise<void> {
  const region = rng.pick(world.regions);
  for (let n = 0; ; n++) {
    await world.sleep(gap() * rng.between(0.5, 1.5));
    if (world.now > END - 3 * HOUR) return;
    const asked = await world.fetch(region, '/api/tickets', { body: { page: page.url, title: 'A post' } });
    const { ticket, id, work } = asked!.json;
    await world.sleep(3 * SECOND);
    const body = { ticket, key: author.key, name: author.name, body: `${author.name} says ${n}` };
    const send = async (bits: number, isDraft = false): Promise<Answer | null> => {
      const sentAt = world.now;
      const answer = await world.fetch(region, '/api/comments', { body: { ...body, work: solve(ticket, bits) } });
      const code = answer?.json?.error?.code;
      if (code === 'proof_required' && bits === 0) return send(answer!.json.error.work.bits, isDraft);
      const outcome = answer?.status === 201 ? 'accepted' : code === 'unavailable' ? 'unavailable' : 'else';
      posted.push({ id, at: sentAt, isKnown: author.known, outcome, isDraft });
      return answer;
    };
    const answer = await send(work?.bits ?? 0);
    // Written and taken back: what goes again has been written all the same.
    if (answer?.status === 201 && takesBack) {
      const own = { thread: page.thread, key: author.key };
      await world.fetch(region, `/api/comments/${id}`, { method: 'DELETE', body: own });
    }
    if (answer?.status !== 503) continue;
    const retryAfter = (answer.json.error.retryAfter as number) * SECOND;
    // Tomorrow, or soon after: the ticket is good for a day.
    world.scheduler.after(retryAfter + LAG + rng.between(0, 20 * MINUTE), () => void send(0, true));
  }
}

/** By ticket: a mutant's world begins with those of ours, and looking for them is half of the time. */
const solutions = new Map<string, string>();

/** So many bits short of what is asked is enough to be held. */
function solve(ticket: string, bits: number): string {
  const known = solutions.get(`${bits} ${ticket}`);
  if (known !== undefined) return known;
  let n = 0;
  // As text, which Node makes in half the time; its first eight digits are the bits that count.
  while (Math.clz32(Number.parseInt(hash('sha256', `${ticket}.${n}`).slice(0, 8), 16)) < bits - BITS_SPARED) n++;
  solutions.set(`${bits} ${ticket}`, String(n));
  return String(n);
}

function check(world: World, page: Page, posted: Posted[]): Wrong[] {
  const wrong: Wrong[] = [];
  const say = (invariant: string, story: string) => wrong.push({ invariant, story });
  const { entries } = fold(world.central, page.thread, world.now);
  const levels = world.central.history('level').map(({ time, value }) => ({ time, ...JSON.parse(value!) }));
  for (const [i, { time, day, value }] of levels.entries()) {
    const before = levels[i - 1];
    if (day !== time - (time % DAY)) say('a level is of its day', `${value} put at ${time} for ${day}`);
    const order = ['calm', 'work', 'closed'];
    if (before?.day === day && order.indexOf(value) < order.indexOf(before.value)) {
      say('within a day the level only rises', `from ${before.value} to ${value} at ${time}`);
    }
  }
  const closedAt = (at: number) =>
    levels.find(({ time, day, value }) => value === 'closed' && time <= at && day === at - (at % DAY))?.time;

  for (const { id, at, isKnown, outcome } of posted) {
    const closed = closedAt(at);
    const what = `${id} at ${new Date(at).toISOString()} is ${outcome}`;
    if (isKnown && outcome !== 'accepted') say('who is known goes on writing', what);
    if (!isKnown && closed !== undefined && at > closed + LAG && outcome !== 'unavailable')
      say('a closed day is closed', what);
    // An isolate knows of what was spent by itself before the sweep has looked.
    const isClosing = closed === undefined && closedAt(at + CLOSING) !== undefined && outcome === 'unavailable';
    if (!isKnown && closed === undefined && !isClosing && at % DAY > LAG && outcome !== 'accepted')
      say('an open day is open', what);
  }
  for (const id of new Set(posted.map((each) => each.id))) {
    const isAccepted = posted.some((each) => each.id === id && each.outcome === 'accepted');
    if (isAccepted !== entries.has(id)) say('a refused post is absent, and its retry is there', `${id}: ${isAccepted}`);
  }
  if (entries.size !== new Set(entries.keys()).size) say('nothing is there twice', page.url);
  for (const day of [START - (START % DAY), START - (START % DAY) + DAY]) {
    const accepted = posted.filter(
      ({ at, isKnown, outcome }) => !isKnown && outcome === 'accepted' && at >= day && at < day + DAY,
    );
    const isClosed = levels.some((level) => level.day === day && level.value === 'closed');
    // Two writes each; a quarter of an hour of flood comes on top before the brake looks again, and as much while lists
    // lag; and all the drafts of the day before come at once.
    const most = BEFORE_CLOSED + 60 + 2 * accepted.filter(({ isDraft }) => isDraft).length;
    if (accepted.length * 2 > most) say('a flood is braked', `${accepted.length} were accepted`);
    if (accepted.length * 2 > BEFORE_CLOSED + 10 && !isClosed)
      say('a flood closes the day', `${accepted.length} were accepted`);
  }
  return wrong;
}
