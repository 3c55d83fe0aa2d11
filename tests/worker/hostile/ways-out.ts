// Every way out of a page: its thread as JSON, as a page without JavaScript, as HTML for the post, at the desk and as
// a feed.

import { Parser } from 'htmlparser2';
import { expect } from 'vitest';
import type { Thread } from '../../../worker/contract/index.ts';
import { type TestWorker, TOKEN } from '../help/as-reader.ts';
import { isHarmless, pageProblems, treeProblems } from './check.ts';

/** All that can be read of a page, and what is wrong with it. */
export async function problemsOf(worker: TestWorker, page: string): Promise<unknown[]> {
  const problems: unknown[] = [];
  const thread: Thread = await worker.thread(page);
  for (const comment of thread.comments) {
    problems.push(...treeProblems(comment.body).map((problem) => [comment.id, problem]));
    const { url } = comment.author;
    if (url !== undefined && !isHarmless(url)) problems.push([comment.id, url]);
  }
  const query = `page=${encodeURIComponent(page)}`;
  for (const path of [`/thread?${query}`, `/fragment?${query}`, '/admin', '/admin?status=approved']) {
    const answer = await worker.fetch(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect([path, answer.status]).toEqual([path, 200]);
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) problems.push([path, policy]);
    problems.push(...pageProblems(await answer.text()).map((problem) => [path, problem]));
  }
  const feed = await worker.fetch(`/feed?${query}`);
  for (const words of contentsOf(await feed.text()))
    problems.push(...pageProblems(words).map((problem) => ['feed', problem]));
  return problems;
}

/** What a feed reader would draw as HTML. */
function contentsOf(xml: string): string[] {
  const contents: string[] = [];
  let isInside = false;
  const parser = new Parser(
    {
      onopentag: (name, { type }) => {
        isInside = (name === 'content' || name === 'title' || name === 'summary') && type === 'html';
        if (isInside) contents.push('');
      },
      ontext: (text) => {
        if (isInside) contents.push(contents.pop() + text);
      },
      onclosetag: () => {
        isInside = false;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return contents;
}
