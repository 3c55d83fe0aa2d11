// What is a site and what only looks like one, in SITES and among the further ones.

import { describe, expect, it } from 'vitest';
import { furtherSiteOf } from '../../../../worker/rules/page/origin.ts';
import { pageByItself, pageOf } from '../../../../worker/rules/page/page.ts';
import {
  isSameHost,
  isSiteOrigin,
  notAmong,
  parseSites,
  siteOf,
  withFurther,
} from '../../../../worker/rules/page/sites.ts';

describe('a further site is', () => {
  it.each([
    ['https://garden.example', 'https://garden.example'],
    ['https://garden.example/', 'https://garden.example'],
    ['https://garden.example/blog/?a#b', 'https://garden.example'],
    ['HTTPS://Garden.Example', 'https://garden.example'],
    ['garden.example', 'https://garden.example'],
    ['garden.example:8443', 'https://garden.example:8443'],
    ['https://garden.example:443', 'https://garden.example'],
    ['https://intranet', 'https://intranet'],
    ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai'],
    ['https://a_b.example', 'https://a_b.example'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://localhost:*', 'http://localhost:*'],
    ['http://127.0.0.1:*', 'http://127.0.0.1:*'],
  ])('%s, as %s', (entry, origin) => {
    expect(furtherSiteOf(entry)).toBe(origin);
    const { origins, anyPort } = withFurther(parseSites(''), [origin]);
    expect([...origins, ...anyPort]).toHaveLength(1);
  });

  it.each([
    '',
    '*',
    'garden',
    'localhost:3000',
    'http://garden.example',
    'http://127.0.0.1.evil.example',
    'http://localhost:*/',
    'null',
    'file:///x',
    'https://',
    'https://a b.example',
  ])('not %s', (entry) => expect(furtherSiteOf(entry)).toBeNull());
});

describe('with further sites', () => {
  const fixed = parseSites('https://blog.example http://localhost:*');

  it('those of SITES come first: a page that both have is written as SITES writes it', () => {
    const sites = withFurther(fixed, ['https://www.blog.example', 'https://garden.example']);
    expect(siteOf(new URL('https://www.blog.example/post'), sites)).toBe('https://blog.example');
    expect(isSiteOrigin('https://www.blog.example', sites)).toBe(true);
    expect(isSiteOrigin('https://www.blog.example', fixed)).toBe(false);
    expect(pageOf('https://elsewhere.example/post', undefined, sites)?.address).toBe('https://blog.example/post');
  });

  it('none is kept that SITES allows already', () => {
    const further = ['https://blog.example', 'https://www.blog.example', 'http://localhost:3000', 'http://localhost:*'];
    expect(notAmong(fixed, further)).toEqual(['https://www.blog.example']);
    expect(notAmong(parseSites('https://blog.example'), further)).toEqual(further.slice(1));
  });
});

describe('a page by itself', () => {
  it('has the key that it has as a page of a site', () => {
    const sites = parseSites('https://garden.example');
    for (const address of ['http://www.garden.example/a/', 'https://garden.example./a?utm_source=x']) {
      expect(pageByItself(address, undefined)?.key).toBe(pageOf(address, undefined, sites)?.key);
      expect(pageByItself(address, '42')?.key).toBe(pageOf(address, '42', sites)?.key);
    }
  });

  it('is none where the address is none', () => {
    for (const text of ['javascript:x', '/post', 'https://a:b@garden.example/'])
      expect(pageByItself(text, undefined)).toBeNull();
  });
});

it.each([
  ['https://garden.example/a', 'http://www.garden.example./b', true],
  ['https://garden.example/a', 'https://garden.example:8443/a', false],
  ['https://garden.example/a', 'https://blog.example/a', false],
  ['', '', false],
  ['', 'https://garden.example/a', false],
])('%s and %s are on one host: %s', (one, other, isSame) => {
  expect(isSameHost(one, other)).toBe(isSame);
});
