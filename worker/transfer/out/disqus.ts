// As Disqus' own export, which Isso, Remark42, Waline and others read. Threads and posts are flat lists, so threads
// come first: a reader must know them when it meets their posts. Only published comments: its readers do not look at
// what it says of the others. Pure.

import type { OutComment, OutThread } from './comments.ts';
import { cdata, escaped, treeToHtml } from './html.ts';

export const DISQUS_START = `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
`;
export const DISQUS_END = '</disqus>\n';

/** One for a whole file: first every thread's `thread`, then every thread's `posts`. */
export class DisqusWriter {
  private readonly threads = new Map<string, number>();
  private posted = 0;

  thread(thread: OutThread): string {
    const id = this.threads.size + 1;
    this.threads.set(thread.thread, id);
    return `<thread dsq:id="${id}">
<id>${escaped(thread.page)}</id>
<forum>afterword</forum>
<link>${escaped(thread.page)}</link>
<title>${escaped(thread.title)}</title>
<message/>
<createdAt>${dateOf(thread.comments[0]?.at ?? 0)}</createdAt>
<author><name>Afterword</name><isAnonymous>true</isAnonymous></author>
<isClosed>${!thread.isOpen}</isClosed>
<isDeleted>false</isDeleted>
</thread>
`;
  }

  posts(thread: OutThread): string {
    const numbers = new Map(thread.comments.map(({ id }) => [id, ++this.posted]));
    const threadId = this.threads.get(thread.thread)!;
    return thread.comments.map((comment) => post(comment, threadId, numbers)).join('');
  }
}

function post(comment: OutComment, thread: number, numbers: ReadonlyMap<string, number>): string {
  const parent = comment.parent === null ? undefined : numbers.get(comment.parent);
  const email = comment.email === undefined ? '' : `<email>${escaped(comment.email)}</email>`;
  return `<post dsq:id="${numbers.get(comment.id)}">
<id/>
<message>${cdata(treeToHtml(comment.body))}</message>
<createdAt>${dateOf(comment.at)}</createdAt>
<isDeleted>false</isDeleted>
<isSpam>false</isSpam>
<author>${email}<name>${escaped(comment.name)}</name><isAnonymous>true</isAnonymous></author>
<thread dsq:id="${thread}"/>
${parent === undefined ? '' : `<parent dsq:id="${parent}"/>\n`}</post>
`;
}

function dateOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
