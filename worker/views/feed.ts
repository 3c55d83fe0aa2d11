// An Atom feed (RFC 4287; replies by RFC 4685). Everything a reader wrote goes through the escaping template, a
// comment's words twice: they are HTML inside of XML. Pure.
// What feed readers do with bad ones: https://validator.w3.org/feed/docs/

import type { AllWords } from '../../widget/words/language.ts';
import { say } from '../../widget/words/say.ts';
import { type OwnerComment, PERMALINK_PREFIX, type PublicComment } from '../contract/index.ts';
import { commentLink, withoutScheme } from '../rules/page/page.ts';
import { plainText } from '../rules/text/tree.ts';
import { type Html, html } from './html.ts';
import { bodyHtml, safeAddress } from './thread/body.ts';

export const ATOM = 'application/atom+xml; charset=utf-8';

/** Of a feed without entries, which must have a time all the same. */
const NEVER = '2026-01-01T00:00:00.000Z';

type FeedWords = Pick<AllWords, 'code' | 'feedTitle' | 'entryTitle'>;

interface FeedComment {
  /** The address of its page, and what that is called; '' where nobody said. */
  page: string;
  title: string;
  comment: PublicComment;
}

/**
 * What is public on a page or a site. `name` tells the feed from others of the same host; `self`: its own address;
 * `lang`: the language that people write there, '' where nobody said.
 */
export function commentsXml(
  { name, page, title, entries }: { name: string; page: string; title: string; entries: FeedComment[] },
  { self, words, lang }: { self: string; words: FeedWords; lang: string },
): Promise<string> {
  return feedXml({
    id: tagUri(page, name),
    lang,
    title: say(words.feedTitle, words.code, { title: title || withoutScheme(page) }),
    self,
    page,
    updated: newest(entries.map(({ comment }) => comment)),
    entries: entries.map((entry) => publicEntry(entry, words)),
  });
}

/** What waits for the owner. `origin` is the worker's own; `self`: the feed's own address. */
export function waitingXml(
  comments: OwnerComment[],
  { site, origin, self }: { site: string; origin: string; self: string },
): Promise<string> {
  return feedXml({
    id: tagUri(origin, 'waiting'),
    lang: '',
    title: `Waiting · ${site}`,
    self,
    page: `${origin}/admin`,
    updated: newest(comments),
    entries: comments.map((comment) => waitingEntry(comment, origin)),
  });
}

function publicEntry({ page, title, comment }: FeedComment, { code, entryTitle }: FeedWords): FeedEntry {
  const { id, parent, author, body, createdAt, editedAt } = comment;
  return {
    id: tagUri(page, id),
    title: say(entryTitle, code, { name: author.name, title: title || withoutScheme(page) }),
    link: commentLink(page, id),
    author: { name: author.name, ...(author.url !== undefined && { url: author.url }) },
    published: createdAt,
    updated: editedAt ?? createdAt,
    content: bodyHtml(body),
    ...(parent !== null && { answers: tagUri(page, parent) }),
  };
}

/** As text: nothing here was looked at by anybody yet, so no link in it is live. */
function waitingEntry(comment: OwnerComment, origin: string): FeedEntry {
  const { id, page, title, author, body, reasons, reports = [], createdAt, editedAt, words } = comment;
  const why = [...reports.map((report) => `reported: ${report}`), ...reasons].join(', ');
  const lines = plainText(body)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return {
    // Other words are another thing to look at.
    id: tagUri(page, `waiting-${id}-${words}`),
    title: `${author.name} on ${title || withoutScheme(page)}`,
    link: `${origin}/admin#${PERMALINK_PREFIX}${id}`,
    author: { name: author.name },
    published: createdAt,
    updated: editedAt ?? createdAt,
    content: [
      ...lines.map((line) => html`<p>${line}</p>`),
      ...(why === '' ? [] : [html`<p>Waiting because: ${why}</p>`]),
    ],
  };
}

function newest(comments: Pick<PublicComment, 'createdAt' | 'editedAt'>[]): string {
  return comments.map(({ createdAt, editedAt }) => editedAt ?? createdAt).reduce((a, b) => (a > b ? a : b), NEVER);
}

// ---- as XML ----

interface Feed {
  /** A URI that never changes. */
  id: string;
  /** A tag, or ''. */
  lang: string;
  title: string;
  /** This feed's own address, and the page that it follows. */
  self: string;
  page: string;
  /** ISO 8601. */
  updated: string;
  entries: FeedEntry[];
}

interface FeedEntry {
  id: string;
  title: string;
  link: string;
  author: { name: string; url?: string };
  published: string;
  updated: string;
  content: Html[];
  /** The entry that it answers. */
  answers?: string;
}

async function feedXml(feed: Feed): Promise<string> {
  const entries = await Promise.all(feed.entries.map(entryXml));
  const xml = await html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"${feed.lang !== '' && html` xml:lang="${feed.lang}"`}>
<id>${feed.id}</id>
<title>${feed.title}</title>
<updated>${feed.updated}</updated>
<link rel="self" type="application/atom+xml" href="${feed.self}"/>
${alternate(feed.page)}
<generator>Afterword</generator>
${entries}
</feed>
`;
  return String(xml).replace(NO_XML, '');
}

/** What XML 1.0 cannot hold, not even escaped. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

async function entryXml({ id, title, link, author, published, updated, content, answers }: FeedEntry): Promise<Html> {
  const words = (await Promise.all(content)).join('');
  return html`<entry>
<id>${id}</id>
<title>${title}</title>
${alternate(link)}
<author><name>${author.name}</name>${isLink(author.url) && html`<uri>${author.url}</uri>`}</author>
<published>${published}</published>
<updated>${updated}</updated>
${answers !== undefined && html`<thr:in-reply-to ref="${answers}"/>`}
<content type="html">${words}</content>
</entry>
`;
}

/** Nothing where a click on it could do more than go somewhere. */
function alternate(address: string): Promise<Html> | Html | false {
  return isLink(address) && html`<link rel="alternate" type="text/html" href="${address}"/>`;
}

function isLink(address: string | undefined): address is string {
  return address !== undefined && safeAddress(address) !== null;
}

/**
 * A tag URI (RFC 4151): unlike an address it stays when the worker moves to another one. The year is one in which the
 * site had its name.
 */
function tagUri(page: string, name: string): string {
  const host = URL.canParse(page) ? new URL(page).hostname : 'afterword.invalid';
  return `tag:${host},2026:${name}`;
}
