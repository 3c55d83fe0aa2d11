// Hyvor Talk: JSON, a list of comments that each carry their page and their writer. Traps: times are seconds; the text
// is a tree of ProseMirror's, as an object or as JSON in a text, where it is not HTML already.

import { parseJson } from '../../rules/text/json.ts';
import {
  array,
  count,
  type ForeignBody,
  type ForeignRecord,
  type ForeignStatus,
  given,
  isObject,
  type Json,
  text,
  time,
} from '../record.ts';

export function isHyvor(comments: unknown): boolean {
  return array(comments).some((row) => isObject(row) && isObject(row.page) && ('body' in row || 'body_html' in row));
}

const STATUSES: Record<string, ForeignStatus> = {
  '': 'approved',
  published: 'approved',
  spam: 'spam',
  deleted: 'removed',
};

export function* fromHyvor(comments: Json[]): Iterable<ForeignRecord> {
  const seen = new Set<string>();
  for (const row of comments) {
    const page = isObject(row.page) ? row.page : {};
    const id = text(page.id) || text(page.identifier) || text(page.url);
    if (!seen.has(id)) {
      const address = text(page.url) || text(page.identifier);
      yield { type: 'page', id, address, title: text(page.title), isClosed: page.is_closed === true };
    }
    seen.add(id);
    const user = isObject(row.user) ? row.user : {};
    const parent = isObject(row.parent) ? row.parent.id : (row.parent_id ?? row.parent);
    yield {
      type: 'comment',
      id: text(row.id),
      page: id,
      parent: text(parent) || null,
      name: text(user.name) || text(row.guest_name),
      ...given('email', text(user.email) || row.guest_email),
      ...given('url', user.website_url),
      body: bodyOf(row),
      at: time(row.created_at),
      status: STATUSES[text(row.status)] ?? 'pending',
      likes: count(row.upvotes),
    };
  }
}

function bodyOf(row: Json): ForeignBody {
  const html = text(row.body_html) || text(row.content_html);
  if (html !== '') return { html };
  const tree = isObject(row.body) ? row.body : parseJson(text(row.body));
  return isObject(tree) ? { html: htmlOf(tree) } : { markdown: text(row.body) };
}

const TAGS: Record<string, string> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  bulletlist: 'ul',
  orderedlist: 'ol',
  listitem: 'li',
  heading: 'p',
};
const MARKS: Record<string, string> = { strong: 'b', bold: 'b', em: 'i', italic: 'i', strike: 's', code: 'code' };

/** Deeper ones were made to be deep. */
const MAX_DEPTH = 100;

/** Its names of nodes are written in two ways: `bulletList` and `bullet_list`. */
function htmlOf(node: Json, depth = 0): string {
  if (depth > MAX_DEPTH) return '';
  const kind = text(node.type).replaceAll('_', '').toLowerCase();
  const attributes = isObject(node.attrs) ? node.attrs : {};
  if (kind === 'text') return marked(node);
  if (kind === 'hardbreak') return '<br>';
  if (kind === 'image' || kind === 'embed') return link(text(attributes.src ?? attributes.url));
  if (kind === 'mention') return escaped(`@${text(attributes.name ?? attributes.label)}`);
  const inside = array(node.content)
    .filter(isObject)
    .map((each) => htmlOf(each, depth + 1))
    .join('');
  if (kind === 'codeblock') return `<pre><code>${inside}</code></pre>`;
  const tag = TAGS[kind];
  return tag === undefined ? inside : `<${tag}>${inside}</${tag}>`;
}

function marked(node: Json): string {
  let html = escaped(text(node.text));
  for (const mark of array(node.marks).filter(isObject)) {
    const tag = MARKS[text(mark.type)];
    const href = isObject(mark.attrs) ? text(mark.attrs.href) : '';
    if (tag !== undefined) html = `<${tag}>${html}</${tag}>`;
    else if (href !== '') html = `<a href="${escaped(href)}">${html}</a>`;
  }
  return html;
}

function link(address: string): string {
  return address === '' ? '' : `<a href="${escaped(address)}">${escaped(address)}</a>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
