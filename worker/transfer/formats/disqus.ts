// Disqus: XML, flat lists of threads and of posts, joined by `dsq:id`. Traps: e-mail and address are missing in newer
// exports, a thread's own <id> may be empty (its link says where it is), a post may lack `dsq:id`, spam and deleted
// posts are in the file with their replies.

import { type ForeignRecord, flag, given, idIn, time } from '../record.ts';
import { child, type Element, elements, textOf } from './xml.ts';

const READ =
  /^(?:thread|post|id|link|title|message|createdAt|isClosed|isDeleted|isSpam|author|email|name|username|parent)$/;

export async function* fromDisqus(chunks: AsyncIterable<string>): AsyncIterable<ForeignRecord> {
  for await (const element of elements(chunks, 2, (name) => READ.test(name))) {
    if (element.name === 'thread') yield page(element);
    else if (element.name === 'post') yield comment(element);
  }
}

function page(thread: Element): ForeignRecord {
  return {
    type: 'page',
    id: dsqId(thread),
    // The identifier is the site's own and often a number; the link is what the page was really at.
    address: textOf(thread, 'link') || textOf(thread, 'id'),
    title: textOf(thread, 'title'),
    isClosed: flag(textOf(thread, 'isClosed')),
    ...(flag(textOf(thread, 'isDeleted')) && { hidden: 'deleted' }),
  };
}

function comment(post: Element): ForeignRecord {
  const author = child(post, 'author');
  const thread = child(post, 'thread');
  const parent = child(post, 'parent');
  return {
    type: 'comment',
    id: dsqId(post),
    page: thread ? dsqId(thread) : '',
    parent: parent ? idIn(dsqId(parent)) : null,
    name: author ? textOf(author, 'name') || textOf(author, 'username') : '',
    ...given('email', author && textOf(author, 'email')),
    body: { html: textOf(post, 'message') },
    at: time(textOf(post, 'createdAt')),
    status: flag(textOf(post, 'isDeleted')) ? 'removed' : flag(textOf(post, 'isSpam')) ? 'spam' : 'approved',
  };
}

function dsqId(element: Element): string {
  const attribute = Object.entries(element.attributes).find(([name]) => name === 'id' || name.endsWith(':id'));
  return attribute?.[1].trim() || textOf(element, 'id');
}
