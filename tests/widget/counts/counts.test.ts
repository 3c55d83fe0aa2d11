// "12 comments", on the links of an index page.

import { describe, expect, it } from 'vitest';
import { askerOf } from '../../../widget/api.ts';
import { counter } from '../../../widget/counts/counts.ts';
import { bring, FakeWorker, ORIGIN, ok } from '../help/as-reader.ts';

async function fill(body: string, counts: Record<string, unknown>, lang?: string): Promise<[string[], FakeWorker]> {
  const worker = new FakeWorker();
  worker.replies['/api/counts'] = ({ query }) => ok({ counts: query.getAll('page').map((page) => counts[page]) });
  document.body.innerHTML = body;
  await counter(askerOf(ORIGIN, worker.fetch), bring, null, lang)();
  return [[...document.querySelectorAll('a')].map((link) => link.textContent ?? ''), worker];
}

describe('count links', () => {
  it('say how many comments a page has, after one request for all of them', async () => {
    const [texts, worker] = await fill(
      `<a href="https://blog.example/a#afterword">x</a><a href="https://blog.example/b#disqus_thread">x</a>
       <a href="https://blog.example/c#comments" data-afterword-count>x</a><a href="https://blog.example/a#afterword">x</a>
       <a href="https://blog.example/d#comments">not ours</a>`,
      { 'https://blog.example/a': 12, 'https://blog.example/b': 1, 'https://blog.example/c': 0 },
    );
    expect(texts).toEqual(['12 comments', '1 comment', 'Leave a comment', '12 comments', 'not ours']);
    expect(worker.calls).toHaveLength(1);
    expect(worker.calls[0]?.query.getAll('page')).toHaveLength(3);
  });

  // A table of contents' entry, and the sign beside the heading, became “Leave a comment”.
  it('are none of the links to a heading of the page itself, whatever it is called', async () => {
    const [texts, worker] = await fill(
      `<a href="#afterword">Afterword</a><h2 id="afterword">Afterword <a href="#afterword">#</a></h2>
       <a href="${location.href}#afterword">see there</a><a href="https://blog.example/a#afterword">x</a>`,
      { 'https://blog.example/a': 2 },
    );
    expect(texts).toEqual(['Afterword', '#', 'see there', '2 comments']);
    expect(worker.calls[0]?.query.getAll('page')).toEqual(['https://blog.example/a']);
  });

  it('are those to the place of the comments on the page itself', async () => {
    const [texts] = await fill('<a href="#afterword">x</a><div id="afterword"></div>', {});
    expect(texts).toEqual(['Leave a comment']);
  });

  it('put the id of a page behind its address', async () => {
    const [, worker] = await fill('<a href="https://blog.example/a#afterword" data-page-id="one">x</a>', {});
    expect([...(worker.calls[0]?.query ?? [])]).toEqual([
      ['page', 'https://blog.example/a'],
      ['id', 'one'],
    ]);
  });

  it('ask for a hundred at a time', async () => {
    const links = Array.from({ length: 130 }, (_, i) => `<a href="https://blog.example/${i}#afterword">x</a>`);
    const [texts, worker] = await fill(links.join(''), { 'https://blog.example/129': 3 });
    expect(worker.calls.map(({ query }) => query.getAll('page').length)).toEqual([100, 30]);
    expect(texts.at(-1)).toBe('3 comments');
  });

  it('keep their words when there is no answer, and ask nothing where there are none', async () => {
    const worker = new FakeWorker();
    worker.replies['/api/counts'] = () => 'down';
    document.body.innerHTML = '<a href="/a#afterword">Comments</a>';
    const fill = counter(askerOf(ORIGIN, worker.fetch), bring, null);
    await fill();
    expect(document.querySelector('a')?.textContent).toBe('Comments');
    document.body.innerHTML = '';
    await fill();
    expect(worker.calls).toHaveLength(1);
  });

  it('speak the language that they stand in, or the one of the tag', async () => {
    const body = `<p lang="de-AT"><a href="https://blog.example/a#afterword">x</a></p>
      <p lang="ar-EG"><a href="https://blog.example/a#afterword">x</a><a href="https://blog.example/b#afterword" lang="fr">x</a></p>
      <p lang="tlh"><a href="https://blog.example/a#afterword">x</a></p>`;
    const counts = { 'https://blog.example/a': 12, 'https://blog.example/b': 0 };
    expect((await fill(body, counts))[0]).toEqual([
      '12 Kommentare',
      '12 تعليقًا',
      'Laisser un commentaire',
      '12 comments',
    ]);
    expect((await fill(body, counts, 'pl'))[0][0]).toBe('12 komentarzy');
  });

  it('are English where the words do not come', async () => {
    const worker = new FakeWorker();
    worker.replies['/api/counts'] = () => ok({ counts: [12] });
    document.body.innerHTML = '<p lang="de"><a href="/a#afterword">x</a></p>';
    await counter(askerOf(ORIGIN, worker.fetch), () => Promise.reject(new Error('offline')), null)();
    expect(document.querySelector('a')?.textContent).toBe('12 comments');
  });
});
