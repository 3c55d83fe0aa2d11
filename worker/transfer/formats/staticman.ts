// Staticman: a file for each comment, as YAML, JSON or Markdown with front matter, in a folder for each page. Traps:
// the site's owner chooses the fields, so their names differ; the page is in no field but in the folder's name, unless
// the form sent it along; e-mail addresses are hashes; what a comment answers is an id, or the number of the comment on
// its page.

import {
  type ForeignComment,
  type ForeignRecord,
  flag,
  given,
  isObject,
  type Json,
  markdownWithHtml,
  text,
  time,
} from '../record.ts';

/** A file of the archive or folder, and what its text is. */
export interface EntryFile {
  name: string;
  value: unknown;
}

interface Found {
  id: string;
  page: string;
  name: string;
  fields: Json;
}

/** Null where none of them is a comment. */
export function fromStaticman(entries: EntryFile[]): Iterable<ForeignRecord> | null {
  const comments = entries.filter((entry): entry is { name: string; value: Json } => isComment(entry.value));
  if (comments.length === 0) return null;
  const start = commonStart(comments.map(({ name }) => name));
  const found = comments.map(
    ({ name, value }): Found => ({
      id: text(value._id) || name,
      page: pageOf(name, value, start),
      name,
      fields: value,
    }),
  );
  return records(found.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function* records(found: Found[]): Iterable<ForeignRecord> {
  for (const [page, ofPage] of Map.groupBy(found, ({ page }) => page)) {
    yield { type: 'page', id: page, address: page, title: '' };
    const ids = new Set(ofPage.map(({ id }) => id));
    const first = ofPage.filter(({ fields }) => text(fields.replying_to) === '').map(({ id }) => id);
    for (const each of ofPage) yield comment(each, ids, first);
  }
}

function comment({ id, page, name, fields }: Found, ids: ReadonlySet<string>, first: string[]): ForeignComment {
  return {
    type: 'comment',
    id,
    page,
    parent: parentOf(fields, ids, first),
    name: text(fields.name) || text(fields.author),
    ...given('email', fields.email),
    ...given('url', text(fields.url) || fields.website),
    body: markdownWithHtml(bodyOf(fields)),
    at: time(fields.date) ?? time(fields.timestamp) ?? time(/\d{10,13}/.exec(name)?.[0]),
    status: flag(fields.hidden) ? 'pending' : 'approved',
  };
}

/** By id, or by its number among those of the page that answer none, in the order of their names. */
function parentOf(fields: Json, ids: ReadonlySet<string>, first: string[]): string | null {
  const named = [fields.replying_to_uid, fields.reply_to, fields.parent_id, fields._parent, fields.replying_to].map(
    text,
  );
  const byId = named.find((id) => ids.has(id) && id !== text(fields._id));
  return byId ?? first[Number(text(fields.replying_to) || 0) - 1] ?? null;
}

const BODIES = ['message', 'comment', 'body', 'text', 'content'];

function bodyOf(fields: Json): string {
  return BODIES.map((name) => text(fields[name])).find((body) => body.trim() !== '') ?? '';
}

/** A site's folder has other files with front matter: its posts have no writer's id and no message. */
function isComment(value: unknown): boolean {
  if (!isObject(value)) return false;
  const isNamed = text(value.name) !== '' || text(value.author) !== '';
  return isNamed && bodyOf(value) !== '' && ('_id' in value || 'message' in value || 'comment' in value);
}

/** What the form sent along, or the folders below `comments`, or below all that the files have in common. */
function pageOf(name: string, fields: Json, start: number): string {
  const said = [fields._parent, fields.origin, fields.page, fields.permalink, fields.post_url, fields.slug].map(text);
  const address = said.find((each) => /^(?:https?:\/)?\/./i.test(each));
  if (address !== undefined) return address;
  const folders = name.split('/').slice(0, -1);
  const comments = folders.lastIndexOf('comments');
  const below = folders.slice(comments === -1 ? start : comments + 1);
  return `/${below.join('/') || text(fields.slug) || (comments === -1 ? (folders.at(-1) ?? '') : '')}`;
}

/** How many folders all of them begin with. */
function commonStart(names: string[]): number {
  const [first = [], ...rest] = names.map((name) => name.split('/').slice(0, -1));
  const differs = first.findIndex((folder, i) => rest.some((folders) => folders[i] !== folder));
  return differs === -1 ? first.length : differs;
}
