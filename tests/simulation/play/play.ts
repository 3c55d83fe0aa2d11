// Plays one seed from beginning to end: weather, cast, half an hour of life, then calm until everything has settled,
// and the invariants. The same seed makes the same world, operation by operation.

import { type CommentFact, metaOf } from '../../../worker/rules/comment/facts.ts';
import { authorIdOf, hashWords, threadIdOf } from '../../../worker/rules/comment/hash.ts';
import { makeId } from '../../../worker/rules/comment/id.ts';
import { pageOf } from '../../../worker/rules/page/page.ts';
import { parseSites } from '../../../worker/rules/page/sites.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { HOUR, MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { castOf, PATHS, type Pages, SUBSCRIBER } from '../cast/cast.ts';
import type { Page, Stage } from '../cast/clients.ts';
import { TELLS_READERS } from '../cast/subscriber.ts';
import { checkEnd } from '../checks/checks.ts';
import { type Act, type Author, Ledger, type Wrong } from '../checks/ledger.ts';
import { racesMet } from '../checks/races.ts';
import type { Program } from '../platform/program.ts';
import { Rng } from '../platform/rng.ts';
import { installSubtleCrypto } from '../platform/subtle-crypto.ts';
import { type Weather, weatherOf } from '../platform/weather.ts';
import { SITE, START, World } from '../platform/world.ts';

const LIFE = 30 * MINUTE;
/** Long enough for every touch to settle, by any clock, and for every cache to forget. */
const CALM = 45 * MINUTE;

/** Where a check throws: it could not look. */
export const FOLDED = 'the facts can be folded';

export interface Played {
  seed: string;
  weather: string;
  /** The parts that were played, and what the weather did wrong. */
  cast: string[];
  faults: Set<string>;
  wrong: Wrong[];
  counts: Map<string, number>;
  /** What its people did: how often each, as they were told. */
  done: Done;
  /** Accepted races that it met. */
  races: Record<string, number>;
}

type Done = Record<
  'comments' | 'acknowledged' | 'edits' | 'withdrawals' | 'verdicts' | 'erasures' | 'imported comments' | 'reads',
  number
>;

export interface PlayOptions {
  weather?: Weather;
  trace?: (line: string) => void;
  /** Names of the cast, and of faults, that are left out. */
  without?: ReadonlySet<string>;
  /** Turns of the event loop between two events. */
  turns?: number;
}

export async function play(seed: string, program: Program, options: PlayOptions = {}): Promise<Played> {
  return settled(() => playOut(seed, program, options));
}

/** With a crypto that answers at once. */
export async function settled<T>(run: () => Promise<T>): Promise<T> {
  const restore = installSubtleCrypto();
  try {
    return await run();
  } finally {
    restore();
  }
}

async function playOut(seed: string, program: Program, options: PlayOptions): Promise<Played> {
  const { without = new Set() } = options;
  const weather = { ...(options.weather ?? weatherOf(new Rng(`${seed} weather`))) };
  const faults = new Set(Object.entries(weather).flatMap(([fault, value]) => (Number(value) > 0 ? fault : [])));
  for (const fault of without) if (faults.has(fault)) Object.assign(weather, { [fault]: 0 });
  const { skew } = weather;
  const staleFor = weather.longStale > 0 ? 5 * MINUTE : MINUTE;
  const world = new World(seed, weather, program, options.trace ?? null);
  if (options.turns !== undefined) world.scheduler.turns = options.turns;
  const ledger = new Ledger();
  const rng = new Rng(`${seed} cast`);
  const named = await Promise.all(Object.entries(PATHS).map(async ([name, path]) => [name, await pageAt(path)]));
  const byName: Pages = Object.fromEntries(named);
  const pages = Object.values(byName);
  const stage: Stage = { world, ledger, pages, until: START + LIFE };

  const authors = await Promise.all(Array.from({ length: 6 + rng.int(5) }, (_, n) => authorAt(n, n % 2 === 0)));
  for (const author of authors) {
    if (author.known) preload(world, `known:${author.authorId}`, { v: 1, on: true, at: START - HOUR });
  }
  if (rng.chance(0.15)) await preloadThread(world, ledger, byName.first, authors[0]!, 90 + rng.int(60));
  const cast = castOf(stage, seed, rng, byName, authors, START + LIFE + CALM);
  if (cast.some(({ name }) => name === SUBSCRIBER)) {
    for (const [field, value] of Object.entries(TELLS_READERS)) preload(world, `settings:${field}`, { v: 1, value });
  }
  for (const { name, begin } of cast) if (!without.has(name)) void begin();

  await world.scheduler.runUntil(START + LIFE);
  world.calm();
  // The last sweep's views are in every region a minute after it.
  await world.scheduler.runUntil(START + LIFE + CALM + 2 * MINUTE);

  let wrong: Wrong[] | null = null;
  const finale = { world, ledger, pages, skew, staleFor };
  const checked = checkEnd(finale).then(
    (found) => {
      wrong = found;
    },
    (error: unknown) => {
      wrong = [{ invariant: FOLDED, story: String(error instanceof Error ? error.stack : error) }];
    },
  );
  await world.scheduler.runUntil(world.now + 5 * MINUTE);
  if (wrong === null) throw new Error('the world stood still');
  await checked;
  return {
    seed,
    weather: weather.name,
    cast: cast.map(({ name }) => name),
    faults,
    wrong,
    counts: world.platform.counts,
    done: doneIn(ledger),
    races: racesMet(world, ledger),
  };
}

function doneIn({ comments, seen }: Ledger): Done {
  const isDone = (act: Act | null) => act?.outcome === 'done';
  const own = comments.filter(({ isImported }) => !isImported);
  const count = (acts: (Act | null)[]) => acts.filter(isDone).length;
  const edits = count(own.flatMap(({ said }) => said.slice(1)));
  const first = count(own.map(({ said }) => said[0]!));
  return {
    ...{ comments: first, edits, acknowledged: first + edits, reads: seen.length },
    withdrawals: count(comments.map(({ withdrawn }) => withdrawn)),
    verdicts: count(comments.flatMap(({ verdicts }) => verdicts)),
    erasures: count(comments.map(({ erased }) => erased)),
    'imported comments': count(comments.filter(({ isImported }) => isImported).map(({ said }) => said[0]!)),
  };
}

export async function pageAt(path: string): Promise<Page> {
  const page = pageOf(`${SITE}${path}`, undefined, parseSites(SITE))!;
  return { url: page.address, thread: await threadIdOf(page.key) };
}

export async function authorAt(n: number, known: boolean): Promise<Author> {
  const key = `key-of-author-${n}`.padEnd(24, '0');
  return { name: `Author ${n}`, key, authorId: await authorIdOf(key), known };
}

/** As if it had been there for an hour. */
export function preload(world: World, name: string, value: unknown, metadata: unknown = null): void {
  const text = metadata === null ? null : JSON.stringify(metadata);
  world.central.write(name, { time: START - HOUR, value: JSON.stringify(value), metadata: text, by: null });
}

/** A long thread, that no view was made of yet. */
export async function preloadThread(
  world: World,
  ledger: Ledger,
  { url, thread }: Page,
  author: Author,
  size: number,
): Promise<void> {
  const rng = new Rng(`thread ${size}`);
  for (let n = 0; n < size; n++) {
    const at = START - 2 * HOUR + n * SECOND;
    const id = makeId(at, rng.fill(new Uint8Array(10)));
    const comment = ledger.add({ thread, page: url, id, author, parent: null });
    const said = ledger.say(comment, at);
    Object.assign(said, { outcome: 'done', endedAt: at, screened: 'approved' });
    const words = { name: author.name, parent: null, source: said.text, body: toTree(said.text) };
    const fact: CommentFact = {
      ...{ v: 1, kind: 'post', at, hash: await hashWords(words), words, authorId: author.authorId, known: true },
      ...{ screening: { status: 'approved', reasons: [] }, page: url, title: 'A post' },
    };
    preload(world, `fact:${thread}:${id}`, fact, metaOf(fact));
    preload(world, `inbox:approved:${String(2 ** 48 - 1 - at).padStart(15, '0')}:${thread}:${id}`, 1);
  }
  preload(world, `touch:${String(START - HOUR).padStart(15, '0')}:${thread}:${'0'.repeat(26)}:publish`, 1);
}
