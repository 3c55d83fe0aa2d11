// A reader’s text is never thrown away, whatever fails: it stays in the box and on disk.

import { describe, expect, it } from 'vitest';
import { memoryOf } from '../../../../widget/storage.ts';
import { ERROR_CODES } from '../../../../worker/contract/index.ts';
import { bring, created, Reader, refused, settled, until } from '../../help/as-reader.ts';

const BOX = 'Leave a comment';

/** How the text stands, in the box and on disk. */
async function kept(reader: Reader): Promise<[string, string]> {
  const again = await Reader.at(reader.worker);
  return [reader.field(BOX).value, again.field(BOX).value];
}

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
    await until(() => reader.text.includes('Your words are kept.'));
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

  it('opens the form also where it comes without a focus, by dictation or an extension', async () => {
    const memory = memoryOf(() => localStorage);
    memory.keep('key', 'K'.repeat(22)); // who has written before has the composer at once
    const reader = await Reader.at(undefined, {}, { memory });
    await settled();
    const box = reader.field(BOX);
    box.value = 'Dictated';
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await until(() => reader.maybeField('Name'));
    expect(reader.button('Post comment')).toBeTruthy();
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
    expect(reader.text).toContain('No response yet. Your comment is kept here and will be sent again.');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('stays when no ticket is to be had', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/tickets'] = () => refused('forbidden_origin');
    await reader.post('Hello');
    expect(reader.alert).toBe('Commenting is not available at this address.');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });

  it('stays when the answer is a 201 without a comment', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => created({ status: 'approved' });
    await reader.post('Hello');
    expect(await kept(reader)).toEqual(['Hello', 'Hello']);
  });
});
