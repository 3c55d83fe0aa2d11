// A reader’s words in a message: no program makes a link of them.

import { expect, it } from 'vitest';
import { harmless, shorten } from '../../../worker/notify/harmless.ts';

it.each([
  ['https://evil.example/a?b=c.d', 'https[:]//evil[.]example/a?b=c[.]d'],
  ['www.evil.example', 'www[.]evil[.]example'],
  ['evil。example', 'evil[.]example'],
  ['mail me@evil.example', 'mail me[at]evil[.]example'],
  ['@everyone', '[at]everyone'],
  ['हिन्दी.भारत', 'हिन्दी[.]भारत'],
  ['evil\u0335.com', 'evil\u0335[.]com'],
  ['evil\u200d.com', 'evil\u200d[.]com'],
  ['evil.\u00adcom', 'evil[.]\u00adcom'],
  ['ftp://1.2.3.4', 'ftp[:]//1[.]2[.]3[.]4'],
  ['A sentence. Another one… and so on.', 'A sentence. Another one… and so on.'],
])('%s can be read and not clicked', (text, said) => {
  expect(harmless(text)).toBe(said);
});

it('shortens by letters and not by halves of them', () => {
  expect(shorten('👩‍💻'.repeat(2), 4)).toBe('👩‍💻…');
  expect(shorten('short', 5)).toBe('short');
});
