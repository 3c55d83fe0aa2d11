// The fields of the form: checked before anything is sent, and remembered only when asked.

import { describe, expect, it } from 'vitest';
import { created, FakeWorker, Reader, threadOf, ticket, until } from '../../help/as-reader.ts';

const BOX = 'Leave a comment';
const WEBSITE = 'Website (optional)';

/** A site whose form asks for a website. */
function asking(): FakeWorker {
  const worker = new FakeWorker();
  worker.thread = threadOf([], { asks: ['url'] });
  worker.replies['/api/tickets'] = () => created(ticket({ asks: ['url'] }));
  return worker;
}

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

  it.each(['mia.dev', 'www.mia.dev/me', 'mia.dev:8080', 'http://mia.dev'])(
    'take the website %s as it is typed',
    async (url) => {
      const reader = await Reader.at(asking());
      await reader.type(BOX, 'Hello');
      await until(() => reader.maybeField(WEBSITE));
      await reader.type(WEBSITE, url);
      await reader.post('Hello');
      expect(reader.worker.to('/api/comments').map(({ body }) => body.url)).toEqual([url]);
    },
  );

  it.each(['mia', 'mia@mia.dev', 'my site is mia.dev', 'ftp://mia.dev'])('say that %s is no website', async (url) => {
    const reader = await Reader.at(asking());
    await reader.type(BOX, 'Hello');
    await until(() => reader.maybeField(WEBSITE));
    await reader.type(WEBSITE, url);
    await reader.post('Hello');
    expect(reader.text).toContain('That is not a web address.');
    expect(reader.root.activeElement).toBe(reader.field(WEBSITE));
    expect(reader.field(WEBSITE).value).toBe(url);
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
