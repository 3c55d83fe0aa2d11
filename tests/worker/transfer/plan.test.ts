// What holds for every system: the same file gives the same comments, a later one adds to them, nothing is lost however
// strangely comments answer one another, and the numbers add up.

import { describe, expect, test } from 'vitest';
import { timeOf } from '../../../worker/rules/comment/id.ts';
import { applyAddressRules, parseAddressRules } from '../../../worker/transfer/address-rules.ts';
import type { ForeignComment, ForeignPage, ForeignRecord } from '../../../worker/transfer/record.ts';
import { time } from '../../../worker/transfer/record.ts';
import { reportLines } from '../../../worker/transfer/report.ts';
import { noted, planned, SITES, skipped, sum } from '../help/moving-in.ts';

const PAGE: ForeignPage = { type: 'page', id: 'p', address: '/post', title: 'A post' };

function said(id: string, more: Partial<ForeignComment> = {}): ForeignComment {
  return {
    type: 'comment',
    id,
    page: 'p',
    parent: null,
    name: 'Ada',
    body: { markdown: `Words ${id}` },
    at: 1e12,
    status: 'approved',
    ...more,
  };
}

const plan = (...records: ForeignRecord[]) => planned('disqus', [PAGE, ...records], { sites: SITES });

describe('ids', () => {
  test('come from the original ones, with the original time', async () => {
    const first = await plan(said('1'), said('2', { parent: '1', at: 1e12 + 5 }));
    const again = await plan(said('2', { parent: '1', at: 1e12 + 5 }), said('1'));
    expect(again.threads).toEqual(first.threads);
    expect(first.threads[0]!.comments.map(({ id }) => timeOf(id))).toEqual([1e12, 1e12 + 5]);
  });

  test('of a later export are the same, and only the new ones are new', async () => {
    const before = await plan(said('1'), said('2', { parent: 'gone' }));
    const after = await plan(said('1'), said('2', { parent: 'gone' }), said('3', { parent: '2', at: 1e12 + 9 }));
    const ids = new Set(before.threads[0]!.comments.map(({ id }) => id));
    expect(after.threads[0]!.comments.filter(({ id }) => !ids.has(id))).toHaveLength(1);
    expect(after.threads[0]!.comments).toHaveLength(before.threads[0]!.comments.length + 1);
  });

  test('of another system differ, whatever its own are', async () => {
    const disqus = await plan(said('1'));
    const isso = await planned('isso', [PAGE, said('1')], { sites: SITES });
    expect(isso.threads[0]!.comments[0]!.id).not.toBe(disqus.threads[0]!.comments[0]!.id);
  });
});

describe('answers', () => {
  test('go up past spam to the next comment that is there', async () => {
    const { threads, report } = await plan(
      said('1'),
      said('2', { parent: '1', status: 'spam' }),
      said('3', { parent: '2', status: 'spam' }),
      said('4', { parent: '3', at: 1e12 + 4 }),
    );
    const [byId] = [new Map(threads[0]!.comments.map((each) => [each.fact.words.source, each]))];
    expect(byId.get('Words 4')!.fact.words.parent).toBe(byId.get('Words 1')!.id);
    expect(report.totals).toMatchObject({ published: 2, spam: 2 });
  });

  test('in a circle, or to themselves, stand by themselves in the end', async () => {
    const { threads, report } = await plan(
      said('1', { parent: '3' }),
      said('2', { parent: '1' }),
      said('3', { parent: '2' }),
      said('4', { parent: '4' }),
    );
    const parents = new Map(threads[0]!.comments.map(({ id, fact }) => [id, fact.words.parent]));
    for (const start of parents.keys()) {
      let steps = 0;
      for (let id: string | null | undefined = start; id != null; id = parents.get(id)) expect(++steps).toBeLessThan(5);
    }
    expect(report.totals.published).toBe(4);
  });

  test('three thousand deep stay three thousand deep', async () => {
    const chain = Array.from({ length: 3_000 }, (_, i) =>
      said(String(i), {
        parent: i === 0 ? null : String(i - 1),
        at: 1e12 + i,
        status: i % 3 === 1 ? 'removed' : 'approved',
      }),
    );
    const { threads, report } = await plan(...chain.reverse());
    const { comments } = threads[0]!;
    expect(comments).toHaveLength(3_000);
    expect(comments.every(({ fact }, i) => fact.words.parent === (comments[i - 1]?.id ?? null))).toBe(true);
    expect(report.totals).toMatchObject({ published: 2_000, removed: 1_000 });
  });

  test('to another page stand by themselves', async () => {
    const other: ForeignPage = { type: 'page', id: 'q', address: '/other', title: '' };
    const { threads, report } = await plan(other, said('1'), said('2', { page: 'q', parent: '1' }));
    expect(threads.flatMap(({ comments }) => comments.map(({ fact }) => fact.words.parent))).toEqual([null, null]);
    expect(noted(report)).toEqual({ 'other-page': 1 });
  });

  test('to one whose page is not here get a placeholder', async () => {
    const other: ForeignPage = { type: 'page', id: 'q', address: 'https://elsewhere.example/', title: '' };
    const { threads, report } = await plan(other, said('1', { page: 'q' }), said('2', { parent: '1' }));
    expect(threads[0]!.comments.map(({ fact }) => fact.stub ?? false)).toEqual([true, false]);
    expect(skipped(report)).toEqual({ 'other-site': 1 });
  });
});

describe('every comment', () => {
  test('is counted once, however wild the file is', async () => {
    const statuses = ['approved', 'pending', 'spam', 'removed'] as const;
    const pages: ForeignPage[] = ['/a', '/b', 'https://elsewhere.example/', 'No address at all'].map((address, i) => ({
      type: 'page',
      id: String(i),
      address,
      title: '',
    }));
    let state = 5;
    const dice = (sides: number) => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return Math.floor((state / 2 ** 32) * sides);
    };
    const comments = Array.from({ length: 3_000 }, (_, i) =>
      said(dice(50) === 0 ? String(i - 1) : dice(200) === 0 ? '' : String(i), {
        page: String(dice(5)),
        parent: dice(3) === 0 ? null : String(dice(3_300)),
        status: statuses[dice(4)]!,
        body: dice(10) === 0 ? { html: '<p></p>' } : { markdown: 'x' },
        at: dice(10) === 0 ? null : 1e12 + dice(1e9),
      }),
    );
    const { threads, report } = await planned('waline', [...comments, ...pages], { sites: SITES });
    expect(sum(report)).toBe(3_000);
    expect(
      report.pages.reduce(
        (all, page) => all + page.published + page.waiting + page.spam + page.removed + page.skipped,
        0,
      ),
    ).toBe(3_000);
    const standIns = noted(report)['stand-in'] ?? 0;
    const { published, waiting, spam, removed } = report.totals;
    const all = threads.flatMap((thread) => thread.comments);
    expect(all).toHaveLength(published + waiting + spam + removed + standIns);
    for (const thread of threads) {
      const facts = new Map(thread.comments.map(({ id, fact }) => [id, fact]));
      expect(facts.size).toBe(thread.comments.length);
      for (const { fact } of thread.comments) {
        if (fact.words.parent === null) continue;
        const parent = facts.get(fact.words.parent);
        expect(parent).toBeDefined();
        if (fact.screening.status !== 'spam') expect(parent!.screening.status).not.toBe('spam');
      }
    }
  });

  test('keeps a text longer than this worker takes from readers, up to a limit', async () => {
    const { threads, report } = await plan(
      said('1', { body: { markdown: 'x'.repeat(20_000) } }),
      said('2', { body: { markdown: 'y'.repeat(90_000) } }),
    );
    expect(threads[0]!.comments.map(({ fact }) => fact.words.source.length).sort()).toEqual([20_000, 50_000]);
    expect(noted(report)).toEqual({ cut: 1 });
  });

  test('loses control characters, tricks of direction and addresses that are none', async () => {
    const { threads } = await plan(
      said('1', { name: ' A\u202eda\u0000 \n Byron ', url: 'javascript:alert(1)', body: { markdown: 'a\u202eb' } }),
    );
    expect(threads[0]!.comments[0]!.fact.words).toEqual({
      name: 'Ada Byron',
      parent: null,
      source: 'ab',
      body: [{ t: 'p', c: ['ab'] }],
    });
  });
});

test('two addresses of one page are one thread', async () => {
  const other: ForeignPage = {
    type: 'page',
    id: 'q',
    address: 'http://www.blog.example/post/index.html?fbclid=x#y',
    title: '',
  };
  const { threads } = await plan(other, said('1'), said('2', { page: 'q' }));
  expect(threads.map(({ page, comments }) => [page, comments.length])).toEqual([['https://blog.example/post', 2]]);
});

describe('address rules', () => {
  const rules = parseAddressRules(
    '# a comment\n\nhttps://old.example/* https://blog.example/*\nhttps://old.example/a/* https://blog.example/b/*\n/x https://blog.example/y\n',
  );

  test.each([
    ['https://old.example/post', 'https://blog.example/post'],
    ['https://old.example/a/post', 'https://blog.example/b/post'],
    ['/x', 'https://blog.example/y'],
    ['/xx', null],
    ['https://blog.example/', null],
  ])('%s → %s', (from, to) => {
    expect(applyAddressRules(rules, from)).toBe(to);
  });

  test('that are none are refused by their line', () => {
    expect(() => parseAddressRules('a b\nc')).toThrow('Line 2 of the address rules: A rule is two addresses');
    expect(() => parseAddressRules('a* b')).toThrow('Line 1 of the address rules: Both addresses end in *');
  });
});

test.each([
  ['2011-08-29T22:31:48Z', '2011-08-29T22:31:48.000Z'],
  ['2021-06-01T10:00:00.123456789+02:00', '2021-06-01T08:00:00.123Z'],
  ['2021-10-28 20:50:15 +0800', '2021-10-28T12:50:15.000Z'],
  ['2020-05-02 21:11:00', '2020-05-02T21:11:00.000Z'],
  ['2020-05-02 21:11:00 +0000 UTC', '2020-05-02T21:11:00.000Z'],
  ['1600000000.25', '2020-09-13T12:26:40.250Z'],
  ['1600000000250', '2020-09-13T12:26:40.250Z'],
  ['0000-00-00 00:00:00', null],
  ['yesterday', null],
  ['', null],
])('the time %j is %s', (text, iso) => {
  const found = time(text);
  expect(found && new Date(found).toISOString()).toBe(iso);
});

test('the report says in words what the numbers are', async () => {
  const { report } = await plan(said('1'), said('2', { status: 'spam' }), said('3', { page: 'nowhere' }));
  expect(reportLines(report)).toEqual([
    'Disqus: 3 comments on 2 pages',
    '',
    '  https://blog.example/post  1 published, 1 spam',
    '  (no address)               1 skipped',
    '',
    '  In all: 1 published, 1 spam, 1 skipped',
    '  1 skipped: on a page whose address the file does not tell (an address rule can) (3)',
  ]);
});
