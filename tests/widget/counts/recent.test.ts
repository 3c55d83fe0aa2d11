// <afterword-recent>, the newest comments of a site on its index page.

import { describe, expect, it } from 'vitest';
import { askerOf } from '../../../widget/api.ts';
import { recents } from '../../../widget/counts/recent.ts';
import { bring, FakeWorker, ORIGIN, ok } from '../help/as-reader.ts';

const one = (n: number, more: object = {}) => ({
  id: `${n}`,
  url: `https://blog.example/post#comment-${n}`,
  title: 'A post',
  name: 'Ada',
  words: `Words ${n}`,
  createdAt: new Date(Date.now() - n * 3_600_000 - 1_000).toISOString(),
  ...more,
});

async function fill(body: string, comments: unknown): Promise<{ worker: FakeWorker; again: () => Promise<void> }> {
  const worker = new FakeWorker();
  worker.replies['/api/recent'] = () => ok({ comments });
  document.body.innerHTML = body;
  const again = recents(askerOf(ORIGIN, worker.fetch), bring);
  await again();
  return { worker, again };
}

const items = () => [...document.querySelectorAll('afterword-recent li')].map((item) => item.textContent);

describe('the newest comments', () => {
  it('are a list of who wrote, where, how it begins and when', async () => {
    await fill('<afterword-recent lang="en"></afterword-recent>', [one(1), one(2, { title: '' })]);
    expect(items()).toEqual(['Ada · A postWords 11 hour ago', 'Ada · blog.example/postWords 22 hours ago']);
    expect(document.querySelector('afterword-recent a')?.getAttribute('href')).toBe(
      'https://blog.example/post#comment-1',
    );
  });

  it('are five, or as many as the page says', async () => {
    const many = Array.from({ length: 20 }, (_, i) => one(i));
    await fill('<afterword-recent></afterword-recent>', many);
    expect(items()).toHaveLength(5);
    await fill('<afterword-recent data-count="12"></afterword-recent>', many);
    expect(items()).toHaveLength(12);
    await fill('<afterword-recent data-count="many"></afterword-recent>', many);
    expect(items()).toHaveLength(5);
  });

  it('are those of the site of the page, or of the one that the element names', async () => {
    const { worker, again } = await fill('<afterword-recent></afterword-recent>', []);
    expect(worker.calls[0]?.query.get('site')).toBe(location.href);
    document.body.innerHTML = '<afterword-recent data-site="https://other.example"></afterword-recent>';
    await again();
    expect(worker.calls[1]?.query.get('site')).toBe('https://other.example');
  });

  it('are asked for once for each element, also for one that comes later', async () => {
    const { worker, again } = await fill('<afterword-recent></afterword-recent>', [one(1)]);
    await again();
    expect(worker.calls).toHaveLength(1);
    document.body.insertAdjacentHTML('beforeend', '<afterword-recent></afterword-recent>');
    await again();
    expect(worker.calls).toHaveLength(2);
    expect(items()).toHaveLength(2);
  });

  it('are no markup and lead nowhere that runs, whatever the answer says', async () => {
    await fill('<afterword-recent></afterword-recent>', [
      one(1, { name: '<img src=x onerror=alert(1)>', title: '<b>x</b>', words: '<script>alert(1)</script>' }),
      one(2, { url: 'javascript:alert(1)//https://' }),
      null,
    ]);
    expect(items()).toHaveLength(1);
    expect(document.querySelector('afterword-recent img, afterword-recent script')).toBeNull();
  });

  it.each([[[]], ['no list'], [undefined]])(
    'leave what the page has put there where none come: %j',
    async (comments) => {
      await fill('<afterword-recent><p>Nobody yet</p></afterword-recent>', comments);
      expect(document.querySelector('afterword-recent')?.textContent).toBe('Nobody yet');
    },
  );

  it('leave it there, too, while nothing answers', async () => {
    const worker = new FakeWorker();
    worker.replies['/api/recent'] = () => 'down';
    document.body.innerHTML = '<afterword-recent>Nobody yet</afterword-recent>';
    await recents(askerOf(ORIGIN, worker.fetch), bring)();
    expect(document.querySelector('afterword-recent')?.textContent).toBe('Nobody yet');
  });
});
