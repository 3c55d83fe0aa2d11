// Blogger: an Atom file whose entries are posts, pages, comments and settings. Two dialects: the one of `Back up
// content` tells an entry's kind by a category, the one of Google's Takeout by elements of Blogger's own. Traps: the
// two share a comment's number and little else; a comment names its post by `thr:in-reply-to` or `blogger:parent`, and
// what it answers by a related link or `blogger:inReplyTo`; e-mail addresses are Blogger's own; drafts are in the file.

import { type ForeignComment, type ForeignRecord, type ForeignStatus, given, time } from '../record.ts';
import { child, type Element, elements, textOf } from './xml.ts';

const READ =
  /^(?:entry|id|title|link|category|published|content|author|name|uri|email|app:control|app:draft|thr:in-reply-to|blogger:(?:type|status|parent|inReplyTo|filename|trashed))$/;

export function isBlogger(start: string): boolean {
  return /<feed[\s>]/.test(start) && /schemas\.google\.com\/blogger|tag:blogger\.com,1999:blog/.test(start);
}

export async function* fromBlogger(chunks: AsyncIterable<string>): AsyncIterable<ForeignRecord> {
  const profiles = new Set<string>();
  // Until all posts are known: whose blog it is.
  const comments: { record: ForeignComment; profile: string }[] = [];
  for await (const entry of elements(chunks, 2, (name) => READ.test(name))) {
    const kind = kindOf(entry);
    if (kind === 'comment') comments.push({ record: comment(entry), profile: profileOf(entry) });
    if (kind !== 'post' && kind !== 'page') continue;
    const id = numberOf(textOf(entry, 'id'));
    if (profileOf(entry) !== '') profiles.add(profileOf(entry));
    yield { type: 'page', id, address: addressOf(entry), title: textOf(entry, 'title'), ...hiddenIn(entry) };
  }
  for (const { record, profile } of comments) yield { ...record, isOwner: profiles.has(profile) };
}

function kindOf(entry: Element): string {
  const own = textOf(entry, 'blogger:type');
  const terms = entry.children.filter(({ name }) => name === 'category').map(({ attributes }) => attributes.term ?? '');
  const kind = terms.find((term) => term.includes('/kind#'));
  return (own || (kind?.split('#')[1] ?? '')).toLowerCase();
}

function comment(entry: Element): ForeignComment {
  const author = child(entry, 'author');
  const content = child(entry, 'content');
  const parent = textOf(entry, 'blogger:inReplyTo') || (linkOf(entry, 'related') ?? '');
  const post = textOf(entry, 'blogger:parent') || (child(entry, 'thr:in-reply-to')?.attributes.ref ?? '');
  const email = author ? textOf(author, 'email') : '';
  return {
    type: 'comment',
    id: numberOf(textOf(entry, 'id')),
    page: numberOf(post),
    parent: numberOf(parent) || null,
    name: author ? textOf(author, 'name') : '',
    ...(/@blogger\.com$/i.test(email) ? {} : given('email', email)),
    ...given('url', author && textOf(author, 'uri')),
    body: content?.attributes.type === 'text' ? { markdown: content.text } : { html: content?.text ?? '' },
    at: time(textOf(entry, 'published')),
    status: statusOf(entry),
  };
}

const STATUSES: Record<string, ForeignStatus> = { '': 'approved', live: 'approved', spam: 'spam', emptied: 'removed' };

function statusOf(entry: Element): ForeignStatus {
  if (isTrashed(entry)) return 'removed';
  return STATUSES[textOf(entry, 'blogger:status').toLowerCase()] ?? 'pending';
}

/** Drafts, what is scheduled, and what lies in the bin. */
function hiddenIn(entry: Element): { hidden?: 'deleted' | 'private' } {
  if (isTrashed(entry)) return { hidden: 'deleted' };
  const control = child(entry, 'app:control');
  const isDraft = control !== undefined && textOf(control, 'app:draft') === 'yes';
  return isDraft || !/^(?:|live)$/i.test(textOf(entry, 'blogger:status')) ? { hidden: 'private' } : {};
}

function isTrashed(entry: Element): boolean {
  return textOf(entry, 'blogger:trashed') !== '';
}

function addressOf(entry: Element): string {
  return linkOf(entry, 'alternate') ?? textOf(entry, 'blogger:filename');
}

function linkOf(entry: Element, rel: string): string | undefined {
  return entry.children.find(({ name, attributes }) => name === 'link' && attributes.rel === rel)?.attributes.href;
}

/** `tag:blogger.com,1999:blog-1.post-2` and `…/comments/default/2` are both number 2. */
function numberOf(id: string): string {
  return /(?:post-|page-|\/)(\d+)(?:[?#].*)?$/.exec(id.trim())?.[1] ?? id.trim();
}

function profileOf(entry: Element): string {
  const author = child(entry, 'author');
  return (author ? textOf(author, 'uri') : '').replace(/^https?:/i, '');
}
