// What the deploy guide makes of an address or a domain that a person types.

import { expect, test } from 'vitest';
import { parseDomain, parseSite, twinOf } from '../../../scripts/local/site.ts';

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

test.each([
  ['comments.example.com', 'comments.example.com'],
  [' https://Comments.Example.com/admin ', 'comments.example.com'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['comments', null],
  ['my domain.com', null],
  ['-a.example', null],
  ['', null],
])('the name of the worker at a domain, typed as %j: %j', (typed, domain) => {
  expect(parseDomain(typed)).toBe(domain);
});
