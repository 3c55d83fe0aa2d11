// WordPress: WXR, an RSS file whose items are posts with their comments inside. Traps: any version of the namespace,
// trash and pending comments and pingbacks are in the file, `comment_date` is local (the `_gmt` is not), a bare line
// break in the HTML is a line break, a parent may stand behind its reply.

import { type ForeignRecord, type ForeignStatus, given, idIn, time } from '../record.ts';
import { type Element, elements, textOf } from './xml.ts';

const READ =
  /^(?:item|generator|title|link|guid|wp:(?:post_id|post_name|post_password|status|comment_status|comment|comment_[A-Za-z_]+))$/;

export async function* fromWordPress(chunks: AsyncIterable<string>): AsyncIterable<ForeignRecord> {
  let isOurs = false;
  for await (const item of elements(chunks, 3, (name) => READ.test(name))) {
    if (item.name === 'generator') isOurs = item.text.trim() === 'Afterword';
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
      // What we wrote ourselves (transfer/out/wxr.ts) is a draft so that WordPress publishes no empty post.
      ...(!isOurs && hiddenIn(item)),
    };
    for (const each of comments) yield comment(each, id);
  }
}

/** Plugins have further ones; `order_note` of a shop's is no word of a reader's. */
const PINGS = /^(?:pingback|trackback|webmention|mention|like|repost|bookmark)$/;

/** Attachments have the status of the post they belong to. */
function hiddenIn(item: Element): { hidden?: 'deleted' | 'private' } {
  const status = textOf(item, 'wp:status');
  if (status === 'trash') return { hidden: 'deleted' };
  const isPublic = /^(?:|publish|inherit|closed)$/.test(status) && textOf(item, 'wp:post_password') === '';
  return isPublic ? {} : { hidden: 'private' };
}

function comment(element: Element, page: string): ForeignRecord {
  const field = (name: string) => textOf(element, `wp:comment_${name}`);
  const id = field('id');
  const type = field('type');
  if (!/^(?:|comment|review)$/.test(type)) {
    return { type: 'skip', id, page, reason: PINGS.test(type) ? 'pingback' : 'not-a-comment' };
  }
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
