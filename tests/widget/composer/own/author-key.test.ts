// The author key goes from the laptop to the phone: shown here, pasted there.

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PublicComment } from '../../../../worker/contract/index.ts';
import {
  comment,
  FakeWorker,
  NOW,
  ok,
  Reader,
  refused,
  settled,
  THREAD,
  threadOf,
  until,
} from '../../help/as-reader.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const BOX = 'Leave a comment';
const DEVICES = 'My comments on other devices';
const HERE = 'Key of this browser';
const THERE = 'Key from another device';
const LAPTOP = 'laptop-laptop-laptop-l';
const PHONE = 'phone-phone-phone-phon';
const REPLACES = 'You have written here with another key.';

function minePosted(words: string, more: Partial<PublicComment> = {}): PublicComment {
  const author = { id: 'id-laptop', name: 'Mia' };
  return comment('Mia', words, { author, createdAt: new Date(NOW - 60_000).toISOString(), ...more });
}

/** A worker that knows whose keys these are. */
function workerWith(comments: PublicComment[], mine = comments): FakeWorker {
  const worker = new FakeWorker();
  worker.thread = threadOf(comments);
  worker.replies['/api/mine'] = ({ body }) =>
    ok({
      comments: mine.filter(
        ({ id, author }) => body.key === LAPTOP && author.id === 'id-laptop' && body.ids.includes(id),
      ),
      author: body.key === LAPTOP ? 'id-laptop' : 'id-other',
    });
  return worker;
}

function wrote(key: string, me: string): void {
  localStorage.setItem('afterword:key', JSON.stringify(key));
  localStorage.setItem('afterword:me', JSON.stringify(me));
}

const keptKey = () => JSON.parse(localStorage.getItem('afterword:key') ?? 'null');

/** The panel, open. */
async function panel(worker: FakeWorker): Promise<Reader> {
  const reader = await Reader.at(worker);
  reader.field(BOX).focus();
  await until(() => reader.maybeButton(DEVICES));
  await reader.press(DEVICES);
  return reader;
}

async function paste(reader: Reader, key: string): Promise<void> {
  await reader.type(THERE, key);
  await reader.press('Use this key');
}

describe('the line', () => {
  it('stands in the last line, comes with the form, and opens its panel below', async () => {
    const reader = await Reader.at(workerWith([comment('Ben', 'Hi')]));
    expect(reader.maybeButton(DEVICES)).toBeUndefined();
    reader.field(BOX).focus();
    await until(() => reader.maybeButton(DEVICES));
    expect(reader.button(DEVICES).getAttribute('aria-expanded')).toBe('false');
    expect(reader.maybeField(THERE)).toBeUndefined();
    await reader.press(DEVICES);
    expect(reader.button(DEVICES).getAttribute('aria-expanded')).toBe('true');
    expect(reader.field(THERE)).toBeTruthy();
    // Out of the way from the words to the button, and Enter in its field is no press of that.
    expect(reader.button(DEVICES).parentElement).toBe(reader.all('.foot')[0]);
    expect(reader.field(THERE).closest('form, .foot')).toBeNull();
    await reader.press(DEVICES);
    expect(reader.maybeField(THERE)).toBeUndefined();
    await reader.press('Reply to Ben');
    await until(() => reader.maybeButton('Post reply'));
    expect(reader.all('button').filter((one) => one.textContent?.includes(DEVICES))).toHaveLength(1);
  });

  it('is there for a reader who is remembered', async () => {
    localStorage.setItem('afterword:name', '{"name":"Mia"}');
    const reader = await panel(workerWith([]));
    expect(reader.text).toContain('Posting as Mia.');
    expect(reader.field(THERE)).toBeTruthy();
  });
});

describe('the key of this browser', () => {
  it('shows once something was written with it, with what it can do', async () => {
    wrote(LAPTOP, 'id-laptop');
    const reader = await panel(workerWith([minePosted('Hello')]));
    expect(reader.field(HERE).value).toBe(LAPTOP);
    expect(reader.field(HERE).hasAttribute('readonly')).toBe(true);
    const hint = reader.root.getElementById(reader.field(HERE).getAttribute('aria-describedby') as string);
    expect(hint?.textContent).toContain('Whoever has this key can edit and delete your comments here.');
  });

  it('does not show where nothing was written yet, and none is made for it', async () => {
    const reader = await panel(workerWith([]));
    expect(reader.maybeField(HERE)).toBeUndefined();
    expect(keptKey()).toBeNull();
  });

  it('is copied at one press, and says so', async () => {
    wrote(LAPTOP, 'id-laptop');
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { language: 'en', clipboard: { writeText } });
    const reader = await panel(workerWith([]));
    await reader.press('Copy');
    expect(writeText).toHaveBeenCalledWith(LAPTOP);
    expect(reader.all('[role=status]').map((one) => one.textContent?.trim())).toContain('Copied.');
  });

  it('stands there selected where it cannot be copied, and nothing is claimed', async () => {
    wrote(LAPTOP, 'id-laptop');
    vi.stubGlobal('navigator', { language: 'en' });
    const reader = await panel(workerWith([]));
    await reader.press('Copy');
    expect(reader.root.activeElement).toBe(reader.field(HERE));
    expect(reader.text).not.toContain('Copied.');
  });
});

describe('the key of another device', () => {
  it('makes the comments of this page one’s own: they can be edited and deleted, and the next one goes with it', async () => {
    const hello = minePosted('Hello');
    const worker = workerWith([hello, comment('Ben', 'Hi')]);
    const reader = await panel(worker);
    await paste(reader, ` ${LAPTOP.slice(0, 11)}\n${LAPTOP.slice(11)} `);
    await until(() => reader.status);
    expect(reader.status).toBe('This browser now uses the key of your other device.');
    expect(reader.root.activeElement).toBe(reader.button(DEVICES));
    expect(reader.maybeField(THERE)).toBeUndefined();
    const names = (words: string) =>
      [...reader.article(words).querySelectorAll('.acts button')].map((one) => one.textContent?.trim());
    expect(names('Hello')).toEqual(expect.arrayContaining(['Edit', 'Delete']));
    expect(names('Hi')).not.toContain('Delete');
    // First whose key it is, then what became of that author's own: of others' comments nothing is asked.
    const asked = worker.to('/api/mine').map(({ body }) => body);
    expect(asked).toMatchObject([
      { thread: THREAD, key: LAPTOP, ids: [] },
      { thread: THREAD, key: LAPTOP, ids: [hello.id] },
    ]);
    expect(reader.field('Name').value).toBe('Mia');
    await reader.post('From the phone');
    expect(worker.to('/api/comments')[0]?.body.key).toBe(LAPTOP);
  });

  it('is known from then on, on every page', async () => {
    const worker = workerWith([minePosted('Hello')]);
    await paste(await panel(worker), LAPTOP);
    await until(keptKey);
    await settled();
    const back = await Reader.at(worker);
    await until(() => back.maybeButton('Delete'));
    expect(keptKey()).toBe(LAPTOP);
    back.field(BOX).focus();
    await until(() => back.maybeButton(DEVICES));
    await back.press(DEVICES);
    expect(back.field(HERE).value).toBe(LAPTOP);
  });

  it('brings an edit that waits', async () => {
    const hello = minePosted('Hello');
    const edited: PublicComment = {
      ...hello,
      body: [{ t: 'p', c: ['Changed'] }],
      editedAt: '2026-11-23T11:30:00.000Z',
      status: 'pending',
    };
    const reader = await panel(workerWith([hello], [edited]));
    await paste(reader, LAPTOP);
    await until(() => reader.status);
    expect(reader.comments).toEqual(['Changed']);
    expect(reader.text).toContain('Until then, others see the earlier version.');
  });

  it.each([
    '',
    'too short',
    'x'.repeat(21),
    'x'.repeat(65),
    'schlüssel-schlüssel-schlüssel',
    '{"key": "laptop-laptop-laptop-l"}',
  ])('that is not one (%s) is said beside the field, and nothing is asked', async (wrong) => {
    const worker = workerWith([]);
    const reader = await panel(worker);
    await paste(reader, wrong);
    const field = reader.field(THERE);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const [described = ''] = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(reader.root.getElementById(described)?.textContent).toBe(
      'That key is incomplete. Please copy it again on your other device.',
    );
    expect(reader.root.activeElement).toBe(field);
    expect(worker.to('/api/mine')).toEqual([]);
    expect(keptKey()).toBeNull();
    await reader.type(THERE, LAPTOP);
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it('is taken by Enter, which presses nothing else', async () => {
    const reader = await panel(workerWith([]));
    await reader.type(THERE, LAPTOP);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    reader.field(THERE).dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(true);
    await until(() => keptKey() === LAPTOP);
  });

  it.each([
    ['cannot be reached', 'down' as const, 'No response. Please try again in a moment.'],
    ['is asked too often', refused('rate_limited', 429, { retryAfter: 30 }), /in 30 seconds/],
    ['says nothing of its author', ok({ comments: [] }), 'No response. Please try again in a moment.'],
  ])('is not taken while the worker %s', async (_, reply, words) => {
    wrote(PHONE, 'id-phone');
    const worker = workerWith([]);
    worker.replies['/api/mine'] = () => reply;
    const reader = await panel(worker);
    await paste(reader, LAPTOP);
    await reader.press('Replace it');
    await until(() => reader.field(THERE).getAttribute('aria-invalid'));
    expect(reader.text).toMatch(words);
    expect(keptKey()).toBe(PHONE);
    expect(reader.field(THERE).value).toBe(LAPTOP);
    await paste(reader, LAPTOP);
    expect(reader.text).toContain(REPLACES);
  });
});

describe('a key that has written comments', () => {
  it('is replaced after one question, whose first answer keeps it', async () => {
    wrote(PHONE, 'id-phone');
    const onPhone = comment('Mia', 'From the phone', { author: { id: 'id-phone', name: 'Mia' } });
    const worker = workerWith([onPhone, minePosted('From the laptop')]);
    const reader = await panel(worker);
    await paste(reader, LAPTOP);
    expect(reader.text).toContain(REPLACES);
    expect(reader.root.activeElement).toBe(reader.button('Keep'));
    await reader.press('Keep');
    expect(reader.text).not.toContain(REPLACES);
    expect(reader.root.activeElement).toBe(reader.field(THERE));
    expect(keptKey()).toBe(PHONE);
    expect(worker.to('/api/mine')).toEqual([]);

    await reader.press('Use this key');
    await reader.press('Replace it');
    await until(() => keptKey() === LAPTOP);
    await until(() => reader.status);
    expect(reader.article('From the laptop').textContent).toContain('Delete');
    expect(reader.article('From the phone').textContent).not.toContain('Delete');
  });

  it('is not asked about when it is the same', async () => {
    wrote(LAPTOP, 'id-laptop');
    const reader = await panel(workerWith([minePosted('Hello')]));
    await paste(reader, LAPTOP);
    await until(() => reader.status);
    expect(keptKey()).toBe(LAPTOP);
  });

  it('that only liked, or began to write, is replaced at once', async () => {
    localStorage.setItem('afterword:key', JSON.stringify(PHONE));
    const reader = await panel(workerWith([]));
    await paste(reader, LAPTOP);
    await until(() => keptKey() === LAPTOP);
  });

  it('goes on with what was sent with it and has no answer: never twice', async () => {
    wrote(PHONE, 'id-phone');
    const worker = workerWith([minePosted('From the laptop')]);
    worker.replies['/api/comments'] = () => 'down';
    const reader = await Reader.at(worker);
    await reader.post('On a train');
    await until(() => reader.maybeButton(DEVICES));
    await reader.press(DEVICES);
    await paste(reader, LAPTOP);
    await reader.press('Replace it');
    await until(() => keptKey() === LAPTOP);
    worker.replies['/api/comments'] = () => refused('expired_ticket');
    const [first] = worker.to('/api/comments');
    const id = first?.body.ticket.replace('ticket-', '');
    worker.replies['/api/mine'] = ({ body }) =>
      ok({
        comments:
          body.key === PHONE ? [comment('Mia', 'On a train', { id, author: { id: 'id-phone', name: 'Mia' } })] : [],
        author: 'id',
      });
    await settled();
    dispatchEvent(new Event('online'));
    await until(() => reader.comments.includes('On a train'));
    expect(worker.to('/api/comments').at(-1)?.body).toEqual(first?.body);
    expect(worker.to('/api/tickets')).toHaveLength(1);
    // And it does not make the writer somebody else again.
    expect(reader.article('From the laptop').textContent).toContain('Delete');
    expect(reader.article('On a train').textContent).not.toContain('Delete');
  });
});

it('asks after words that were taken back with the key that they went out with', async () => {
  wrote(PHONE, 'id-phone');
  const worker = workerWith([]);
  worker.replies['/api/comments'] = () => 'down';
  const reader = await Reader.at(worker);
  await reader.post('On a train');
  await reader.press('Don’t send');
  await reader.press(DEVICES);
  await paste(reader, LAPTOP);
  await reader.press('Replace it');
  await until(() => keptKey() === LAPTOP);
  worker.replies['/api/comments'] = () => refused('bad_ticket');
  worker.replies['/api/mine'] = () => ok({ comments: [], author: 'id' });
  await reader.press('Post comment');
  await until(() => reader.alert);
  expect(worker.to('/api/mine').at(-1)?.body.key).toBe(PHONE);
  // They are not there, so they go out anew, with the key that is in use.
  const keys = worker.to('/api/comments').map(({ body }) => body.key);
  expect(keys).toEqual([PHONE, PHONE, LAPTOP]);
});

it('never goes into an address', async () => {
  wrote(LAPTOP, 'id-laptop');
  const logged = ['log', 'warn', 'error', 'info', 'debug'].map((name) =>
    vi.spyOn(console, name as 'log').mockImplementation(() => {}),
  );
  const worker = workerWith([minePosted('Hello')]);
  const reader = await panel(worker);
  await reader.press('Copy');
  await paste(reader, PHONE);
  await reader.press('Replace it');
  await until(() => keptKey() === PHONE);
  for (const { path, query } of worker.calls) expect(`${path}?${query}`).not.toMatch(/laptop-laptop|phone-phone/);
  expect(JSON.stringify(logged.map((one) => one.mock.calls))).not.toMatch(/laptop-laptop|phone-phone/);
  expect(location.href).not.toMatch(/laptop-laptop|phone-phone/);
  for (const one of logged) one.mockRestore();
});
