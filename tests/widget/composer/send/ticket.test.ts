// The ticket: one for each text, renewed and waited for without a word to the reader.

import { describe, expect, it } from 'vitest';
import {
  answerTo,
  comment,
  created,
  NOW,
  ok,
  Reader,
  refused,
  settled,
  THREAD,
  ticket,
  until,
} from '../../help/as-reader.ts';

const BOX = 'Leave a comment';

/** How the text stands, in the box and on disk. */
async function kept(reader: Reader): Promise<[string, string]> {
  const again = await Reader.at(reader.worker);
  return [reader.field(BOX).value, again.field(BOX).value];
}

describe('the ticket', () => {
  it('is the same on a second press after no answer, and the words are there once', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    reader.worker.replies['/api/comments'] = (call) => created(answerTo(call, 'approved'));
    await reader.press('Post comment');
    await until(() => reader.status);
    const [first, second] = reader.worker.to('/api/comments');
    expect(second?.body.ticket).toBe(first?.body.ticket);
    expect(reader.comments).toEqual(['Hello']);
  });

  it('is the same after a reload', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    const back = await Reader.at(reader.worker);
    await until(() => back.maybeButton('Post comment'));
    await back.post('Hello');
    const [first, second] = reader.worker.to('/api/comments');
    expect(second?.body.ticket).toBe(first?.body.ticket);
  });

  it.each(['bad_ticket', 'expired_ticket'] as const)('is renewed once, silently, on %s', async (code) => {
    const reader = await Reader.at();
    const { replies } = reader.worker;
    replies['/api/comments'] = (call) =>
      reader.worker.to('/api/comments').length === 1 ? refused(code) : created(answerTo(call, 'approved'));
    await reader.post('Hello');
    await until(() => reader.status);
    expect(reader.worker.to('/api/tickets')).toHaveLength(2);
    expect(reader.worker.to('/api/mine')).toEqual([]);
    expect(reader.comments).toEqual(['Hello']);
  });

  it('is not renewed before the worker has said what became of an attempt without an answer', async () => {
    const reader = await Reader.at();
    const { replies } = reader.worker;
    replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    const sent = reader.worker.to('/api/comments')[0]?.body.ticket.replace('ticket-', '');
    replies['/api/comments'] = () => refused('expired_ticket');
    replies['/api/mine'] = ({ body }) =>
      ok({ comments: body.ids.map((id: string) => comment('Mia', 'Hello', { id })) });
    await reader.press('Post comment');
    await until(() => reader.status);
    expect(reader.worker.to('/api/mine')[0]?.body).toMatchObject({ thread: THREAD, ids: [sent] });
    expect(reader.worker.to('/api/tickets')).toHaveLength(1);
    expect(reader.comments).toEqual(['Hello']);
    expect(reader.field(BOX).value).toBe('');
  });

  it('is not renewed while the worker cannot say it', async () => {
    const reader = await Reader.at();
    const { replies } = reader.worker;
    replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    replies['/api/comments'] = () => refused('expired_ticket');
    replies['/api/mine'] = () => refused('unavailable', 503);
    await reader.press('Post comment');
    await until(() => reader.worker.to('/api/mine').length > 0);
    await settled();
    expect(reader.worker.to('/api/tickets')).toHaveLength(1);
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('keeps words that were changed meanwhile, when the first ones turn out to be posted', async () => {
    const reader = await Reader.at();
    const { replies } = reader.worker;
    replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    replies['/api/comments'] = () => refused('bad_ticket');
    replies['/api/mine'] = ({ body }) =>
      ok({ comments: body.ids.map((id: string) => comment('Mia', 'Hello', { id })) });
    await reader.post('Hello again');
    await until(() => reader.status);
    expect(reader.status).toBe('Your earlier comment has been posted.');
    expect(reader.comments).toEqual(['Hello']);
    expect(await kept(reader)).toEqual(['Hello again', 'Hello again']);
  });

  it('is waited out when it is too young', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = (call) =>
      reader.worker.to('/api/comments').length < 3
        ? refused('too_soon', 403, { retryAfter: 0.001 })
        : created(answerTo(call, 'approved'));
    await reader.post('Hello');
    await until(() => reader.status);
    const tickets = reader.worker.to('/api/comments').map(({ body }) => body.ticket);
    expect(tickets).toHaveLength(3);
    expect(new Set(tickets).size).toBe(1);
  });

  it('is not used before its time', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/tickets'] = () => created(ticket({ notBefore: new Date(NOW + 40).toISOString() }));
    const start = performance.now();
    await reader.post('Hello');
    await until(() => reader.status);
    expect(performance.now() - start).toBeGreaterThanOrEqual(39);
  });
});
