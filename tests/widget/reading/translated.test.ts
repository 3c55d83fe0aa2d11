// A page that the browser translates: each text is taken out of its element, and another put in its place, in elements
// of the translator's own. Whatever is said after that has to be seen all the same.

import { describe, expect, it } from 'vitest';
import { answerTo, comment, created, FakeWorker, Reader, threadOf, until } from '../help/as-reader.ts';

/** As Google's translator does it in Chrome. */
function translate(root: ParentNode): void {
  const walker = document.createTreeWalker(root as Node, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement?.localName === 'font') continue;
    const font = document.createElement('font');
    font.textContent = `«${text.data.trim()}»`;
    text.replaceWith(font);
  }
}

describe('in a translated page', () => {
  it('what is said, and how many comments there are, is renewed each time', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Ann', 'First')]);
    const reader = await Reader.at(worker);
    const heading = () => reader.all('h2')[0]?.textContent;
    await until(() => reader.text.includes('RSS')); // Preact has taken over
    translate(reader.root);
    expect(heading()).toBe('«1 comment»');
    await reader.type('«Leave a comment»', 'Second');
    await until(() => reader.maybeField('Name'));
    await reader.type('Name', 'Mia');
    await reader.press('Post comment');
    await until(() => heading() === '2 comments');
    await until(() => reader.status === 'Posted.');
    expect(reader.maybeButton('Post comment')).toBeUndefined();

    translate(reader.root);
    expect(reader.status).toBe('«Posted.»');
    worker.replies['/api/comments'] = (call) => created(answerTo(call, 'pending'));
    await reader.type('«Leave a comment»', 'Third');
    await until(() => reader.maybeButton('Post comment'));
    await reader.press('Post comment');
    await until(() => reader.status === 'Thank you. Your comment is waiting for approval.');
    expect(heading()).toBe('«2 comments»');
  });

  it('so are the ages of comments, and likes', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Ann', 'First', { likes: 1 })], { asks: ['likes'] });
    worker.replies['/api/comments/ID/like'] = () => ({ status: 204, json: null });
    const reader = await Reader.at(worker);
    await until(() => reader.all('[aria-pressed]').length > 0);
    translate(reader.root);
    const like = reader.all('[aria-pressed]')[0] as HTMLElement;
    expect(like.textContent).toContain('«1»');
    like.click();
    await until(() => like.querySelector('span')?.textContent?.trim() === '2');
  });
});
