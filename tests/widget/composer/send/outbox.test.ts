// What was posted while nobody answered: kept, sent later with the same ticket, never twice.

import { describe, expect, it } from 'vitest';
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

const BOX = 'Leave a comment';

async function posted(while_: FakeWorker['replies'][string], worker = new FakeWorker()): Promise<Reader> {
  const reader = await Reader.at(worker, { 'data-page-id': 'one' });
  worker.replies['/api/comments'] = while_;
  await reader.post('Hello');
  return reader;
}

const accept: FakeWorker['replies'][string] = (call) => created(answerTo(call, 'approved'));

describe('a comment that nobody answered for', () => {
  it.each([['down' as const], [refused('internal', 500)], [refused('unavailable', 503, { retryAfter: 60 })]])(
    'is kept, said to be kept, and read-only',
    async (reply) => {
      const reader = await posted(() => reply);
      expect(reader.text).toContain('No response yet. Your comment is kept here and will be sent again.');
      expect(reader.field(BOX).readOnly || reader.field(BOX).hasAttribute('readonly')).toBe(true);
      expect(JSON.parse(localStorage.getItem('afterword:outbox') ?? '')).toHaveLength(1);
    },
  );

  it('goes out with the same ticket on the next visit, and is there once', async () => {
    const { worker } = await posted(() => 'down');
    worker.replies['/api/comments'] = accept;
    const back = await Reader.at(worker, { 'data-page-id': 'one' });
    await until(() => back.status);
    expect(back.status).toBe('Your earlier comment has been posted.');
    expect(back.comments).toEqual(['Hello']);
    expect(back.field(BOX).value).toBe('');
    const [first, second] = worker.to('/api/comments');
    expect(second?.body).toEqual(first?.body);
    expect(localStorage.getItem('afterword:outbox')).toBeNull();
  });

  it('goes out from another page, with what belongs to its own', async () => {
    const { worker } = await posted(() => 'down');
    worker.replies['/api/comments'] = accept;
    worker.thread = threadOf([], { thread: 'U'.repeat(22) });
    const elsewhere = await Reader.at(worker, { 'data-page-id': 'two' });
    await until(() => elsewhere.status);
    expect(elsewhere.status).toBe('Your earlier comment has been posted.');
    expect(elsewhere.comments).toEqual([]);
    worker.thread = threadOf([]);
    const back = await Reader.at(worker, { 'data-page-id': 'one' });
    await settled();
    expect(back.comments).toEqual(['Hello']);
    expect(back.field(BOX).value).toBe('');
  });

  it('goes out when the connection is back', async () => {
    const { worker, ...reader } = await posted(() => 'down');
    worker.replies['/api/comments'] = accept;
    dispatchEvent(new Event('online'));
    await until(() => worker.to('/api/comments').length > 1);
    await settled();
    expect(reader).toBeTruthy();
    expect(localStorage.getItem('afterword:outbox')).toBeNull();
  });

  it('is taken back into the box', async () => {
    const reader = await posted(() => 'down');
    await reader.press('Don’t send');
    expect(reader.root.activeElement).toBe(reader.field(BOX));
    expect(reader.field(BOX).value).toBe('Hello');
    expect(localStorage.getItem('afterword:outbox')).toBeNull();
    reader.worker.replies['/api/comments'] = accept;
    dispatchEvent(new Event('online'));
    await settled();
    expect(reader.worker.to('/api/comments')).toHaveLength(1);
  });

  it('is taken back on another page, and is a draft on its own', async () => {
    const { worker } = await posted(() => 'down');
    const elsewhere = await Reader.at(worker, { 'data-page-id': 'two' });
    await until(() => elsewhere.maybeButton('Don’t send'));
    await elsewhere.press('Don’t send');
    expect(elsewhere.text).not.toContain('No response yet.');
    const back = await Reader.at(worker, { 'data-page-id': 'one' });
    expect(back.field(BOX).value).toBe('Hello');
  });

  it('asks what became of it before it takes another ticket', async () => {
    const { worker } = await posted(() => 'down');
    worker.replies['/api/comments'] = () => refused('expired_ticket');
    worker.replies['/api/mine'] = ({ body }) =>
      ok({ comments: body.ids.map((id: string) => comment('Mia', 'Hello', { id })) });
    const tickets = worker.to('/api/tickets').length;
    const back = await Reader.at(worker, { 'data-page-id': 'one' });
    await until(() => back.status);
    expect(worker.to('/api/tickets')).toHaveLength(tickets);
    expect(back.comments).toEqual(['Hello']);
  });

  it('comes back to its box when it is refused for good', async () => {
    const { worker } = await posted(() => 'down');
    worker.replies['/api/comments'] = () => refused('blocked');
    const back = await Reader.at(worker, { 'data-page-id': 'one' });
    await until(() => back.alert);
    expect(back.alert).toBe('New comments from this browser are not accepted here.');
    expect(back.field(BOX).value).toBe('Hello');
    expect(localStorage.getItem('afterword:outbox')).toBeNull();
  });

  it('is not kept for tomorrow behind the reader’s back', async () => {
    const reader = await posted(() => refused('unavailable', 503, { retryAfter: 7_200 }));
    expect(reader.alert).toContain('No more new comments today.');
    expect(localStorage.getItem('afterword:outbox')).toBeNull();
  });

  it('may be nonsense on disk', async () => {
    localStorage.setItem('afterword:outbox', '[null, 1, {"draft": 1}, {"draft": "x", "body": "y"}]');
    localStorage.setItem('afterword:key', JSON.stringify('k'.repeat(22)));
    const reader = await Reader.at();
    await settled();
    expect(reader.worker.to('/api/comments')).toEqual([]);
  });
});

describe('what a ticket asks for', () => {
  it('is worked out while the reader writes, and sent along', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/tickets'] = () =>
      created({
        ticket: `ticket-${'0'.repeat(26)}`,
        id: '0'.repeat(26),
        notBefore: new Date(NOW).toISOString(),
        expiresAt: '',
        asks: [],
        work: { bits: 8 },
      });
    await reader.post('Hello');
    await until(() => reader.status);
    expect(reader.worker.to('/api/comments')[0]?.body.work).toMatch(/^\d+$/);
  });

  it('is done when it is asked for with the post only, once, silently', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = (call) =>
      call.body.work ? created(answerTo(call, 'approved')) : refused('proof_required', 403, { work: { bits: 6 } });
    await reader.post('Hello');
    await until(() => reader.status);
    expect(reader.worker.to('/api/comments')).toHaveLength(2);
    expect(reader.alert).toBe('');
  });

  it('is not tried for ever', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('proof_required', 403, { work: { bits: 1 } });
    await reader.post('Hello');
    await until(() => reader.alert);
    expect(reader.worker.to('/api/comments')).toHaveLength(2);
    expect(reader.alert).toContain('please post again');
  });
});
