// A later export of the same system, or one of another version of it: what is here is known again, whatever has changed
// about its file; and a comment that only kept a place gets its words when they come.

import { describe, expect, test } from 'vitest';
import { arrivalOf } from '../../../worker/transfer/arrival.ts';
import { githubId } from '../../../worker/transfer/formats/github-id.ts';
import { compare } from '../../../worker/transfer/upload.ts';
import { TestWorker } from '../help/as-reader.ts';
import { batchesFor, bring, each, presentIn } from '../help/import-by-browser.ts';
import { moveIn } from '../help/moving-in.ts';
import { everything } from '../help/store-with.ts';

const PAGE = 'https://blog.example/post';

const post = (id: number, at: string, parent?: number, more = '') =>
  `<post dsq:id="${id}"><message>Words ${id}</message><createdAt>${at}</createdAt>${more}<author><name>R${id}</name></author><thread dsq:id="1"/>${parent === undefined ? '' : `<parent dsq:id="${parent}"/>`}</post>`;
const disqus = (...posts: string[]) =>
  `<disqus xmlns:dsq="x"><thread dsq:id="1"><id/><link>${PAGE}</link><title>Post</title></thread>${posts.join('')}</disqus>`;

async function threadsOf(file: string | object) {
  return (await moveIn(file)).plan.threads.map(arrivalOf);
}

async function shown(worker: TestWorker): Promise<unknown[]> {
  const { comments } = await worker.thread(PAGE);
  const names = new Map(comments.map(({ id, author, gone }) => [id, gone ? '(removed)' : author.name]));
  return comments.map(({ id, parent, createdAt, gone }) => [
    names.get(id),
    parent && names.get(parent),
    gone ? '' : createdAt.slice(0, 10),
  ]);
}

describe('what only kept a place', () => {
  const reply = post(2, '2020-03-02T00:00:00Z', 1);
  const parent = post(1, '2020-03-01T00:00:00Z');

  test('gets its words from a later file, and has its replies at once', async () => {
    const worker = new TestWorker();
    await bring(worker, await threadsOf(disqus(reply, post(9, '2020-03-09T00:00:00Z'))));
    expect(await shown(worker)).toEqual([
      ['(removed)', null, ''],
      ['R2', '(removed)', '2020-03-02'],
      ['R9', null, '2020-03-09'],
    ]);
    worker.now += 3_600_000;
    const later = await threadsOf(
      disqus(parent, reply, post(3, '2020-03-03T00:00:00Z', 1), post(9, '2020-03-09T00:00:00Z')),
    );
    expect(await bring(worker, later)).toMatchObject({ added: 2 });
    expect(await shown(worker)).toEqual([
      ['R1', null, '2020-03-01'],
      ['R2', 'R1', '2020-03-02'],
      ['R3', 'R1', '2020-03-03'],
      ['R9', null, '2020-03-09'],
    ]);
    // And again, nothing is new.
    const before = await everything();
    expect(await bring(worker, later)).toEqual({ added: 0, writes: 0, requests: 0 });
    // Nor does the first file take anything back.
    expect(await bring(worker, await threadsOf(disqus(reply)))).toEqual({ added: 0, writes: 0, requests: 0 });
    expect(await everything()).toEqual(before);
  });

  test('is counted as new before it is sent', async () => {
    const worker = new TestWorker();
    await bring(worker, await threadsOf(disqus(reply)));
    const threads = await threadsOf(disqus(parent, reply));
    const move = {
      threads: () => each(threads),
      async *ids() {
        for (const { thread, posts } of threads) {
          const ids = posts.map(({ id }) => id);
          yield { thread, ids, worded: new Set(ids) };
        }
      },
      site: { authors: [], settings: [], refusals: [] },
    };
    const difference = await compare(move as never, await presentIn(worker));
    expect(difference).toEqual({ toAdd: 1, same: 1, hasMore: true });
  });

  test('stays what it is where the owner has decided about it, and where the later file has removed it', async () => {
    const worker = new TestWorker();
    await bring(worker, await threadsOf(disqus(reply)));
    const { thread, comments } = await worker.thread(PAGE);
    await worker.verdict(thread, comments[0]!.id, 'remove');
    await bring(worker, await threadsOf(disqus(parent, reply)));
    expect((await shown(worker))[0]).toEqual(['(removed)', null, '']);

    const waits = post(1, '2020-03-01T00:00:00Z', undefined, '<isDeleted>true</isDeleted>');
    expect(await batchesFor(worker, await threadsOf(disqus(waits, reply)))).toEqual([]);
  });

  test('a comment older than a month before its first reply says to be as old as may be', async () => {
    const worker = new TestWorker();
    await bring(worker, await threadsOf(disqus(reply)));
    await bring(worker, await threadsOf(disqus(post(1, '2019-01-01T00:00:00Z'), reply)));
    expect((await shown(worker)).slice(0, 2)).toEqual([
      ['R1', null, '2020-02-01'],
      ['R2', 'R1', '2020-03-02'],
    ]);
  });
});

describe('the same comment in another file', () => {
  test('with another date, or none, is not added twice', async () => {
    const worker = new TestWorker();
    await bring(worker, await threadsOf(disqus(post(1, ''), post(2, '2020-03-02T00:00:00Z'))));
    const later = disqus(post(1, ''), post(3, '2020-03-03T00:00:00Z', 1), post(2, '2020-03-02T10:00:00Z'));
    expect(await bring(worker, await threadsOf(later))).toMatchObject({ added: 1 });
    const names = (await shown(worker)).map((line) => (line as string[]).slice(0, 2));
    expect(names).toEqual([
      ['R1', null],
      ['R2', null],
      ['R3', 'R1'],
    ]);
  });

  test('Valine and Waline; Commento and Comentario', async () => {
    const row = { objectId: 'a', nick: 'Ada', comment: 'Hi', url: '/post/', createdAt: '2020-01-01T00:00:00.000Z' };
    const ids = async (file: object) =>
      (await moveIn(file)).plan.threads.flatMap(({ comments }) => comments.map(({ id }) => id));
    expect(await ids([row])).toEqual(await ids([{ ...row, status: 'approved' }]));
    const comment = {
      commentHex: 'x',
      url: '/post',
      commenterHex: 'y',
      markdown: 'Hi',
      parentHex: 'root',
      creationDate: '2020-01-01T00:00:00Z',
    };
    const commento = { version: 1, commenters: [], comments: [{ ...comment, domain: 'blog.example' }] };
    const comentario = {
      version: 1,
      commenters: [],
      comments: [{ ...comment, host: 'blog.example', path: '/post', url: '' }],
    };
    expect(await ids(commento)).toEqual(await ids(comentario));
  });

  test('GitHub’s, by REST and by GraphQL', async () => {
    const words = { body: 'Hi', created_at: '2020-01-01T00:00:00Z', createdAt: '2020-01-01T00:00:00Z' };
    const issue = { url: 'https://api.github.com/repos/o/r/issues/1', comments_url: 'x', title: 'post', comments: 1 };
    const rest = [[issue], [{ ...words, id: 123456789, issue_url: issue.url, user: { login: 'ada' } }]];
    const graph = (node: object) => ({
      data: {
        repository: {
          issue: {
            id: 'I',
            url: 'https://github.com/o/r/issues/1',
            title: 'post',
            comments: { nodes: [{ ...words, author: { login: 'ada' }, ...node }] },
          },
        },
      },
    });
    const ids = async (file: object) =>
      (await moveIn(file)).plan.threads.flatMap(({ comments }) => comments.map(({ id }) => id));
    const [id] = await ids(rest);
    for (const node of [
      { id: 'IC_kwDOAAEAAM4HW80V' },
      { id: 'IC_kwDOAAEAAM4HW80V', url: 'https://github.com/o/r/issues/1#issuecomment-123456789' },
      { id: 'anything', databaseId: 123456789 },
      { id: btoa('012:IssueComment123456789') },
    ]) {
      expect([node, await ids(graph(node))]).toEqual([node, [id]]);
    }
  });

  test.each(['DC_1', 'D_x', '', 'DC_kwDOAAEAAM4HW80', 'DC_________', 'MDEy'])(
    'an id of GitHub’s that is another, %j, stays what it is',
    (id) => {
      expect(githubId({ id })).toBe(id);
    },
  );
});
