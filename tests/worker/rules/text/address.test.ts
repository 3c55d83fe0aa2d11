// Addresses in running text and in links: where they end, and which lead anywhere.

import { describe, expect, it } from 'vitest';
import { addressAtStart } from '../../../../worker/rules/text/address.ts';
import { encodeAddress, safeHref } from '../../../../worker/rules/text/links.ts';

describe('an address in a running text', () => {
  it.each([
    // Marks and brackets that are the sentence's.
    ['https://x.example/a.', 'https://x.example/a'],
    ['https://x.example.', 'https://x.example'],
    ['https://x.example/a?!', 'https://x.example/a'],
    ['https://x.example/a:', 'https://x.example/a'],
    ['https://x.example/a**,', 'https://x.example/a'],
    ['https://x.example/a)', 'https://x.example/a'],
    ['https://x.example/a_(b)', 'https://x.example/a_(b)'],
    ['https://x.example/a_(b)_c).', 'https://x.example/a_(b)_c'],
    ['https://x.example/a(b', 'https://x.example/a'],
    ['https://x.example/a(b]c)', 'https://x.example/a'],
    ['https://x.example/a[1]{2}', 'https://x.example/a[1]{2}'],
    ['https://x.example/a"b"', 'https://x.example/a'],
    ["https://x.example/it's", "https://x.example/it's"],
    ["https://x.example/a','https://y.example/b'", 'https://x.example/a'],
    ['https://x.example/a<br>', 'https://x.example/a'],
    ['https://x.example,https://y.example', 'https://x.example'],
    ['https://x.example`code`', 'https://x.example'],
    ['https://x.example~~', 'https://x.example'],
    ['https://x.example/a。然后', 'https://x.example/a'],
    ['https://x.example/路径」', 'https://x.example/路径'],
    ['https://x.example/a…', 'https://x.example/a'],
    // What belongs to it.
    ['https://x.example/watch?v=a_b-', 'https://x.example/watch?v=a_b-'],
    ['https://x.example/~a/b;c,d.e!f?g=h&i=j#k:~:text=l', 'https://x.example/~a/b;c,d.e!f?g=h&i=j#k:~:text=l'],
    ['https://x.example/a\u3000b', 'https://x.example/a'],
    ['http://localhost:8787?a', 'http://localhost:8787?a'],
    ['http://[::1]:80/a', 'http://[::1]:80/a'],
    ['https://пример.рф/é', 'https://пример.рф/é'],
    ['https://❤.example', 'https://❤.example'],
    ['HTTPS://X.EXAMPLE', 'HTTPS://X.EXAMPLE'],
    // Nobody is led elsewhere by what stands before an @.
    ['https://x.example@y.example', 'https://x.example'],
    ['https://x.example\\@y.example', 'https://x.example'],
  ])('%s: %s', (text, address) => {
    expect(addressAtStart(text)).toBe(address);
  });

  it.each([
    'https://',
    'https:///a',
    'https://*',
    'https://…',
    'https://.',
    'wss://x.example',
    '//x.example',
    'x.example',
  ])('%s is none', (text) => {
    expect(addressAtStart(text)).toBe(null);
  });
});

describe('an address as it is linked', () => {
  it.each([
    ['https://x.example/a b"<c>', 'https://x.example/a%20b%22%3Cc%3E'],
    ['https://x.example/[a]{b}|^`', 'https://x.example/%5Ba%5D%7Bb%7D%7C%5E%60'],
    ['https://x.example/100%/%e9', 'https://x.example/100%25/%e9'],
    ['http://[::1]:8787/[a]', 'http://[::1]:8787/%5Ba%5D'],
    // A browser takes it for a slash, and what stands before it for the host.
    ['https://x.example\\@y.example', null],
    // In capitals it was linked to another host once.
    ['https://ПРИМЕР.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['ht\ntps://x.example', null],
  ])('%s: %s', (text, href) => {
    expect(safeHref(encodeAddress(text))).toBe(href);
  });
});
