// Which page this is, by what the page says of itself and where its reader is; and whether anybody can write there.

import { beforeEach, describe, expect, it } from 'vitest';
import { type AskedPage, noteCanonical, pageHere, queryOf, withoutHash, withRoute } from '../../widget/page.ts';
import { isAlias, isOnline, isPreview } from '../../widget/reading/closed.ts';
import { goTo } from './help/as-reader.ts'; // and a page of its own for each test

const BLOG = 'https://blog.example';

/** Each test is a visit of its own, and its links are of no other. */
let visit = 0;
let home: string;
beforeEach(() => {
  visit++;
  home = `${BLOG}/${visit}`;
  goTo(`${home}/home`);
});

function canonical(href: string | null, into: Element = document.head): void {
  document.querySelector('link')?.remove();
  if (href === null) return;
  const link = document.createElement('link');
  link.rel = 'canonical';
  link.setAttribute('href', href.replace('~', home));
  into.append(link);
}

function here(settings: Record<string, string> = {}): AskedPage {
  return pageHere((name) => settings[name]?.replace('~', home) ?? null);
}

/** With `~` for the blog of this visit. */
function short(asked: AskedPage): AskedPage {
  return JSON.parse(JSON.stringify(asked).replaceAll(home, '~')) as AskedPage;
}

describe('the page is', () => {
  it.each<[string, string, string | null, Record<string, string>, AskedPage]>([
    ['the address bar’s where nothing else is said', '/post', null, {}, { page: '~/post' }],
    ['never a place in it', '/post#comment-1', null, {}, { page: '~/post' }],
    ['not a route behind the # that nobody named', '/app#/one', null, {}, { page: '~/app' }],
    ['the canonical link’s', '/post?page=2', '~/post', {}, { page: '~/post' }],
    ['the canonical link’s, without its fragment', '/post.html', '~/post#top', {}, { page: '~/post' }],
    ['the canonical link’s, written in short', '/post.html', '/post', {}, { page: `${BLOG}/post` }],
    ['what the element says', '/post', '~/other', { 'data-page-url': '~/named' }, { page: '~/named' }],
    ['what the element says, in short', '/a/post', null, { 'data-page-url': '../named' }, { page: '~/named' }],
    ['a route that the element names', '/app#/two', null, { 'data-page-url': '~/app#/one' }, { page: '~/app#/one' }],
    ['a route with a bang', '/app', null, { 'data-page-url': '~/app#!/one' }, { page: '~/app#!/one' }],
    ['the route of now, where the element says #', '/app', null, { 'data-page-url': '#/one' }, { page: '~/app#/one' }],
    ['no place that the element names', '/app', null, { 'data-page-url': '~/app#top' }, { page: '~/app' }],
    ['an id beside it', '/post', null, { 'data-page-id': '42' }, { page: '~/post', id: '42' }],
    [
      'another host’s, and where the reader is',
      '/post?a=1#top',
      'https://medium.example/@me/post',
      {},
      { page: 'https://medium.example/@me/post', at: '~/post?a=1' },
    ],
    [
      'another host’s that the element names, and where the reader is',
      '/post',
      null,
      { 'data-page-url': 'http://localhost:4000/post' },
      { page: 'http://localhost:4000/post', at: '~/post' },
    ],
  ])('%s', (_, path, link, settings, page) => {
    goTo(home + path);
    canonical(link);
    expect(short(here(settings))).toEqual(page);
  });

  it('not what a link in the body says: somebody’s words may hold one', () => {
    goTo(`${home}/post`);
    canonical('~/other', document.body);
    expect(short(here())).toEqual({ page: '~/post' });
  });
});

/** Steps of a reader through an app: where she goes, which canonical link the head has then, and whose page it is. */
type Step = [path: string, link: string | null, page: string];

describe('where a library swaps pages without a reload, the page is', () => {
  it.each<[string, Step[]]>([
    [
      'the address bar’s while the link of the page before stands there',
      [
        ['/one', '~/one', '~/one'],
        ['/two', '~/one', '~/two'],
        ['/three', '~/one', '~/three'],
        ['/one', '~/one', '~/one'],
      ],
    ],
    [
      'the link’s where the library renews it',
      [
        ['/one.html', '~/one', '~/one'],
        ['/two.html', '~/two', '~/two'],
        ['/one.html', '~/one', '~/one'],
        ['/two.html', '~/one', '~/two.html'],
      ],
    ],
    [
      'the link’s while the address says the same in other words',
      [
        ['/one?utm_source=x', '~/one', '~/one'],
        ['/one', '~/one', '~/one'],
        ['/one?photo=3', '~/one', '~/one'],
        ['/one#top', '~/one', '~/one'],
      ],
    ],
    [
      'the link’s where a query was taken from the address and the link has another path',
      [
        ['/print/one?utm_source=x', '~/one', '~/one'],
        ['/print/one', '~/one', '~/one'],
      ],
    ],
    [
      'the address bar’s where the query is what makes the page',
      [
        ['/?p=1', '~/?p=1', '~/?p=1'],
        ['/?p=2', '~/?p=1', '~/?p=2'],
      ],
    ],
    [
      'the address bar’s where all pages have the link of the first',
      [
        ['/', '~/', '~/'],
        ['/post', '~/', '~/post'],
      ],
    ],
  ])('%s', (_, steps) => {
    for (const [path, link, page] of steps) {
      goTo(home + path);
      canonical(link);
      expect(short(here()).page, path).toBe(page);
    }
  });

  it('not that of a page without comments, whose link was there when the document came', () => {
    canonical('~/home');
    noteCanonical(); // where the browser does not say what was loaded, an element says it that comes
    here();
    goTo(`${home}/post`);
    expect(short(here())).toEqual({ page: '~/post' });
  });
});

describe('an address', () => {
  it.each([
    [`${BLOG}/a`, `${BLOG}/a`, `${BLOG}/a`],
    [`${BLOG}/a?b=1#c`, `${BLOG}/a?b=1`, `${BLOG}/a?b=1`],
    [`${BLOG}/a#`, `${BLOG}/a`, `${BLOG}/a`],
    [`${BLOG}/a#/b`, `${BLOG}/a`, `${BLOG}/a#/b`],
    [`${BLOG}/a#!b`, `${BLOG}/a`, `${BLOG}/a#!b`],
    [`${BLOG}/a#/b#afterword`, `${BLOG}/a`, `${BLOG}/a#/b`],
    [`${BLOG}/a#b#/c`, `${BLOG}/a`, `${BLOG}/a`],
  ])('%s is %s without its fragment, and %s with its route', (address, without, route) => {
    expect(withoutHash(address)).toBe(without);
    expect(withRoute(address)).toBe(route);
  });

  it('goes to the worker as a query, whatever is in it', () => {
    const asked = { page: `${BLOG}/a?b=c&d=é`, id: 'e&f', at: 'https://preview.example/' };
    expect([...new URLSearchParams(queryOf(asked))]).toEqual(Object.entries(asked));
  });
});

describe('nobody can write', () => {
  it.each([
    // where the reader is, whose page the thread is of
    ['https://blog.example/post', 'https://blog.example/elsewhere', false],
    ['http://blog.example/post', 'https://blog.example/post', true],
    ['https://www.blog.example/post', 'https://blog.example/post', true],
    ['https://blog.example:8443/post', 'https://blog.example/post', true],
    ['http://localhost:4000/post', 'https://blog.example/post', true],
    ['https://blog.example/post', 'nonsense', false],
  ])('at %s in the thread of %s: %s', (address, page, isShut) => {
    goTo(address);
    expect(isPreview(page)).toBe(isShut);
  });

  it.each([
    // A new domain, `www` of another one, GitHub's pages: it was “Preview”, although it was online.
    ['https://new.example/post', true],
    ['https://someone.github.io/post', true],
    ['http://localhost:1313/post', false],
    ['http://192.168.1.7:4000/post', false],
    ['http://[::1]:4000/post', false],
    ['http://blog.test/post', false],
    ['https://a1b2c3.blog.pages.dev/post', false],
    ['https://deploy-preview-7--blog.netlify.app/post', false],
    ['https://blog-git-branch-me.vercel.app/post', false],
  ])('of what is no site of the owner’s, %s is online: %s', (address, isPublic) => {
    goTo(address);
    expect(isOnline()).toBe(isPublic);
  });

  it('but where it is the same site by another name, there is somewhere to go', () => {
    goTo('http://www.blog.example/post');
    expect(isAlias('https://blog.example/post')).toBe(true);
    expect(isAlias('https://shop.example/post')).toBe(false);
  });
});
