// What fast-check shrinks: the pure fold, for facts in any order, twice, and seen in part; and small programs of acts
// in a simulated world, which end as a few lines when they fail.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommentMeta } from '../../worker/rules/comment/facts.ts';
import { addMeta, type Entry, emptyEntry, settle } from '../../worker/rules/comment/settle.ts';
import { drawHead } from '../../worker/rules/thread/draw.ts';
import { outline } from '../../worker/rules/thread/outline.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { ours, type Program } from './platform/program.ts';
import { type Act, actsArbitrary, playActs } from './play/acts.ts';

const IDS = ['01A', '01B', '01C'];
const HASHES = ['h1', 'h2', 'h3'];
const at = fc.integer({ min: 1, max: 9 });
const hash = fc.constantFrom(...HASHES);
const screened = fc.constantFrom('approved', 'pending', 'spam');

/** One of a kind has one time: two writes of one key at one millisecond are one key's last write. */
const meta: fc.Arbitrary<CommentMeta> = fc.oneof(
  fc.record({ k: fc.constant('ok'), at, h: hash }),
  fc.record({ k: fc.constant('hide'), at, d: fc.constantFrom('remove', 'spam', 'erase', 'wait', 'restore') }),
  fc.record({ k: fc.constant('pin'), at, on: fc.constantFrom(0, 1) }),
  fc.record({ k: fc.constant('edit'), at, h: hash, s: screened, a: fc.constant('a') }),
  fc.record({ k: fc.constant('gone'), at }),
  fc.record({ k: fc.constant('owner'), at, h: hash }),
) as fc.Arbitrary<CommentMeta>;

const facts = fc
  .tuple(
    fc.array(fc.record({ id: fc.constantFrom(...IDS), meta }), { maxLength: 14 }),
    fc.array(screened, { minLength: IDS.length, maxLength: IDS.length }),
  )
  .map(([later, statuses]) => {
    const posts = IDS.map((id, n) => ({
      id,
      meta: { k: 'post', at: n + 1, h: 'h1', s: statuses[n]!, a: 'a', p: null } as CommentMeta,
    }));
    const keyOf = ({ id, meta: each }: { id: string; meta: CommentMeta }) =>
      `${id} ${each.k} ${each.at} ${each.k === 'ok' ? each.h : ''}`;
    return [...posts, ...new Map(later.map((each) => [keyOf(each), each])).values()];
  });

function entriesOf(all: { id: string; meta: CommentMeta }[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { id, meta: each } of all) {
    const entry = entries.get(id) ?? emptyEntry();
    addMeta(entry, each);
    entries.set(id, entry);
  }
  return entries;
}

function threadOf(all: { id: string; meta: CommentMeta }[]) {
  const frame = { thread: 't', page: '', title: '', state: { open: true }, asks: [] };
  return drawHead(frame, outline(entriesOf(all), [], 100), new Map(), 100);
}

describe('the facts of a thread', () => {
  it('are the same thread in whatever order they come, and however often', () => {
    fc.assert(
      fc.property(
        facts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 0 }))),
        ([all, again]) => {
          expect(threadOf([...again, ...all])).toEqual(threadOf(all));
        },
      ),
    );
  });

  it('settle what they are about whichever of them can be seen, and a withdrawal beats them all', () => {
    fc.assert(
      fc.property(
        facts.chain((all) => fc.subarray(all)),
        (seen) => {
          for (const [id, entry] of entriesOf(seen)) {
            const settled = settle(entry);
            if (!entry.post) expect(settled, 'nothing is known of it yet').toBeNull();
            else if (entry.gone) expect(settled!.status).toBe('withdrawn');
            else if (settled!.status === 'approved') expect(settled!.shown, id).not.toBeNull();
            const isApproved =
              entry.post?.s === 'approved' || entry.edit?.s === 'approved' || entry.ok.size > 0 || entry.owner;
            if (!isApproved && settled) expect(settled.shown, 'nothing is shown that nobody approved').toBeNull();
          }
        },
      ),
    );
  });

  it('never move a comment that has a position behind where an earlier approval puts it', () => {
    fc.assert(
      fc.property(facts, meta, fc.constantFrom(...IDS), (all, more, id) => {
        const before = entriesOf(all).get(id)!;
        const after = entriesOf([...all, { id, meta: more }]).get(id)!;
        const [was, is] = [settle(before)!.publishedAt, settle(after)!.publishedAt];
        // Only an edit, which carries its time along, takes the place of what approved it.
        if (more.k !== 'edit' && more.k !== 'owner' && was !== null) expect(is).toBeLessThanOrEqual(was);
      }),
    );
  });
});

describe('small programs of acts', () => {
  let store: Program;
  beforeAll(async () => {
    store = await ours();
  });

  it('end in every region as the fold of their facts, with nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(actsArbitrary, async (acts) => {
        expect(await playActs(acts, store)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of a store that is wrong are shortened to the few acts that show it', async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'a like by a read that may be old')!;
    const program = await mutant.make(store);
    const { failed, counterexample } = await fc.check(
      fc.asyncProperty(actsArbitrary, async (acts) => (await playActs(acts, program)).length === 0),
      { numRuns: 400, seed: 7 },
    );
    expect(failed).toBe(true);
    const [acts] = counterexample as [Act[]];
    expect(acts.length, JSON.stringify(acts)).toBeLessThanOrEqual(4);
  });
});
