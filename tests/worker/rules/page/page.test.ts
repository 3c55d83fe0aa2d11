// The table of page identity. A thread's id is a hash of the key: a line may be added here, never altered, for whoever
// has comments under the old key would lose them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadIdOf } from '../../../../worker/rules/comment/hash.ts';
import { commentLink, pageOf } from '../../../../worker/rules/page/page.ts';
import { isSiteOrigin, parseSites } from '../../../../worker/rules/page/sites.ts';

const SITES = parseSites('https://blog.example, https://shop.example:8443');
const DEVELOPMENT = parseSites('https://blog.example http://localhost:* http://127.0.0.1:*');

function address(text: string, id?: string): string | undefined {
  return pageOf(text, id, SITES)?.address;
}

describe('the page of an address', () => {
  it.each([
    ['https://blog.example', 'https://blog.example/'],
    ['https://blog.example/', 'https://blog.example/'],
    ['HTTPS://Blog.Example/Post', 'https://blog.example/Post'],
    // scheme, www, port, a dot at the end
    ['http://blog.example/post', 'https://blog.example/post'],
    ['https://www.blog.example/post', 'https://blog.example/post'],
    ['https://blog.example:443/post', 'https://blog.example/post'],
    ['https://blog.example./post', 'https://blog.example/post'],
    ['https://shop.example:8443/post', 'https://shop.example:8443/post'],
    // slashes
    ['https://blog.example/post/', 'https://blog.example/post'],
    ['https://blog.example/post//', 'https://blog.example/post'],
    ['https://blog.example//2026///post', 'https://blog.example/2026/post'],
    ['https://blog.example/a/../post', 'https://blog.example/post'],
    // the index's name
    ['https://blog.example/index.html', 'https://blog.example/'],
    ['https://blog.example/post/index.html', 'https://blog.example/post'],
    ['https://blog.example/post/index.htm', 'https://blog.example/post'],
    ['https://blog.example/index.php?p=3', 'https://blog.example/?p=3'],
    ['https://blog.example/post/index.html/', 'https://blog.example/post'],
    ['https://blog.example/my-index.html', 'https://blog.example/my-index.html'],
    ['https://blog.example/index.html.txt', 'https://blog.example/index.html.txt'],
    // fragment
    ['https://blog.example/post#comments', 'https://blog.example/post'],
    ['https://blog.example/post#', 'https://blog.example/post'],
    // but for a route of an app that keeps it there
    ['https://blog.example/app/#/one', 'https://blog.example/app#/one'],
    ['https://blog.example/app/#/one/', 'https://blog.example/app#/one'],
    ['https://blog.example/app#!/caf%c3%a9?a=1', 'https://blog.example/app#!/caf%C3%A9?a=1'],
    ['https://blog.example/app#!one', 'https://blog.example/app#!one'],
    ['https://blog.example/app#/one#comments', 'https://blog.example/app#/one'],
    ['https://blog.example/app#/', 'https://blog.example/app'],
    ['https://blog.example/app#!', 'https://blog.example/app'],
    // tracking goes, the rest is sorted
    ['https://blog.example/post?utm_source=x&utm_medium=y', 'https://blog.example/post'],
    ['https://blog.example/post?UTM_Source=x', 'https://blog.example/post'],
    [
      'https://blog.example/post?fbclid=1&gclid=2&msclkid=3&mc_cid=4&mc_eid=5&igshid=6&yclid=7&ref=8',
      'https://blog.example/post',
    ],
    [
      'https://blog.example/post?mkt_tok=1&replytocom=2&__cf_chl_tk=3&__cf_chl_rt_tk=4&_x_tr_sl=en&_x_tr_hist=true&_ga=5',
      'https://blog.example/post',
    ],
    ['https://blog.example/post?from=singlemessage&isappinstalled=0', 'https://blog.example/post'],
    ['https://blog.example/post?from=timeline', 'https://blog.example/post'],
    ['https://blog.example/post?from=2026', 'https://blog.example/post?from=2026'],
    ['https://blog.example/post?from', 'https://blog.example/post?from'],
    ['https://blog.example/post?reftoken=1&mkt_token=2', 'https://blog.example/post?mkt_token=2&reftoken=1'],
    ['https://blog.example/post?b=2&utm_campaign=x&a=1', 'https://blog.example/post?a=1&b=2'],
    ['https://blog.example/post?a=2&a=1', 'https://blog.example/post?a=2&a=1'],
    ['https://blog.example/post?', 'https://blog.example/post'],
    ['https://blog.example/post?&&a=1&', 'https://blog.example/post?a=1'],
    ['https://blog.example/post?a=', 'https://blog.example/post?a'],
    ['https://blog.example/post?q=a+b', 'https://blog.example/post?q=a%20b'],
    ['https://blog.example/post?reference=1', 'https://blog.example/post?reference=1'],
    // percent-encoding: unreserved letters are themselves, hexadecimal digits are large, nothing else is decoded
    ['https://blog.example/%7Eann/%70ost', 'https://blog.example/~ann/post'],
    ['https://blog.example/caf%c3%a9', 'https://blog.example/caf%C3%A9'],
    ['https://blog.example/café', 'https://blog.example/caf%C3%A9'],
    ['https://blog.example/a%2fb', 'https://blog.example/a%2Fb'],
    // what messengers write in percent form
    ['https://blog.example/a%28b%29', 'https://blog.example/a(b)'],
    ['https://blog.example/a(b)', 'https://blog.example/a(b)'],
    ['https://blog.example/it%27s', "https://blog.example/it's"],
    ['https://blog.example/a%2cb%3a%40c%21%2a', 'https://blog.example/a,b:@c!*'],
    ['https://blog.example/a%3Bb%3Dc%26d%2Be', 'https://blog.example/a%3Bb%3Dc%26d%2Be'],
    ['https://blog.example/post?q=%28a%2Cb%29', 'https://blog.example/post?q=(a,b)'],
    ['https://blog.example/%2541', 'https://blog.example/%2541'],
    ['https://blog.example/post?q=%e9', 'https://blog.example/post?q=%E9'],
  ])('%s is %s', (given, canonical) => {
    expect(address(given)).toBe(canonical);
  });

  it('is the same when asked of its own canonical address', () => {
    const once = address('http://www.blog.example//a/index.php?z=1&ref=x&a=%7e')!;
    expect(address(once)).toBe(once);
  });

  it('is the same however much of it is written in percent form, and by whom', () => {
    const letters = fc.constantFrom(..."aZ09-._~!'()*,:@%/?#&=+;$ é".split(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, fc.boolean()), { maxLength: 20 }), (path) => {
        const url = `https://blog.example/${path.map(([letter, isRaw]) => (isRaw && !/[%?#/ ]/.test(letter) ? letter : encodeURIComponent(letter))).join('')}`;
        const once = address(url)!;
        expect(address(once)).toBe(once);
        const loose = /[!'()*,:@~]/g;
        const percent = url.replace(loose, (sign, at) => {
          return at < 'https://blog.example/'.length ? sign : `%${sign.charCodeAt(0).toString(16)}`;
        });
        expect(address(percent)).toBe(once);
      }),
    );
  });

  it.each([
    'javascript:alert(1)',
    'ftp://blog.example/post',
    '/post',
    'blog.example/post',
    '',
    'https://user:secret@blog.example/post',
    'https://',
    `https://blog.example/${'ф'.repeat(1_900)}`,
  ])('there is none for %s', (given) => {
    expect(pageOf(given, undefined, SITES)).toBeNull();
  });

  it('understands names in other scripts', () => {
    const sites = parseSites('https://пример.рф');
    expect(pageOf('https://xn--e1afmkfd.xn--p1ai/post', undefined, sites)?.isOnSite).toBe(true);
    expect(pageOf('https://www.пример.рф/post', undefined, sites)?.isOnSite).toBe(true);
  });

  it('keeps www. where nothing but a top-level domain would be left', () => {
    expect(pageOf('https://www.example/post', undefined, parseSites('https://www.example'))?.address).toBe(
      'https://www.example/post',
    );
  });

  it('is on the origin that SITES writes', () => {
    const sites = parseSites('http://www.blog.example');
    expect(pageOf('https://blog.example/post', undefined, sites)).toMatchObject({
      address: 'http://www.blog.example/post',
      isOnSite: true,
    });
  });
});

describe('the link to a comment', () => {
  it.each([
    ['https://blog.example/post', 'https://blog.example/post#comment-1'],
    ['https://blog.example/post#top', 'https://blog.example/post#comment-1'],
    ['https://blog.example/app#/one', 'https://blog.example/app#/one'],
    ['https://blog.example/app#!/one', 'https://blog.example/app#!/one'],
  ])('on %s is %s: where a router reads the fragment, there is no room for another', (page, link) => {
    expect(commentLink(page, '1')).toBe(link);
  });
});

describe('an address of elsewhere', () => {
  it.each([
    'https://preview-123.pages.example/post/',
    'http://localhost:8788/post',
    'https://blog.example.evil.example/post',
  ])('%s is read as that path on the first site', (given) => {
    const page = pageOf(given, undefined, SITES);
    expect(page).toEqual({ ...pageOf('https://blog.example/post', undefined, SITES), isOnSite: false });
  });

  it('is itself on localhost where SITES says so, whatever the port', () => {
    expect(pageOf('http://localhost:8788/post', undefined, DEVELOPMENT)).toMatchObject({
      address: 'http://localhost:8788/post',
      isOnSite: true,
    });
    expect(pageOf('https://localhost:8788/post', undefined, DEVELOPMENT)?.isOnSite).toBe(false);
  });

  it('another port is another site', () => {
    expect(pageOf('https://shop.example/post', undefined, SITES)?.isOnSite).toBe(false);
  });
});

describe('a key', () => {
  const key = (text: string, id?: string) => pageOf(text, id, SITES)?.key;

  it('with an id is the site and the id, wherever the page stands', () => {
    expect(key('https://blog.example/post', '42')).toBe(key('http://www.blog.example/moved/?x=1', '42'));
    expect(key('https://blog.example/post', '42')).not.toBe(key('https://shop.example:8443/post', '42'));
  });

  it('with an id can never be that of an address', () => {
    const ids = ['/post', 'https://blog.example/post', 'address', '","/post', '["address","blog.example","/post"]', ''];
    const keys = ids.map((id) => key('https://blog.example/', id));
    expect(keys).not.toContain(key('https://blog.example/post'));
    expect(new Set(keys).size).toBe(ids.length);
  });

  it('makes a thread id that stays the same for good', async () => {
    expect(await threadIdOf(key('https://blog.example/post')!)).toBe('EpcNaWnIJ4C7xDPmpdrruB');
    expect(await threadIdOf(key('https://blog.example/post', '42')!)).toBe('J-LagcWTiqQ3d_Pr62UgSW');
  });
});

describe('SITES', () => {
  it('takes origins separated by spaces or commas', () => {
    expect(parseSites(' https://a.example,https://b.example\n https://c.example/ d.example ').origins).toEqual([
      'https://a.example',
      'https://b.example',
      'https://c.example',
      'https://d.example',
    ]);
  });

  it.each([
    '*',
    'https://*',
    'https://*.example',
    'http://localhost*',
    'null',
    'file:///',
    '',
    'https://blog.example:*',
  ])('opens nothing for %s', (entry) => {
    const sites = parseSites(entry);
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1', 'https://blog.example:1', 'file://']) {
      expect(isSiteOrigin(origin, sites)).toBe(false);
    }
  });

  it.each([
    ['https://blog.example', true],
    ['https://www.blog.example', false],
    ['http://blog.example', false],
    ['https://blog.example:8443', false],
    ['https://blog.example.evil.example', false],
    ['https://evilblog.example', false],
    ['null', false],
    ['http://localhost', true],
    ['http://localhost:3000', true],
    ['http://127.0.0.1:3000', true],
    ['http://localhost:3000.evil.example', false],
    ['http://localhost.evil.example:3000', false],
    ['https://localhost:3000', false],
  ])('as an Origin, %s: %s', (origin, isAllowed) => {
    expect(isSiteOrigin(origin, DEVELOPMENT)).toBe(isAllowed);
  });
});
