// Our own export: whatever a comment's facts say comes back to the letter, and what may not stand is put right or left
// out by itself, never with what stands beside it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommentFact, PostFact } from '../../../worker/rules/comment/facts.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { batchesOf } from '../../../worker/transfer/batches.ts';
import { Gatherer, NO_SITE, type OwnThread } from '../../../worker/transfer/gather.ts';
import { readOwnRecord } from '../../../worker/transfer/own.ts';
import { Present } from '../../../worker/transfer/present.ts';
import { each } from '../help/import-by-browser.ts';
import { idOf, postFact, START, THREAD } from '../help/store-with.ts';

const line = (type: string, fields: object) => ({ v: 1, type, ...fields });
const read = (...lines: object[]) => lines.flatMap((json, i) => [...readOwnRecord(json, `Line ${i + 1}`)]);

const text = fc.stringMatching(/^[A-Za-zäöü🙂*_`>#\-[\]() .!&<\n]{1,40}$/u).map((said) => said.trim() || 'x');

/** Facts as readers and the owner make them. */
const comment = fc
  .record({
    said: text,
    name: fc.stringMatching(/^[A-Za-zäöü.-]{1,30}$/u),
    url: fc.option(
      fc.webUrl().map((url) => new URL(url).href),
      { nil: undefined },
    ),
    status: fc.constantFrom('approved' as const, 'pending' as const, 'spam' as const),
    parent: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
    likes: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
    email: fc.option(fc.constant('ada@ada.example'), { nil: undefined }),
    marks: fc.subarray(['known', 'owner', 'notify'] as const),
    later: fc.subarray(['ok', 'hide', 'pin', 'me', 'gone', 'edit', 'owner'] as const),
    isImported: fc.boolean(),
  })
  .map(({ said, name, url, status, parent, likes, email, marks, later, isImported }) => async (n: number) => {
    const first = await postFact(n, { name, status, parent: parent === null || parent >= n ? null : idOf(parent) });
    const words = { ...first.words, ...(url !== undefined && { url }), source: said, body: toTree(said) };
    const post: PostFact = {
      ...first,
      words,
      ...Object.fromEntries(marks.map((mark) => [mark, true])),
      ...(likes !== undefined && { likes }),
      ...(email !== undefined && { email }),
      ...(isImported && { authorId: null }),
    };
    const at = first.at + 1000;
    const { hash } = first;
    const facts: Record<(typeof later)[number], CommentFact> = {
      ok: { v: 1, kind: 'ok', at, hash },
      hide: { v: 1, kind: 'hide', at, act: 'spam' },
      pin: { v: 1, kind: 'pin', at, on: true },
      me: { v: 1, kind: 'me', at, on: false },
      gone: { v: 1, kind: 'gone', at },
      edit: {
        ...{ v: 1, kind: 'edit', at, hash, words, screening: first.screening, authorId: 'someone000000000' },
        before: { hash, at: first.at, words, first: true },
      },
      owner: { v: 1, kind: 'owner', at, hash, words },
    };
    return { id: idOf(n), post, later: later.map((kind) => facts[kind]) };
  });

async function threadOf(
  makers: ((n: number) => Promise<{ id: string; post: PostFact; later: CommentFact[] }>)[],
): Promise<OwnThread> {
  const all = await Promise.all(makers.map((make, n) => make(n)));
  return {
    thread: THREAD,
    posts: all.map(({ id, post }) => ({ id, fact: post })),
    facts: all.flatMap(({ id, later }) => later.map((fact) => ({ id, fact }))),
    page: [{ field: 'title', target: '', meta: { at: START, value: 'A title' } }],
    likes: [{ id: idOf(0), authorId: 'someone', on: true }],
    reports: [{ id: idOf(0), hash: 'someone', value: { v: 1, at: START } }],
  };
}

test('any thread goes out and comes in to itself, and so it does cut into requests', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(comment, { minLength: 1, maxLength: 8 }), async (makers) => {
      const thread = await threadOf(makers);
      const gathered = new Gatherer(true);
      const out = [...thread.posts, ...thread.facts].map(({ id, fact }) => line('fact', { thread: THREAD, id, fact }));
      for (const record of read(...(JSON.parse(JSON.stringify(out)) as object[]))) gathered.add(record);
      expect(gathered.leftOut).toEqual([]);
      expect(gathered.threads[0]).toMatchObject({ posts: thread.posts, facts: thread.facts });

      const again = new Gatherer(true);
      for await (const { body } of batchesOf(each([thread]), NO_SITE, new Present())) {
        for (const json of body.trimEnd().split('\n')) for (const record of read(JSON.parse(json))) again.add(record);
      }
      const [{ posts, facts, ...rest }] = again.threads as [OwnThread];
      const { posts: before, facts: later, ...others } = thread;
      expect(posts.map(({ bundle: _, ...post }) => post)).toEqual(before);
      expect(new Set(facts.map((fact) => JSON.stringify(fact)))).toEqual(
        new Set(later.map((fact) => JSON.stringify(fact))),
      );
      expect(JSON.parse(JSON.stringify(rest))).toMatchObject({ thread: others.thread, page: [{ field: 'title' }] });
    }),
    { numRuns: 60 },
  );
});

describe('what may not stand', () => {
  test('is left out by itself, in a bundle and on a line, and named by its place', async () => {
    const [good, bad] = [await postFact(1), { ...(await postFact(2)), page: 'nowhere' }];
    const comments = { [idOf(1)]: good, [idOf(2)]: bad, 'no-id': good };
    const records = read(
      line('bundle', { thread: THREAD, bundle: '0', value: { comments } }),
      line('fact', { thread: 'no', id: idOf(1), fact: good }),
      line('something', {}),
      line('fact', { thread: THREAD, id: idOf(3), fact: good }),
    );
    expect(records.flatMap((each) => (each.type === 'fact' ? [each.id] : []))).toEqual([idOf(1), idOf(3)]);
    expect(records.flatMap((each) => (each.type === 'left-out' ? [each.error.message] : []))).toEqual([
      `Line 1, comment ${idOf(2)}: The page has no address.`,
      'Line 1, comment no-id: The id is missing or malformed.',
      'Line 2: The thread is missing or malformed.',
      'Line 3: This kind of record is unknown.',
    ]);
  });

  test('of a newer version nothing is read, for what is not understood would be lost', async () => {
    const fact = await postFact(1);
    expect(() => read({ ...line('fact', { thread: THREAD, id: idOf(1), fact }), v: 2 })).toThrow('newer Afterword');
    expect(() => read(line('fact', { thread: THREAD, id: idOf(1), fact: { ...fact, v: 2 } }))).toThrow(
      'newer Afterword',
    );
    const comments = { [idOf(1)]: { ...fact, v: 2 } };
    expect(() => read(line('bundle', { thread: THREAD, bundle: '0', value: { comments } }))).toThrow('newer Afterword');
  });

  test('data of any shape is read or left out, and nothing else happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('fact', 'bundle', 'page', 'like', 'report', 'author', 'setting'),
        fc.object(),
        (type, more) => {
          for (const record of read({ ...more, v: 1, type, thread: THREAD, id: idOf(1) })) {
            expect(record.type === type || record.type === 'left-out').toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
