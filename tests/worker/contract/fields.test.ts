// Addresses as people type them, and names as their avatars show them.

import { expect, it } from 'vitest';
import { initialOf, normalUrl } from '../../../worker/contract/index.ts';

it.each([
  ['example.com', 'https://example.com/'],
  ['münchen.example', 'https://xn--mnchen-3ya.example/'],
  ['www.example.com/me', 'https://www.example.com/me'],
  ['example.com:8080/x', 'https://example.com:8080/x'],
  ['пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
  ['example.com?a=b#c', 'https://example.com/?a=b#c'],
  ['http://example.com', 'http://example.com/'],
  ['her_name.example.com', 'https://her_name.example.com/'],
  ['HTTPS://EXAMPLE.COM', 'https://example.com/'],
])('the website %s is %s', (typed, url) => {
  expect(normalUrl(typed)).toBe(url);
});

it.each([
  'nowhere',
  'my site.com is nice',
  'javascript:alert(1)',
  'javascript:a.b',
  'data:text/html,a.b',
  'ftp://example.com',
  'mailto:ada@example.com',
  'ada@example.com',
  'user:secret@example.com',
  '{{constructor.name}}',
  'https://{{constructor.name}}/',
  'https://',
  '//example.com',
  'example.',
  '.com',
  '/path.html',
])('%s is none', (typed) => {
  expect(normalUrl(typed)).toBe(null);
});

it.each([
  ['mia', 'M'],
  ['ßaron', 'ß'],
  ['ﬁona', 'ﬁ'],
  ['🇩🇪 Team', '🇩🇪'],
  [
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} fan',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ],
  ['👩\u200d👩\u200d👧 us', '👩\u200d👩\u200d👧'],
  ['👍🏽 ok', '👍🏽'],
  ['❤\ufe0f\u200d🔥x', '❤\ufe0f\u200d🔥'],
  ['1\ufe0f\u20e3 first', '1\ufe0f\u20e3'],
  ['e\u0301va', 'E\u0301'],
  ['किरण', 'कि'],
  ['𠮷野家', '𠮷'],
  ['Ada', 'A'],
  ['', ''],
])('the avatar of %s has %s', (name, initial) => {
  expect(initialOf(name, 'en')).toBe(initial);
});

it('capitals are those of the language', () => {
  expect([initialOf('ilker', 'tr'), initialOf('ilker', 'en')]).toEqual(['İ', 'I']);
});
