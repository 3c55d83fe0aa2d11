// What the deploy guide makes of an address that a person types, and of wrangler.toml.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseSite, sitesIn, twinOf, withSites } from '../../../scripts/local/site.ts';

test.each([
  ['https://example.com', 'https://example.com'],
  ['  example.com/blog/?page=2#top ', 'https://example.com'],
  ['http://example.com:8080/', 'http://example.com:8080'],
  ['HTTPS://Example.COM', 'https://example.com'],
  ['bücher.example', 'https://xn--bcher-kva.example'],
])('takes %j as %s', (typed, origin) => {
  expect(parseSite(typed)).toEqual({ origin });
});

test.each([
  ['', /^Please give/],
  ['my blog', /is not a web address/],
  ['https://a"b.example', /is not a web address/],
  ['https://a,b.example', /is not a web address/],
  ['ftp://example.com', /starts with https/],
  ['https://me:secret@example.com', /without a name or password/],
  ['http://localhost:8788', /only on your machine/],
  ['127.0.0.1', /only on your machine/],
  ['http://[::1]/', /only on your machine/],
  ['intranet', /only on your machine/],
])('says what is wrong with %j', (typed, words) => {
  expect(parseSite(typed)).toEqual({ problem: expect.stringMatching(words) });
});

test.each([
  ['https://example.com', 'https://www.example.com'],
  ['https://www.example.com', 'https://example.com'],
  ['https://blog.example.com', null],
])('the twin of %s is %s', (origin, twin) => {
  expect(twinOf(origin)).toBe(twin);
});

test('changes the one line of wrangler.toml and nothing else', () => {
  const toml = readFileSync('wrangler.toml', 'utf8');
  const changed = withSites(toml, ['https://example.com', 'https://www.example.com']);
  expect(sitesIn(changed)).toEqual(['https://example.com', 'https://www.example.com']);
  const before = toml.split('\n');
  const after = changed.split('\n');
  expect(after).toHaveLength(before.length);
  expect(after.filter((line, index) => line !== before[index])).toEqual([
    'SITES = "https://example.com https://www.example.com"',
  ]);
});

test('takes an address with a dollar sign as it is, not as a pattern', () => {
  expect(withSites('SITES = ""\n', ['https://$&.example'])).toBe('SITES = "https://$&.example"\n');
});

test('says so when wrangler.toml has lost the line', () => {
  expect(() => withSites('name = "afterword"\n', ['https://example.com'])).toThrow(/SITES/);
});
