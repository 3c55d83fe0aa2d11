// WordPress: WXR, an RSS file whose items are posts with their comments inside. Traps: any version of the namespace,
// trash and pending comments and pingbacks are in the file, `comment_date` is local (the `_gmt` is not), a bare line
// break in the HTML is a line break, a parent may stand behind its reply.

import { type ForeignRecord, type ForeignStatus, given, idIn, time } from '../record.ts';
import { type Element, elements, textOf } from './xml.ts';

const READ = /^(?:item|title|link|guid|wp:(?:post_id|post_name|comment_status|comment|comment_[A-Za-z_]+))$/;

export async function* fromWordPress(chunks: AsyncIterable<string>): AsyncIterable<ForeignRecord> {
  for await (const item of elements(chunks, 3, (name) => READ.test(name))) {
    if (item.name !== 'item') continue;
    const comments = item.children.filter(({ name }) => name === 'wp:comment');
    if (comments.length === 0) continue;
    const id = textOf(item, 'wp:post_id') || textOf(item, 'link');
    yield {
      type: 'page',
      id,
      address: textOf(item, 'link') || textOf(item, 'guid'),
      title: textOf(item, 'title'),
      isClosed: textOf(item, 'wp:comment_status') === 'closed',
    };
    for (const each of comments) yield comment(each, id);
  }
}

function comment(element: Element, page: string): ForeignRecord {
  const field = (name: string) => textOf(element, `wp:comment_${name}`);
  const id = field('id');
  if (!/^(?:|comment|review)$/.test(field('type'))) return { type: 'skip', id, page, reason: 'pingback' };
  const parent = idIn(field('parent'));
  return {
    type: 'comment',
    id,
    page,
    parent: parent === '0' ? null : parent,
    name: field('author'),
    ...given('email', field('author_email')),
    ...given('url', field('author_url')),
    body: { html: field('content'), lines: true, links: true },
    at: time(field('date_gmt')) ?? time(field('date')),
    status: statusOf(field('approved')),
  };
}

function statusOf(approved: string): ForeignStatus {
  if (approved === '1' || approved === 'approve') return 'approved';
  if (approved === 'spam') return 'spam';
  return approved.includes('trash') ? 'removed' : 'pending';
}
