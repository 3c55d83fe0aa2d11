// FormState: from the first key to the worker's yes, and every way in which it can fail to come.

import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../../worker/contract/index.ts';
import {
  answerTo,
  bring,
  comment,
  created,
  FakeWorker,
  NOW,
  ok,
  Reader,
  refused,
  settled,
  THREAD,
  threadOf,
  ticket,
  until,
} from '../../help/as-reader.ts';

const BOX = 'Leave a comment';

/** How the text stands, in the box and on disk. */
async function kept(reader: Reader): Promise<[string, string]> {
  const again = await Reader.at(reader.worker);
  return [reader.field(BOX).value, again.field(BOX).value];
}

describe('posting', () => {
  it.each([0, 5, 13])('shows what is posted below %i comments', async (n) => {
    const worker = new FakeWorker();
    worker.thread = threadOf(Array.from({ length: n }, (_, i) => comment(`N${i}`, `Words ${i}.`)));
    const reader = await Reader.at(worker);
    await until(() => reader.comments.length === n);
    for (let i = 0; i < 7; i++) await reader.post(`Mine ${i}.`);
    expect(reader.comments).toHaveLength(n + 7);
  });

  it('shows the fields when somebody starts to write, and not before', async () => {
    const reader = await Reader.at();
    expect(reader.maybeButton('Post comment')).toBeUndefined();
    await reader.type(BOX, 'H');
    await until(() => reader.maybeButton('Post comment'));
    expect(reader.field('Name')).toBeTruthy();
    expect(reader.field('Remember me in this browser').checked).toBe(false);
    expect(reader.text).toContain('Your name and comment will be public.');
  });

  it('asks for a website only where the ticket says so', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/tickets'] = () => created(ticket({ asks: ['url'] }));
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeField('Website (optional)'));
    await reader.type('Website (optional)', 'https://mia.example');
    await reader.post('Hello');
    expect(reader.worker.to('/api/comments')[0]?.body.url).toBe('https://mia.example');
  });

  it('fetches one ticket at the first key, and sends the words with it', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, 'H');
    await until(() => reader.worker.to('/api/tickets').length > 0);
    await reader.post('Hello', '  Mia  ');
    expect(reader.worker.to('/api/tickets')).toHaveLength(1);
    const { body, init } = reader.worker.to('/api/comments')[0] ?? {};
    expect(body).toMatchObject({ name: 'Mia', body: 'Hello', subject: '' });
    expect(body.key).toMatch(/^[\w-]{22}$/);
    expect(init?.credentials).toBe('omit');
  });

  it('shows what was posted, says so, and puts the focus on it', async () => {
    const reader = await Reader.at();
    await reader.post('Hello');
    expect(reader.status).toBe('Posted.');
    expect(reader.root.activeElement).toBe(reader.article('Hello'));
    expect(reader.all('h2')[0]?.textContent).toBe('1 comment');
    expect(await kept(reader)).toEqual(['', '']);
    expect(reader.heard.at(-1)).toEqual(['comment', { id: expect.any(String), status: 'approved' }]);
  });

  it('posts by Ctrl+Enter', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeField('Name'));
    await reader.type('Name', 'Mia');
    reader.field(BOX).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await until(() => reader.status);
    expect(reader.comments).toEqual(['Hello']);
  });

  it('posts once when the button is pressed twice', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeField('Name'));
    await reader.type('Name', 'Mia');
    reader.button('Post comment').click();
    await settled();
    reader.maybeButton('Posting…')?.click();
    await until(() => reader.status);
    expect(reader.worker.to('/api/comments')).toHaveLength(1);
  });

  it('keeps the trap out of the way of people', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, 'H');
    await until(() => reader.maybeButton('Post comment'));
    const trap = reader.all('[name=subject]')[0] as HTMLInputElement;
    expect(trap.tabIndex).toBe(-1);
    expect(trap.autocomplete).toBe('off');
    expect(trap.closest('[aria-hidden=true]')).toBeTruthy();
  });

  it('posts a reply under its comment', async () => {
    const ben = comment('Ben', 'Anyone?');
    const worker = new FakeWorker();
    worker.thread = threadOf([ben]);
    const reader = await Reader.at(worker);
    await reader.press('Reply to Ben');
    expect(reader.root.activeElement).toBe(reader.field('Reply to Ben'));
    await reader.post('Me', 'Mia', 'Reply to Ben');
    expect(worker.to('/api/comments')[0]?.body.parent).toBe(ben.id);
    expect(reader.maybeField('Reply to Ben')).toBeUndefined();
    expect(reader.article('Me').querySelector('h4')?.textContent).toBe('Mia');
  });

  it('goes back to the button on Cancel, and has the words when it is opened again', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Ben', 'Anyone?')]);
    const reader = await Reader.at(worker);
    await reader.press('Reply to Ben');
    await reader.type('Reply to Ben', 'Not yet');
    await until(() => reader.maybeButton('Cancel'));
    await reader.press('Cancel');
    expect(reader.root.activeElement).toBe(reader.button('Reply to Ben'));
    await reader.press('Reply to Ben');
    expect(reader.field('Reply to Ben').value).toBe('Not yet');
  });
});

describe('the fields', () => {
  it('are checked before anything is sent, in words beside each, with the focus on the first', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, ' ');
    await until(() => reader.maybeButton('Post comment'));
    await reader.press('Post comment');
    expect(reader.text).toContain('Please write a few words.');
    expect(reader.text).toContain('Please add a name.');
    const box = reader.field(BOX);
    expect(reader.root.activeElement).toBe(box);
    expect(box.getAttribute('aria-invalid')).toBe('true');
    const described = box.getAttribute('aria-describedby')?.split(' ')[0] as string;
    expect(reader.root.getElementById(described)?.textContent).toBe('Please write a few words.');
    expect(reader.worker.to('/api/comments')).toEqual([]);
  });

  it.each([
    ['x'.repeat(5_001), 'Mia', 'That is 1 character too many.'],
    ['Hello', 'x'.repeat(81), 'A name can have up to 80 characters.'],
  ])('say what is too long', async (text, name, words) => {
    const reader = await Reader.at();
    await reader.post(text, name);
    expect(reader.text).toContain(words);
    expect(reader.worker.to('/api/comments')).toEqual([]);
  });

  it('count down from 200', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, 'x'.repeat(4_799));
    await until(() => reader.maybeButton('Post comment'));
    expect(reader.text).not.toContain('characters left');
    await reader.type(BOX, '😀'.repeat(4_880));
    expect(reader.text).toContain('120 characters left');
    await reader.type(BOX, 'x'.repeat(5_012));
    expect(reader.text).toContain('12 characters too many');
  });

  it('are remembered only when asked, and can be changed', async () => {
    const reader = await Reader.at();
    await reader.post('One');
    expect(localStorage.getItem('afterword:name')).toBeNull();
    await reader.type(BOX, 'Two');
    reader.field('Remember me in this browser').click();
    await reader.post('Two');
    const back = await Reader.at(reader.worker);
    await back.type(BOX, 'Three');
    await until(() => back.maybeButton('Change'));
    expect(back.text).toContain('Posting as Mia.');
    expect(back.maybeField('Name')).toBeUndefined();
    await back.press('Change');
    expect(back.root.activeElement).toBe(back.field('Name'));
  });
});

describe('a reader’s text is never thrown away', () => {
  it('stays on disk from the first key, before the composer has come', async () => {
    const reader = await Reader.at(undefined, {}, { bring: () => new Promise(() => {}) });
    await reader.type(BOX, 'Hello');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('stays where the composer cannot load, which says so and can be tried again', async () => {
    let down = true;
    const attempts: number[] = [];
    const reader = await Reader.at(
      undefined,
      {},
      {
        bring(name, attempt) {
          if (name === 'composer') attempts.push(attempt ?? 0);
          return down && name === 'composer' ? Promise.reject(new Error('offline')) : bring(name);
        },
      },
    );
    await reader.type(BOX, 'Hello');
    expect(reader.text).toContain('Your words are kept.');
    down = false;
    await reader.press('Try again');
    await until(() => reader.maybeButton('Post comment'));
    expect(reader.field(BOX).value).toBe('Hello');
    // A browser remembers a module that failed by its address.
    expect(new Set(attempts).size).toBe(attempts.length);
  });

  it('stays where nothing else can load, and the next key tries again', async () => {
    let down = true;
    const reader = await Reader.at(
      undefined,
      {},
      { bring: (name) => (down ? Promise.reject(new Error('offline')) : bring(name)) },
    );
    await reader.type(BOX, 'Hell');
    expect(await kept(reader)).toEqual(['Hell', 'Hell']);
    down = false;
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeButton('Post comment'));
    expect(reader.field(BOX).value).toBe('Hello');
  });

  it('comes back with a line that says so, and can be discarded', async () => {
    const reader = await Reader.at();
    await reader.type(BOX, 'Hello');
    const back = await Reader.at(reader.worker);
    await until(() => back.maybeButton('Discard'));
    expect(back.text).toContain('Your draft is still here.');
    await back.press('Discard');
    expect(await kept(back)).toEqual(['', '']);
  });

  it('is kept for each page by itself', async () => {
    const reader = await Reader.at(undefined, { 'data-page-id': 'one' });
    await reader.type(BOX, 'Hello');
    expect((await Reader.at(undefined, { 'data-page-id': 'two' })).field(BOX).value).toBe('');
  });

  it.each(ERROR_CODES)('stays when the worker says %s, and there are words for it', async (code) => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused(code, 400, { retryAfter: 0.001 });
    await reader.post('Hello');
    const kind = ['internal', 'unavailable'].includes(code) ? reader.text : reader.alert;
    expect(kind).toMatch(/kept|try again|address|browser|longer|said|hold|copy|through/);
    expect(reader.heard.at(-1)).toEqual(['error', { code }]);
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('stays when the worker cannot be reached', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    expect(reader.text).toContain('No answer yet. Your comment is kept here and will be tried again.');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('stays when no ticket is to be had', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/tickets'] = () => refused('forbidden_origin');
    await reader.post('Hello');
    expect(reader.alert).toBe('Comments are not available at this address.');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('stays when the answer is a 201 without a comment', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => created({ status: 'approved' });
    await reader.post('Hello');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });
});

describe('words of a refusal', () => {
  it('stand beside the field that the worker points at', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('invalid_request', 400, { fields: { name: 'too_long' } });
    await reader.post('Hello');
    expect(reader.text).toContain('A name can have up to 80 characters.');
    expect(reader.alert).toBe('');
    expect(reader.root.activeElement).toBe(reader.field('Name'));
  });

  it('tell of a comment that is gone', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('invalid_request', 400, { fields: { parent: 'unknown' } });
    await reader.post('Hello');
    expect(reader.alert).toContain('The comment you answer is gone.');
  });

  it('say how long to wait', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('rate_limited', 429, { retryAfter: 30 });
    await reader.post('Hello');
    expect(reader.alert).toBe('Many comments are coming in. Please try again in 30 seconds.');
  });

  it('name the time when it is hours away', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('unavailable', 503, { retryAfter: 7_200 });
    await reader.post('Hello');
    expect(reader.alert).toMatch(/^No more new comments today\. Your words are kept; please post them after \d/);
  });

  it('exist for a code this script does not know yet', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('brand_new' as never);
    await reader.post('Hello');
    expect(reader.alert).toContain('Something went wrong on our side.');
  });
});

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
