// What cannot be seen is nothing, whichever way it comes in: it is refused, or counts as not given.

import { describe, expect, it } from 'vitest';
import { PAGE, refusal, setting, TestWorker, TOKEN, WORKER } from './help/as-reader.ts';
import { everything } from './help/store-with.ts';

const UNSEEN = '\u200b\u3164\u2800\u00ad\u{e0041}';
const OWNER = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };

describe('is refused', () => {
  async function refused(ask: (worker: TestWorker, thread: string, id: string) => Promise<Response>) {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const { thread } = await worker.thread();
    const before = await everything();
    const answer = await refusal(await ask(worker, thread, comment.id));
    expect(await everything()).toEqual(before);
    return answer;
  }

  it.each<[string, string, (worker: TestWorker, thread: string, id: string) => Promise<Response>]>([
    [
      'as a reader’s edit',
      'body',
      (worker, thread, id) =>
        worker.send('PUT', `/api/comments/${id}`, { thread, key: 'ada-ada-ada-ada-ada-ada', body: `**${UNSEEN}**` }),
    ],
    [
      'as a report’s reason',
      'reason',
      (worker, thread, id) => worker.post(`/api/comments/${id}/report`, { thread, reason: UNSEEN }),
    ],
    ['as a preview', 'body', (worker) => worker.post('/api/preview', { body: '&nbsp;&#8203;' })],
    [
      'as the owner’s reply',
      'body',
      async (worker, _, parent) => {
        const { ticket } = await worker.ticket();
        return worker.post('/api/admin/replies', { ticket, parent, body: '&#x3164;' }, OWNER);
      },
    ],
    [
      'as the owner’s wording',
      'body',
      (worker, thread, id) => worker.send('PUT', `/api/admin/comments/${thread}/${id}`, { body: UNSEEN }, OWNER),
    ],
    [
      'as the owner’s wording, drawn',
      'body',
      (worker, thread, id) => worker.send('PUT', `/api/admin/comments/${thread}/${id}`, { body: '> &#8203;' }, OWNER),
    ],
    [
      'as a page’s title',
      'title',
      (worker, thread) => worker.send('PUT', `/api/admin/threads/${thread}`, { title: UNSEEN }, OWNER),
    ],
  ])('%s', async (_, field, ask) => {
    expect(await refused(ask)).toMatchObject({ status: 400, fields: { [field]: 'missing' } });
  });

  it('in the form without JavaScript, which keeps the rest', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    const answer = await worker.form('/thread', { ticket, page: PAGE, name: UNSEEN, body: '&nbsp;&#8203;' });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('Please add a name.');
    expect(html).toContain('Please write a few words.');
    expect(html).toContain('&amp;nbsp;&amp;#8203;');
  });
});

describe('counts as not given', () => {
  it('as the title that a page gives itself', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket(PAGE, { title: UNSEEN });
    const { ticket: without } = await worker.ticket(PAGE);
    expect(ticket.length).toBe(without.length);
  });

  it('as a page’s id: reading and writing agree', async () => {
    const worker = new TestWorker();
    const id = encodeURIComponent(UNSEEN);
    const { comment } = await worker.approved();
    expect((await worker.thread(PAGE, `&id=${id}`)).comments).toMatchObject([{ id: comment.id }]);
    const { ticket } = await worker.ticket(PAGE, { id: UNSEEN });
    const more = await worker.post('/api/comments', {
      ticket,
      key: 'ada-ada-ada-ada-ada-ada',
      name: 'Ada',
      body: 'Two',
    });
    expect(more.status).toBe(201);
    expect((await worker.thread()).comments).toHaveLength(2);
  });

  it('as the name that the owner writes under', async () => {
    await setting('ownerName', '');
    const worker = new TestWorker();
    const answer = await worker.send('PUT', '/api/admin/settings', { ownerName: UNSEEN }, OWNER);
    expect(await answer.json()).toMatchObject({ ownerName: '' });
  });
});
