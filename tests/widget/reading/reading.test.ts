// Long threads, new comments, old copies.

import { describe, expect, it } from 'vitest';
import type { PublicComment } from '../../../worker/contract/index.ts';
import { type Call, comment, FakeWorker, NOW, newId, ok, Reader, settled, threadOf, until } from '../help/as-reader.ts';

/** A thread of so many comments, in parts as the worker has them. */
function long(
  total: number,
  make = (i: number): Partial<PublicComment> => ({ id: newId(), likes: i % 7 }),
): [FakeWorker, PublicComment[]] {
  const all = Array.from({ length: total }, (_, i) => comment(`N${i}`, `Words ${i}.`, make(i)));
  const worker = new FakeWorker();
  const from = Math.max(0, total - 100);
  const frame = { count: total, total, parts: Math.ceil(total / 100), asks: ['likes' as const] };
  worker.replies['/api/thread'] = ({ query }: Call) => {
    const part = query.get('part');
    if (part === null) return ok(threadOf(all.slice(from), { ...frame, from }));
    const start = Number(part) * 100;
    return ok(threadOf(all.slice(start, start + 100), { ...frame, from: start }));
  };
  return [worker, all];
}

function parts(worker: FakeWorker): (string | null)[] {
  return worker.to('/api/thread').map(({ query }) => query.get('part'));
}

describe('a permalink into a part that is not loaded', () => {
  it('finds it by its time, shows it, and the way to those between', async () => {
    const [worker, all] = long(2_000);
    location.hash = `#comment-${all[512]?.id}`;
    const reader = await Reader.at(worker);
    await until(() => reader.root.activeElement);
    expect(reader.root.activeElement).toBe(reader.article('Words 512.'));
    expect(parts(worker).length).toBeLessThanOrEqual(10);
    expect(reader.comments).toHaveLength(200);
    expect(reader.maybeButton('Show earlier comments (500)')).toBeTruthy();
    expect(reader.maybeButton('Show earlier comments (1,300)')).toBeTruthy();

    await reader.press('Show earlier comments (1,300)');
    await until(() => reader.comments.length === 300);
    expect(reader.maybeButton('Show earlier comments (1,200)')).toBeTruthy();
    expect(reader.comments.slice(99, 101)).toEqual(['Words 599.', 'Words 1800.']);
  });

  it('finds one that was published long after it was written', async () => {
    const late = newId();
    const [worker] = long(1_000, (i) => (i === 650 ? { id: late } : { id: newId() }));
    location.hash = `#comment-${late}`;
    const reader = await Reader.at(worker);
    await until(() => reader.root.activeElement);
    expect(reader.root.activeElement).toBe(reader.article('Words 650.'));
  });

  it('leaves a reader where she is when there is no such comment', async () => {
    const [worker] = long(300);
    location.hash = '#comment-00000000000000000000000000';
    const reader = await Reader.at(worker);
    await settled();
    expect(reader.root.activeElement).toBeNull();
    expect(parts(worker).length).toBeLessThan(8);
  });
});

describe('a reply to an earlier comment', () => {
  it('is a link that fetches it', async () => {
    const first = newId();
    const [worker] = long(250, (i) =>
      i === 0 ? { id: first } : i === 249 ? { id: newId(), parent: first } : { id: newId() },
    );
    const reader = await Reader.at(worker);
    await until(() => reader.comments.length === 100);
    const link = reader.article('Words 249.').querySelector('.when a') as HTMLAnchorElement;
    expect(link.textContent?.trim()).toBe('in reply to an earlier comment');
    location.hash = link.hash;
    dispatchEvent(new Event('hashchange'));
    await until(() => reader.root.activeElement?.textContent?.includes('Words 0.'));
    expect(reader.root.activeElement).toBe(reader.article('Words 0.'));
    expect(reader.article('Words 249.').closest('.replies')).toBeTruthy();
  });
});

describe('many replies to one comment', () => {
  const answersTo = (root: string) => (i: number) => (i === 0 ? { id: root } : { id: newId(), parent: root });

  it('come a hundred at a time, however many are loaded', async () => {
    const [worker] = long(400, answersTo(newId()));
    const reader = await Reader.at(worker);
    for (const n of [300, 200, 100]) {
      await reader.press(`Show earlier comments (${n})`);
      await until(() => reader.maybeButton(`Show earlier comments (${n - 100})`) || n === 100);
      await until(() => reader.text.includes(`${n === 100 ? 394 : 395 - n + 100} more`));
    }
    expect(reader.comments).toHaveLength(6);
    await reader.press('Show 394 more replies');
    expect(reader.comments).toHaveLength(106);
    await reader.press('Show 294 more replies');
    expect(reader.comments).toHaveLength(206);
    await reader.press('Hide 399 replies');
    expect(reader.comments).toHaveLength(1);
  });

  it('fold below a stand-in while it is not loaded, whose link fetches it; those between can be had after it', async () => {
    const root = newId();
    const [worker] = long(10_000, answersTo(root));
    const reader = await Reader.at(worker);
    await until(() => reader.maybeButton('Show 95 more replies'));
    expect(reader.comments).toHaveLength(6);
    const link = reader.all('.gone a')[0] as HTMLAnchorElement;
    expect(link.textContent).toBe('in reply to an earlier comment');

    location.hash = link.hash;
    dispatchEvent(new Event('hashchange'));
    await until(() => reader.root.activeElement?.textContent?.includes('Words 0.'));
    expect(reader.all('.gone')).toEqual([]);
    expect(reader.comments).toHaveLength(6);
    await reader.press('Show earlier comments (9,800)');
    await until(() => reader.maybeButton('Show earlier comments (9,700)'));
    await until(() => reader.maybeButton('Show 294 more replies'));
  });

  it('ten thousand of them take no more of the page than five and a button', async () => {
    const [worker] = long(10_000, answersTo(newId()));
    const reader = await Reader.at(worker);
    await until(() => reader.maybeButton('Show 95 more replies'));
    const before = reader.all('*').length;
    for (let n = 9_900; n > 8_900; n -= 100) {
      const name = `Show earlier comments (${n.toLocaleString('en')})`;
      await until(() => reader.maybeButton(name));
      reader.button(name).focus();
      await reader.press(name);
      await until(() => !reader.maybeButton(name));
      await until(() => reader.root.activeElement);
    }
    await until(() => reader.maybeButton('Show 1,095 more replies'));
    expect(reader.all('*').length).toBeLessThanOrEqual(before);
    expect(before).toBeLessThan(200);
    await reader.press('Show 1,095 more replies');
    await until(() => reader.comments.length === 106);
  });
});

describe('what is read while a part is on its way', () => {
  it('stays beside it', async () => {
    const [worker] = long(300);
    const reader = await Reader.at(worker);
    await until(() => reader.comments.length === 100);
    const late = worker.replies['/api/thread'] as (call: Call) => never;
    const answer = (late({ query: new URLSearchParams() } as Call) as { json: ReturnType<typeof threadOf> }).json;
    const fresh = comment('Zoe', 'Just now.');
    worker.replies['/api/thread'] = (call) =>
      call.query.get('part')
        ? late(call)
        : ok({ ...answer, comments: [...answer.comments.slice(1), fresh], from: 201, total: 301, count: 301 });
    reader.button('Show earlier comments (200)').click();
    await reader.app.load();
    await until(() => reader.comments.length === 201);
    expect(reader.comments.at(-1)).toBe('Just now.');
    expect(reader.maybeButton('Show earlier comments (100)')).toBeTruthy();
  });
});

describe('the order', () => {
  it('may be by likes only when every comment is loaded', async () => {
    const orders = (reader: Reader) => reader.all('option').map((one) => one.textContent);
    const [few] = long(20);
    expect(orders(await Reader.at(few))).toEqual(['Oldest first', 'Newest first', 'Most liked']);
    const [many] = long(120);
    expect(orders(await Reader.at(many))).toEqual(['Oldest first', 'Newest first']);
  });
});

describe('coming back to the tab', () => {
  async function away(): Promise<[Reader, FakeWorker, (to: number) => void]> {
    let now = NOW;
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Mia', 'First')]);
    const reader = await Reader.at(worker, {}, { now: () => now });
    await settled();
    return [
      reader,
      worker,
      (later) => {
        now += later;
      },
    ];
  }

  const wake = async () => {
    document.dispatchEvent(new Event('visibilitychange'));
    await settled();
  };

  it('tells of new comments in one line, after one request, and shows them when asked', async () => {
    const [reader, worker, pass] = await away();
    const thread = worker.thread as ReturnType<typeof threadOf>;
    worker.thread = threadOf([...thread.comments, comment('Ben', 'Second'), comment('Ada', 'Third')]);
    pass(60_000);
    await wake();
    expect(worker.to('/api/thread')).toHaveLength(2);
    expect(reader.status).toContain('2 new comments');
    expect(reader.comments).toEqual(['First']);
    await reader.press('Show');
    await until(() => reader.comments.length === 3);
    expect(reader.comments).toEqual(['First', 'Second', 'Third']);
    expect(reader.root.activeElement).toBe(reader.article('Second'));
    expect(reader.status).toBe('');
    expect(reader.all('h2')[0]?.textContent).toBe('3 comments');
  });

  it('asks nothing of who was away for a moment', async () => {
    const [, worker, pass] = await away();
    pass(5_000);
    await wake();
    expect(worker.to('/api/thread')).toHaveLength(1);
  });

  it('takes in what else has changed, without a word', async () => {
    const [reader, worker, pass] = await away();
    const thread = worker.thread as ReturnType<typeof threadOf>;
    const [first] = thread.comments as [PublicComment];
    worker.thread = threadOf([{ ...first, body: [{ t: 'p', c: ['Mended'] }] }]);
    pass(60_000);
    await wake();
    expect(reader.comments).toEqual(['Mended']);
    expect(reader.status).toBe('');
  });

  it('says that it may be old when it cannot be read again', async () => {
    const [reader, worker, pass] = await away();
    worker.replies['/api/thread'] = () => 'down';
    pass(60_000);
    await wake();
    expect(reader.text).toMatch(/Comments as of \d.*\. Newer ones may be missing\./);
    expect(reader.comments).toEqual(['First']);
  });
});

describe('an old copy', () => {
  it('is shown, and said to be one', async () => {
    const worker = new FakeWorker();
    worker.fetch = async () =>
      new Response(JSON.stringify(threadOf([comment('Mia', 'First')])), {
        headers: { 'Afterword-Copy-At': new Date(NOW - 3_600_000).toISOString() },
      });
    const reader = await Reader.at(worker);
    await until(() => reader.text.includes('as of'));
    expect(reader.comments).toEqual(['First']);
  });
});

describe('below the thread', () => {
  const feedOf = (reader: Reader) => reader.all('a').find((one) => one.textContent?.includes('RSS'));

  it('is the way to its feed', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Mia', 'First')]);
    const feed = feedOf(await Reader.at(worker)) as HTMLAnchorElement;
    expect(feed.href).toBe(`https://comments.example/feed?page=${encodeURIComponent(location.href)}`);
  });

  it('is none where there is nothing to follow yet', async () => {
    expect(feedOf(await Reader.at())).toBeUndefined();
  });
});
