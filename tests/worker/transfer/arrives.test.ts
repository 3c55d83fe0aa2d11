// What we write, read by the rules of those that it is for: WordPress' importer (its SimpleXML parser and what it does
// with a post and its comments) and Isso's two. Written down from their sources, and only what decides whether a
// comment arrives:
// https://github.com/WordPress/wordpress-importer/blob/master/src/class-wp-import.php
// https://github.com/isso-comments/isso/blob/master/isso/migrate.py

import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { CommentFact } from '../../../worker/rules/comment/facts.ts';
import type { OwnThread } from '../../../worker/transfer/gather.ts';
import { type OutFormat, writeOut } from '../../../worker/transfer/out/write.ts';
import { idOf, postFact, START } from '../help/store-with.ts';

type Element = Record<string, unknown>;

const read = (xml: string) =>
  new XMLParser({
    parseTagValue: false,
    ignoreAttributes: false,
    isArray: (name) => ['item', 'wp:comment', 'thread', 'post'].includes(name),
  }).parse(xml);
const text = (element: unknown, name: string) => String((element as Element)[name] ?? '');
const pathOf = (link: string) => new URL(link).pathname;

/** One after the other, as they have come in: who wrote, where, under whom, and whether readers see it. */
interface Arrived {
  at: string;
  name: string;
  /** Of the comment above; null at the top. */
  under: string | null;
  is: string;
}

/** `posts`: the titles of those that WordPress has already, and what may be among their comments. */
function asWordPress(xml: string, posts = new Map<string, Set<string>>()): Arrived[] {
  const arrived: Arrived[] = [];
  for (const item of read(xml).rss.channel.item as Element[]) {
    const title = text(item, 'title');
    // post_exists() asks for the date only where there is one.
    const isThere = posts.has(title) && text(item, 'wp:post_date') === '';
    // wp_insert_post() wants at least one of the three.
    if (!isThere && title + text(item, 'content:encoded') + text(item, 'excerpt:encoded') === '') continue;
    if (text(item, 'wp:status') === 'auto-draft') continue;
    const said = posts.get(title) ?? new Set<string>();
    posts.set(title, said);
    const inserted = new Map<string, string>();
    const comments = (item['wp:comment'] as Element[]).toSorted(
      (a, b) => Number(text(a, 'wp:comment_id')) - Number(text(b, 'wp:comment_id')),
    );
    for (const comment of comments) {
      const [id, name, date] = ['id', 'author', 'date'].map((field) => text(comment, `wp:comment_${field}`));
      // comment_exists()
      if (isThere && said.has(`${name} ${date}`)) continue;
      said.add(`${name} ${date}`);
      const parent = text(comment, 'wp:comment_parent');
      // What it has not met yet stays a number, and is whichever comment has that number here.
      if (parent !== '0' && !inserted.has(parent)) throw new Error(`${name} answers a comment of another post`);
      inserted.set(id!, name!);
      const under = inserted.get(parent) ?? null;
      arrived.push({
        at: `${isThere ? 'post' : 'draft'} ${title}`,
        name: name!,
        under,
        is: text(comment, 'wp:comment_approved'),
      });
    }
  }
  return arrived;
}

function asIssoReadsWxr(xml: string): Arrived[] {
  const arrived: Arrived[] = [];
  const threads = new Set<string>();
  for (const item of read(xml).rss.channel.item as Element[]) {
    if (text(item, 'title') === '' || !item['wp:comment']) continue;
    const path = pathOf(text(item, 'link'));
    if (threads.has(path)) throw new Error('UNIQUE constraint failed: threads.uri');
    threads.add(path);
    const remap = new Map<string, string>();
    let waiting = [...(item['wp:comment'] as Element[])];
    const ids = new Set(waiting.map((comment) => text(comment, 'wp:comment_id')));
    while (waiting.length > 0) {
      const next = waiting.find((comment) => !ids.has(text(comment, 'wp:comment_parent')));
      if (!next) return arrived;
      if (text(next, 'wp:comment_content') === '') throw new Error('TypeError: expected string, got NoneType');
      const name = text(next, 'wp:comment_author');
      const id = text(next, 'wp:comment_id');
      const under = remap.get(text(next, 'wp:comment_parent')) ?? null;
      arrived.push({ at: path, name, under, is: text(next, 'wp:comment_approved') === '1' ? 'valid' : 'pending' });
      remap.set(id, name);
      ids.delete(id);
      waiting = waiting.filter((comment) => comment !== next);
    }
  }
  return arrived;
}

/** With --empty-id, for it takes every thread's for empty. */
function asIssoReadsDisqus(xml: string): Arrived[] {
  const { thread: threads, post: posts } = read(xml).disqus as { thread: Element[]; post: Element[] };
  return threads.flatMap((thread) => {
    const ours = posts.filter((post) => (post.thread as Element[])[0]!['@_dsq:id'] === thread['@_dsq:id']);
    const remap = new Map<unknown, string>();
    return ours
      .toSorted((a, b) => (text(a, 'createdAt') < text(b, 'createdAt') ? -1 : 1))
      .map((post): Arrived => {
        const name = text(post.author, 'name');
        const under = remap.get((post.parent as Element | undefined)?.['@_dsq:id']) ?? null;
        remap.set(post['@_dsq:id'], name);
        // It does not look at isSpam.
        return {
          at: pathOf(text(thread, 'link')),
          name,
          under,
          is: text(post, 'isDeleted') === 'false' ? 'valid' : 'gone',
        };
      });
  });
}

const hide = (n: number, act: 'remove' | 'spam'): { id: string; fact: CommentFact } => ({
  id: idOf(n),
  fact: { v: 1, kind: 'hide', at: START + 1e6, act },
});

async function aThread(name: string, title: string, page: string, first: number, at = START): Promise<OwnThread> {
  const said = [
    { name: `${name} first` },
    { name: `${name} removed`, parent: idOf(first) },
    { name: `${name} reply`, parent: idOf(first + 1) },
    { name: `${name} waits`, status: 'pending' as const },
    { name: `${name} spam` },
    // Its clock is wrong: it stands before what it answers.
    { name: `${name} early`, parent: idOf(first + 2), at: at - 60_000 },
    // Two of one name in one second.
    { name: `${name} twice`, at: at + 1_000 },
    { name: `${name} twice`, at: at + 1_001 },
  ];
  const posts = await Promise.all(
    said.map(async (each, n) => ({
      id: idOf(first + n),
      fact: { ...(await postFact(first + n, { at: at + n * 60_000, ...each })), title, page, ending: '/' },
    })),
  );
  return {
    thread: name.padEnd(22, 'A'),
    posts,
    facts: [hide(first + 1, 'remove'), hide(first + 4, 'spam')],
    page: [],
    likes: [],
    reports: [],
  };
}

async function aSite(): Promise<OwnThread[]> {
  return [
    await aThread('a', 'A post', 'https://blog.example/a', 0),
    await aThread('b', '', 'https://blog.example/b', 20),
    await aThread('c', 'A post', 'https://blog.example/c', 40),
    // Another thread of the same page, by data-page-id.
    await aThread('d', 'Its second box', 'https://blog.example/a', 60),
  ];
}

const write = async (format: OutFormat) => [...writeOut(format, await aSite()).pieces].join('');

const ofEach = (comments: (name: string) => Omit<Arrived, 'at'>[], at: Record<string, string>) =>
  Object.entries(at).flatMap(([name, where]) => comments(name).map((each) => ({ ...each, at: where })));
const sorted = (arrived: Arrived[]) =>
  arrived.map((each) => JSON.stringify(each, ['at', 'name', 'under', 'is'])).sort();

const published = (name: string, is: string) => [
  { name: `${name} first`, under: null, is },
  { name: `${name} reply`, under: `${name} first`, is },
  { name: `${name} early`, under: `${name} reply`, is },
  { name: `${name} twice`, under: null, is },
  { name: `${name} twice`, under: null, is },
];

const withWaiting = (is: { shown: string; pending: string; spam: string }) => (name: string) => [
  ...published(name, is.shown),
  { name: `${name} waits`, under: null, is: is.pending },
  { name: `${name} spam`, under: null, is: is.spam },
];

const IN_WORDPRESS = withWaiting({ shown: '1', pending: '0', spam: 'spam' });

test('WordPress takes every comment: of a page that it has not got as a draft of its own', async () => {
  const drafts = {
    a: 'draft A post',
    b: 'draft blog.example/b',
    c: 'draft A post (blog.example/c)',
    d: 'draft A post',
  };
  expect(sorted(asWordPress(await write('wxr')))).toEqual(sorted(ofEach(IN_WORDPRESS, drafts)));
});

test('WordPress finds the post that it has by its title, and takes nothing for there already', async () => {
  const posts = new Map([['A post', new Set<string>()]]);
  const where = { a: 'post A post', b: 'draft blog.example/b', c: 'draft A post (blog.example/c)', d: 'post A post' };
  const xml = await write('wxr');
  expect(sorted(asWordPress(xml, posts))).toEqual(sorted(ofEach(IN_WORDPRESS, where)));
  expect(asWordPress(xml, posts), 'nor anything twice, if it is read again').toEqual([]);
});

test('Isso takes every comment of WXR, and shows only what was published', async () => {
  const there = { a: '/a/', b: '/b/', c: '/c/', d: '/a/' };
  const inIsso = withWaiting({ shown: 'valid', pending: 'pending', spam: 'pending' });
  expect(sorted(asIssoReadsWxr(await write('wxr')))).toEqual(sorted(ofEach(inIsso, there)));
});

test('Isso takes every published comment of Disqus’ XML, under the addresses that its pages have', async () => {
  const there = { a: '/a/', b: '/b/', c: '/c/', d: '/a/' };
  const arrived = asIssoReadsDisqus(await write('disqus'));
  // It reads them by time, so what stands before its parent comes to the top; it is not lost.
  const expected = ofEach((name) => published(name, 'valid'), there).map((each) =>
    each.name.endsWith('early') ? { ...each, under: null } : each,
  );
  expect(sorted(arrived)).toEqual(sorted(expected));
});
