// Posting: from the first key to the comment that shows.

import { describe, expect, it } from 'vitest';
import {
  answerTo,
  comment,
  created,
  FakeWorker,
  Reader,
  refused,
  settled,
  squeeze,
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

  it.each(['approved', 'pending'] as const)(
    'thanks once, where the comment stands, and closes the form: %s',
    async (status) => {
      const reader = await Reader.at();
      reader.worker.replies['/api/comments'] = (call) => created(answerTo(call, status));
      await reader.post('Hello');
      const note = squeeze(reader.article('Hello').querySelector('.note')?.textContent ?? '');
      expect(note).toBe(status === 'pending' ? 'Thank you. Only you can see this until it is approved.' : 'Thank you.');
      // The line above the box is for the ear.
      expect(reader.all('p[role=status]')[0]?.className).toBe('unseen');
      expect(reader.maybeButton('Post comment')).toBeUndefined();
      expect(reader.maybeField('Name')).toBeUndefined();
      expect(reader.all('form.full')).toEqual([]);
      expect(reader.field(BOX).getAttribute('rows')).toBe('2');

      // What comes next is thanked for alone, and who writes need not say so again.
      await reader.type(BOX, 'And');
      await until(() => reader.maybeField('Name'));
      expect(reader.field('Name').value).toBe('Mia');
      await reader.post('And more');
      expect(reader.text.match(/Thank you/g)).toHaveLength(status === 'pending' ? 2 : 1); // the ear's is among them
    },
  );

  it('says what is elsewhere on the page, or was sent later, in the line above the box', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => 'down';
    await reader.post('Hello');
    reader.worker.replies['/api/comments'] = (call) => created(answerTo(call, 'approved'));
    const back = await Reader.at(reader.worker);
    await until(() => back.status);
    expect(back.status).toBe('Your earlier comment has been posted.');
    expect(back.all('p[role=status]')[0]?.className).toBe('');
  });

  it('says below which form the name will be public, in a reply too', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Ben', 'Hi')]);
    const reader = await Reader.at(worker);
    await until(() => reader.maybeButton('Reply to Ben'));
    await reader.press('Reply to Ben');
    await until(() => reader.all('.who').length > 0);
    expect(reader.all('.who')[0]?.textContent).toContain('Your name and comment will be public.');
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

  it.each([
    ['an extension puts into the trap', new Event('input', { bubbles: true }), ''],
    [
      'the browser puts into the trap',
      new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }),
      '',
    ],
    ['is typed into the trap', new InputEvent('input', { bubbles: true, inputType: 'insertText' }), 'Cheap'],
  ])('what %s is sent only if a key was pressed for it', async (_, event, sent) => {
    const reader = await Reader.at();
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeButton('Post comment'));
    const trap = reader.all('[name=subject]')[0] as HTMLInputElement;
    trap.value = 'Cheap';
    trap.dispatchEvent(event);
    await reader.post('Hello');
    expect(reader.worker.to('/api/comments')[0]?.body.subject).toBe(sent);
  });

  it('shows what was said already, where it is public by now, and keeps the words', async () => {
    const same = comment('Mia', 'Hello');
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('duplicate', 409, { comment: same.id });
    reader.worker.thread = threadOf([same]);
    await reader.post('Hello');
    await until(() => reader.comments.length === 1);
    await until(() => reader.root.activeElement === reader.article('Hello'));
    expect(reader.text).not.toContain('No comments yet');
    expect(reader.alert).toBe('Your earlier comment has been posted.');
    expect(reader.field(BOX).value).toBe('Hello');
  });

  it('takes “example.com” for a website', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/tickets'] = () => created(ticket({ asks: ['url'] }));
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeField('Website (optional)'));
    await reader.type('Website (optional)', 'example.com');
    await reader.post('Hello');
    expect(reader.worker.to('/api/comments')).toHaveLength(1);
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
