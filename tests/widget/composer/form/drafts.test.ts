// Nothing that is being written is lost or out of reach, whatever becomes of the comment it is about.

import { describe, expect, it } from 'vitest';
import type { Bring } from '../../../../widget/embed/state.ts';
import { memoryOf } from '../../../../widget/storage.ts';
import {
  bring,
  comment,
  FakeWorker,
  NOW,
  ok,
  Reader,
  refused,
  settled,
  squeeze,
  threadOf,
  until,
} from '../../help/as-reader.ts';

const BOX = 'Leave a comment';
const STILL = 'Your draft is still here.';

/** The drafts that are announced although no box shows them. */
function announced(reader: Reader): string[] {
  return reader.all('.elsewhere').map((one) => squeeze(one.querySelector('[tabindex]')?.textContent ?? ''));
}

async function replying(worker = new FakeWorker()): Promise<[Reader, ReturnType<typeof comment>]> {
  const one = comment('Ben', 'Hello');
  worker.thread = threadOf([one]);
  const reader = await Reader.at(worker);
  await until(() => reader.maybeButton('Reply to Ben'));
  await reader.press('Reply to Ben');
  await reader.type('Reply to Ben', 'My answer');
  await until(() => reader.maybeButton('Post reply'));
  return [reader, one];
}

/** The page once more, with what was kept. */
async function again(worker: FakeWorker): Promise<Reader> {
  const reader = await Reader.at(worker);
  await until(() => reader.root.adoptedStyleSheets.length > 2);
  await settled();
  return reader;
}

describe('a reply that was begun', () => {
  it('is announced after a reload, and gone on with where it was', async () => {
    const [reader] = await replying();
    const back = await again(reader.worker);
    expect(announced(back)).toEqual(['My answer']);
    expect(back.text).toContain(STILL);
    await back.press('Edit');
    await until(() => back.maybeField('Reply to Ben'));
    expect(back.field('Reply to Ben').value).toBe('My answer');
    expect(announced(back)).toEqual([]);
  });

  it('is announced when its form is closed, and can be discarded', async () => {
    const [reader] = await replying();
    expect(announced(reader)).toEqual([]);
    await reader.press('Cancel');
    await until(() => announced(reader).length === 1);
    await reader.press('Discard');
    expect(announced(reader)).toEqual([]);
    expect(announced(await again(reader.worker))).toEqual([]);
  });

  it('is there when another one is begun', async () => {
    const worker = new FakeWorker();
    const [reader] = await replying(worker);
    worker.thread = threadOf([comment('Ben', 'Hello'), comment('Eve', 'Other')]);
    await reader.app.load();
    await until(() => reader.maybeButton('Reply to Eve'));
    await reader.press('Reply to Eve');
    await until(() => announced(reader).length === 1);
  });

  it('goes into the page’s box when the comment is gone, below what is there', async () => {
    const [reader] = await replying();
    reader.worker.thread = threadOf([]);
    const back = await again(reader.worker);
    await back.type(BOX, 'Something else');
    expect(announced(back)).toEqual(['My answer']);
    await back.press('Edit');
    await until(() => back.field(BOX).value.includes('My answer'));
    expect(back.field(BOX).value).toBe('Something else\n\nMy answer');
    expect(announced(back)).toEqual([]);
    expect((await again(reader.worker)).field(BOX).value).toBe('Something else\n\nMy answer');
  });

  it('stays in sight when the comment goes away while it is open', async () => {
    const [reader] = await replying();
    reader.worker.thread = threadOf([], {
      gone: [[(reader.worker.thread as { comments: { id: string }[] }).comments[0]!.id, '']],
    });
    await reader.app.load();
    await until(() => announced(reader).length === 1);
    expect(announced(reader)).toEqual(['My answer']);
  });

  it('is posted as a comment of its own with one press, if the comment is gone', async () => {
    const [reader] = await replying();
    const { replies } = reader.worker;
    const take = replies['/api/comments']!;
    replies['/api/comments'] = (call) =>
      call.body.parent ? refused('invalid_request', 400, { fields: { parent: 'unknown' } }) : take(call);
    await reader.type('Name', 'Mia');
    await reader.press('Post reply');
    await until(() => reader.alert.includes('The comment you'));
    expect(reader.field('Reply to Ben').value).toBe('My answer');
    await reader.press('Post comment');
    await until(() => reader.comments.includes('My answer'));
    const [first, second] = reader.worker.to('/api/comments');
    expect(first?.body.parent).toBeTruthy();
    expect(second?.body).not.toHaveProperty('parent');
    expect(announced(await again(reader.worker))).toEqual([]);
  });
});

describe('an edit that was begun', () => {
  const mine = (more = {}) =>
    comment('Mia', 'Hello', {
      author: { id: 'me', name: 'Mia' },
      createdAt: new Date(NOW - 60_000).toISOString(),
      ...more,
    });

  async function editing(): Promise<[Reader, ReturnType<typeof comment>]> {
    localStorage.setItem('afterword:key', JSON.stringify('k'.repeat(22)));
    localStorage.setItem('afterword:me', JSON.stringify('me'));
    const one = mine();
    const worker = new FakeWorker();
    worker.thread = threadOf([one]);
    worker.sources[one.id] = 'Hello';
    const reader = await again(worker);
    await until(() => reader.maybeButton('Edit'));
    await reader.press('Edit');
    await until(() => reader.maybeField('Edit your comment'));
    await reader.type('Edit your comment', 'Hello, all');
    return [reader, one];
  }

  it('can be read and gone on with when it is too late to edit', async () => {
    const [reader, one] = await editing();
    reader.worker.thread = threadOf([{ ...one, createdAt: new Date(NOW - 3_600_000).toISOString() }]);
    const back = await again(reader.worker);
    expect(announced(back)).toEqual(['Hello, all']);
    await back.press('Edit');
    await until(() => back.field(BOX).value === 'Hello, all');
  });

  it('stays in sight when the comment is removed', async () => {
    const [reader, one] = await editing();
    reader.worker.thread = threadOf([
      { ...one, gone: 'removed', body: [] },
      comment('Ben', 'Why?', { parent: one.id }),
    ]);
    await reader.app.load();
    await until(() => announced(reader).length === 1);
    expect(announced(reader)).toEqual(['Hello, all']);
  });
});

describe('in two tabs', () => {
  it('each keeps its words, and a reload has both', async () => {
    const worker = new FakeWorker();
    const [one, two] = [await Reader.at(worker), await Reader.at(worker)];
    await one.type(BOX, 'From the first');
    await until(() => one.maybeButton('Post comment'));
    await two.type(BOX, 'F');
    await until(() => two.maybeButton('Post comment'));
    await two.type(BOX, 'From the second');
    await one.type(BOX, 'From the first tab');
    const back = await again(worker);
    expect([back.field(BOX).value, ...announced(back)].sort()).toEqual(['From the first tab', 'From the second']);
  });

  it.each([
    ['with the composer', false],
    ['before the composer is there', true],
  ])('each keeps its words from the first key on, though the other is closed by then: %s', async (_, isEarly) => {
    const worker = new FakeWorker();
    const late: Bring = (name, attempt) => (name === 'composer' ? new Promise(() => {}) : bring(name, attempt));
    const [one, two] = [await Reader.at(worker), await Reader.at(worker, {}, isEarly ? { bring: late } : {})];
    await one.type(BOX, 'From the first');
    await two.type(BOX, 'F');
    await two.type(BOX, 'Fr');
    expect(two.maybeButton('Post comment') === undefined).toBe(isEarly);
    const back = await again(worker);
    expect([back.field(BOX).value, ...announced(back)].sort()).toEqual(['Fr', 'From the first']);
  });

  it('what is posted in one does not take the other’s words along', async () => {
    const worker = new FakeWorker();
    const one = await Reader.at(worker);
    await one.type(BOX, 'From the first');
    await until(() => one.maybeButton('Post comment'));
    const two = await Reader.at(worker);
    await until(() => two.maybeButton('Post comment'));
    await one.type(BOX, 'From the first tab');
    await two.post('From the second');
    await until(() => two.comments.includes('From the second'));
    expect((await again(worker)).field(BOX).value).toBe('From the first tab');
  });
});

it('a draft on a page that was closed can be read and copied', async () => {
  const worker = new FakeWorker();
  const reader = await Reader.at(worker);
  await reader.type(BOX, 'Too late');
  await until(() => reader.maybeButton('Post comment'));
  worker.thread = threadOf([], { open: false });
  const back = await again(worker);
  expect(back.maybeField(BOX)).toBeUndefined();
  expect(announced(back)).toEqual(['Too late']);
  expect(back.maybeButton('Edit')).toBeUndefined();
});

it('where nothing can be kept, that is said before it is posted', async () => {
  const blocked = memoryOf(() => {
    throw new Error('blocked');
  });
  const reader = await Reader.at(undefined, {}, { memory: blocked });
  await reader.type(BOX, 'Hello');
  await until(() => reader.maybeButton('Post comment'));
  expect(reader.text).toContain('This browser keeps nothing here.');
  const other = await Reader.at();
  await other.type(BOX, 'Hello');
  await until(() => other.maybeButton('Post comment'));
  expect(other.text).not.toContain('This browser keeps nothing here.');
});

it('what a report says is there when it is opened again', async () => {
  const worker = new FakeWorker();
  worker.thread = threadOf([comment('Ben', 'Hello')]);
  worker.replies['/api/comments/ID/report'] = () => ok({});
  const reader = await Reader.at(worker);
  await until(() => reader.maybeButton('Report Ben’s comment'));
  await reader.press('Report Ben’s comment');
  await until(() => reader.maybeField('What is wrong with this comment?'));
  await reader.type('What is wrong with this comment?', 'Rude');
  await reader.press('Cancel');
  await reader.press('Report Ben’s comment');
  expect(reader.field('What is wrong with this comment?').value).toBe('Rude');
  await reader.press('Send report');
  await until(() => reader.status);
  await reader.press('Report Ben’s comment');
  expect(reader.field('What is wrong with this comment?').value).toBe('');
});
