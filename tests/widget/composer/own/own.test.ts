// An author's own comments never vanish before her eyes.

import { describe, expect, it } from 'vitest';
import type { PublicComment } from '../../../../worker/contract/index.ts';
import { DAY } from '../../../../worker/rules/time.ts';
import {
  answerTo,
  comment,
  created,
  FakeWorker,
  NOW,
  ok,
  Reader,
  refused,
  settled,
  threadOf,
  until,
} from '../../help/as-reader.ts';

async function afterPosting(status: 'approved' | 'pending'): Promise<[FakeWorker, PublicComment]> {
  const worker = new FakeWorker();
  let posted: PublicComment | undefined;
  worker.replies['/api/comments'] = (call) => {
    const answer = answerTo(call, status);
    posted = answer.comment;
    return created(answer);
  };
  worker.replies['/api/mine'] = () => refused('unavailable', 503);
  const reader = await Reader.at(worker);
  await reader.post('Hello');
  reader.app.stop();
  return [worker, posted as PublicComment];
}

/** The page once more, when everything it asks for is answered. */
async function reload(worker: FakeWorker, later = 0): Promise<Reader> {
  const reader = await Reader.at(worker, {}, { now: () => NOW + later });
  await settled();
  return reader;
}

describe('a comment that waits', () => {
  it('is shown to its author, as waiting', async () => {
    const worker = new FakeWorker();
    worker.replies['/api/comments'] = (call) => created(answerTo(call, 'pending'));
    const reader = await Reader.at(worker);
    await reader.post('Hello');
    expect(reader.status).toBe('Thank you. Your comment is waiting for approval.');
    expect(reader.article('Hello').textContent).toContain('Waiting');
    expect(reader.article('Hello').textContent).toContain('Only you can see this until it is approved.');
  });

  it('is still there after a reload, also when the worker cannot say what became of it', async () => {
    const [worker] = await afterPosting('pending');
    const reader = await reload(worker, 30 * DAY);
    expect(reader.comments).toEqual(['Hello']);
    expect((await reload(worker)).comments).toEqual(['Hello']);
  });

  it('is shown once when it has become public', async () => {
    const [worker, posted] = await afterPosting('pending');
    const { status: _, ...now } = posted;
    worker.thread = threadOf([now]);
    const reader = await reload(worker);
    expect(reader.comments).toEqual(['Hello']);
    expect(reader.text).not.toContain('Waiting');
    worker.thread = threadOf([]);
    expect((await reload(worker)).comments).toEqual([]);
  });

  it('says so, once, when it has been approved and the view does not hold it yet', async () => {
    const [worker, posted] = await afterPosting('pending');
    const { status: _, ...now } = posted;
    worker.replies['/api/mine'] = () => ok({ comments: [now] });
    const reader = await reload(worker);
    expect(reader.status).toBe('Your comment is now public.');
    expect(reader.comments).toEqual(['Hello']);
    expect(reader.text).not.toContain('Waiting');
    expect((await reload(worker)).status).toBe('');
  });

  it('goes when it was removed', async () => {
    const [worker, posted] = await afterPosting('pending');
    worker.replies['/api/mine'] = () => ok({ comments: [{ ...posted, gone: 'removed', body: [] }] });
    expect((await reload(worker)).comments).toEqual([]);
  });

  it('stays for a day when the worker does not know it, for its store may lag', async () => {
    const [worker] = await afterPosting('pending');
    worker.replies['/api/mine'] = () => ok({ comments: [] });
    expect((await reload(worker, DAY / 2)).comments).toEqual(['Hello']);
    expect((await reload(worker, 2 * DAY)).comments).toEqual([]);
  });
});

describe('a comment that was posted', () => {
  it('is still there after a reload, until the view holds it', async () => {
    const [worker, posted] = await afterPosting('approved');
    expect((await reload(worker)).comments).toEqual(['Hello']);
    worker.thread = threadOf([posted]);
    expect((await reload(worker)).comments).toEqual(['Hello']);
    worker.thread = threadOf([]);
    expect((await reload(worker)).comments).toEqual([]);
  });

  it('goes when the thread says that it is gone', async () => {
    const [worker, posted] = await afterPosting('approved');
    worker.thread = threadOf([], { gone: [[posted.id, '2026-11-23T12:00:00.000Z']] });
    expect((await reload(worker)).comments).toEqual([]);
  });

  it('is not asked after', async () => {
    const [worker] = await afterPosting('approved');
    await reload(worker);
    expect(worker.to('/api/mine')).toEqual([]);
  });
});

describe('what is kept', () => {
  it('is fifty at most', async () => {
    const name = `afterword:own:${'T'.repeat(22)}`;
    const own = Array.from({ length: 50 }, (_, n) => ({ comment: comment('Mia', `Hello ${n}`), at: NOW }));
    localStorage.setItem(name, JSON.stringify(own));
    const reader = await Reader.at();
    await reader.post('Hello 50');
    const kept = JSON.parse(localStorage.getItem(name) ?? '');
    expect(kept).toHaveLength(50);
    expect(kept[0].comment.body[0].c[0]).toBe('Hello 1');
    expect(kept.at(-1).comment.body[0].c[0]).toBe('Hello 50');
  });

  it('may be nonsense', async () => {
    localStorage.setItem(`afterword:own:${'T'.repeat(22)}`, '[null, 1, {"comment": {"id": {}}}, {"comment": null}]');
    localStorage.setItem('afterword:name', '{"name": {"type": "img"}}');
    localStorage.setItem('afterword:key', '7');
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Ben', 'Hi')]);
    const reader = await Reader.at(worker);
    await reader.post('Hello');
    await until(() => reader.status);
    expect(reader.comments).toEqual(['Hi', 'Hello']);
    expect(worker.to('/api/comments')[0]?.body.key).toMatch(/^[\w-]{22}$/);
  });

  it('has one author key for the site, and none before somebody writes', async () => {
    const reader = await Reader.at();
    await reader.post('One');
    const back = await Reader.at(reader.worker);
    await back.post('Two');
    const keys = reader.worker.to('/api/comments').map(({ body }) => body.key);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('a browser that keeps nothing', () => {
  it('reads, writes and shows what was written all the same', async () => {
    const { memoryOf } = await import('../../../../widget/storage.ts');
    const memory = memoryOf(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const worker = new FakeWorker();
    worker.replies['/api/comments'] = (call) => created(answerTo(call, 'pending'));
    const reader = await Reader.at(worker, {}, { memory });
    await reader.post('One');
    await reader.post('Two');
    expect(reader.comments).toEqual(['One', 'Two']);
    const [one, two] = worker.to('/api/comments').map(({ body }) => body.key);
    expect(one).toBe(two);
    await reader.app.load();
    await settled();
    expect(reader.comments).toEqual(['One', 'Two']);
  });
});
