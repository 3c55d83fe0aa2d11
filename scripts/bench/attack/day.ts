// One day of one act: so many addresses do it as fast as they are let, from midnight to midnight, and at the end
// somebody whom the owner knows writes, and the owner judges.
// Read next: scripts/bench/attack.ts, which prints what it cost.

import type { Act, Step } from './acts.ts';
import { ADA, AttackedSite, DAY, type Moderation, SITE, type Spent } from './site.ts';

const MINUTE = 60_000;
const SWEEP_EVERY = 5;
/** Minutes after which all of them try again. */
const TRIED_AGAIN = 60;
/** An isolate reads the settings once a minute, whoever asks: of the reads of a day, a part. */
const SETTINGS = 25 / 100_000;
/** The plan's requests would end with many more, for whoever asks. */
const VIEWS = 20_000;
/** More of what costs nothing says nothing more. */
const MOST_IN_A_MINUTE = 150;

export interface Outcome {
  /** Of strangers, and of the sweep besides. */
  strangers: Spent;
  sweep: Spent;
  /** Minutes after midnight when all were refused for the first time, or null where they never were. */
  brakedAfter: number | null;
  /** The most of a quota that went in five minutes, a fraction. */
  steepest: number;
  accepted: number;
  /** At the end of the day. */
  knownCanWrite: boolean;
  knownIsSeen: boolean;
  ownerCanJudge: boolean;
  sweepsFailed: number;
}

export async function playDay(act: Act, moderation: Moderation, addresses: number): Promise<Outcome> {
  const site = new AttackedSite(moderation);
  await site.begin();
  const step = act.begin();
  const strangers = Array.from({ length: addresses }, (_, i) => `203.0.113.${i + 1}`);
  const outcome = { brakedAfter: null as number | null, accepted: 0, sweepsFailed: 0, steepest: 0 };
  const start = site.now;
  const before = { ...site.total };
  let n = 0;
  for (let minute = 0; minute < DAY / MINUTE - 10; minute++) {
    site.now = Math.max(site.now, start + minute * MINUTE);
    if (minute % SWEEP_EVERY === 0) {
      if (!(await site.sweep())) outcome.sweepsFailed++;
      outcome.steepest = Math.max(outcome.steepest, steepness(before, site.total));
      Object.assign(before, site.total);
    }
    if (act.isPageView && outcome.accepted >= VIEWS) continue;
    // Where all are refused, or nothing is spent but the settings' reads, one request says what all of them would do.
    const isSample = (act.isFree || outcome.brakedAfter !== null) && minute % TRIED_AGAIN !== 0;
    const spent = { ...site.total };
    const accepted = isSample
      ? await aMinute(site, step, [strangers[0]!], () => n++, 1)
      : await aMinute(site, step, strangers, () => n++, MOST_IN_A_MINUTE);
    outcome.accepted += accepted;
    const isBraked = accepted === 0 && steepness(spent, site.total) < SETTINGS;
    outcome.brakedAfter = isBraked ? (outcome.brakedAfter ?? minute) : null;
  }
  const totals = { strangers: { ...site.spent.strangers }, sweep: { ...site.spent.sweep } };
  return { ...totals, ...outcome, ...(await site.aside(() => afterwards(site))) };
}

/** Each address goes on until it is refused. How often they were let. */
async function aMinute(
  site: AttackedSite,
  step: Step,
  addresses: string[],
  next: () => number,
  most: number,
): Promise<number> {
  const end = site.now + MINUTE - 3_000;
  let accepted = 0;
  for (const address of addresses) {
    for (let i = 0; i < most && site.now < end; i++) {
      const { status } = await step(site, address, next());
      if (status >= 400) break;
      accepted++;
    }
  }
  return accepted;
}

function steepness(before: Spent, after: Spent): number {
  const part = (name: keyof Spent, quota: number) => (after[name] - before[name]) / quota;
  return Math.max(part('reads', 100_000), part('writes', 1_000), part('lists', 1_000), part('deletes', 1_000));
}

async function afterwards(
  site: AttackedSite,
): Promise<Pick<Outcome, 'knownCanWrite' | 'knownIsSeen' | 'ownerCanJudge'>> {
  const words = 'What I have to say at the end of such a day';
  const posted = await site.post(ADA.address, { page: `${SITE}/post`, key: ADA.key, body: words });
  const knownCanWrite = posted.status === 201;
  if (knownCanWrite && posted.json.status === 'pending') await site.approve(posted);
  const { json } = await site.owner('GET', `/api/thread?page=${encodeURIComponent(`${SITE}/post`)}`);
  const knownIsSeen = JSON.stringify(json?.comments ?? []).includes(words);
  const first = json?.comments?.[0]?.id;
  const judged = await site.owner('POST', '/api/admin/verdicts', {
    comments: [{ thread: json?.thread, id: first }],
    verdict: 'remove',
  });
  return { knownCanWrite, knownIsSeen, ownerCanJudge: judged.json?.done?.length === 1 };
}
