// An Atom feed (RFC 4287; replies by RFC 4685). Everything a reader wrote goes through the escaping template, a comment's
// words twice: they are HTML inside of XML. Pure.
// What feed readers do with bad ones: https://validator.w3.org/feed/docs/

import { type Html, html } from './html.ts';

export interface Feed {
  /** A URI that never changes. */
  id: string;
  title: string;
  /** This feed's own address, and the page that it follows. */
  self: string;
  page: string | null;
  /** ISO 8601. */
  updated: string;
  entries: FeedEntry[];
}

export interface FeedEntry {
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

export const ATOM = 'application/atom+xml; charset=utf-8';

export async function feedXml(feed: Feed): Promise<string> {
  const entries = await Promise.all(feed.entries.map(entryXml));
  const xml = await html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<id>${feed.id}</id>
<title>${feed.title}</title>
<updated>${feed.updated}</updated>
<link rel="self" type="application/atom+xml" href="${feed.self}"/>
${feed.page !== null && html`<link rel="alternate" type="text/html" href="${feed.page}"/>`}
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
<link rel="alternate" type="text/html" href="${link}"/>
<author><name>${author.name}</name>${author.url !== undefined && html`<uri>${author.url}</uri>`}</author>
<published>${published}</published>
<updated>${updated}</updated>
${answers !== undefined && html`<thr:in-reply-to ref="${answers}"/>`}
<content type="html">${words}</content>
</entry>
`;
}

/**
 * A tag URI (RFC 4151): unlike an address it stays when the worker moves to another one. The year is one in which the
 * site had its name.
 */
export function tagUri(page: string, name: string): string {
  const host = URL.canParse(page) ? new URL(page).hostname : 'afterword.invalid';
  return `tag:${host},2026:${name}`;
}
