// What is typed, cleaned: what cannot be seen is nothing, and what can be seen stays.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBody, checkName, cleanLine, cleanText, isSeen } from '../../../worker/contract/index.ts';

const UNSEEN = [
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u200e',
    '\u200f',
    '\u202e',
    '\u2066',
  ],
  ...[
    '\u115f',
    '\u1160',
    '\u3164',
    '\uffa0',
    '\u2800',
    '\u17b4',
    '\u180e',
    '\ufe0f',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e0100}',
  ],
  ...['\u00a0', '\u1680', '\u2003', '\u2028', '\u3000', '\t', '\n', ' ', '\u0000', '\u0085', '\ud800'],
];
const unseen = fc.array(fc.constantFrom(...UNSEEN), { maxLength: 12 }).map((some) => some.join(''));

describe('nothing that shows', () => {
  it('is no name and no comment, however it is put together', () => {
    fc.assert(
      fc.property(unseen, (text) => {
        expect(checkName(cleanLine(text))).toBe('missing');
        expect(checkBody(cleanText(text))).toBe('missing');
      }),
      { numRuns: 2_000, seed: 20261130 },
    );
  });

  it('around one letter that shows takes nothing from it', () => {
    const letter = fc.constantFrom(...'a.1é中🙂👍¸ⓐ');
    fc.assert(
      fc.property(unseen, letter, unseen, (before, shown, after) => {
        expect(cleanText(before + shown + after)).toContain(shown.normalize('NFC'));
        expect(checkName(cleanLine(before + shown + after))).toBe(null);
      }),
      { numRuns: 2_000, seed: 20261130 },
    );
  });
});

describe('stays as it is', () => {
  it.each([
    '👩\u200d👩\u200d👧\u200d👦',
    '❤\ufe0f\u200d🔥',
    '1\ufe0f\u20e3',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    'می\u200cخواهم بروم',
    'क्\u200dष',
    'ngẫu nhiên',
    'בְּרֵאשִׁ֖ית בָּרָ֣א',
    'ٱلرَّحْمَٰنِ',
    'ของที่นี่',
    'လျှို့ဝှက်',
    'ཧྐྵྨླྺྼྻྂ',
    'e\u032f\u0303\u0301\u030b',
  ])('%s', (text) => {
    expect(cleanText(text)).toBe(text.normalize('NFC'));
    expect(cleanLine(text)).toBe(text.normalize('NFC'));
    expect(isSeen(text)).toBe(true);
  });
});

it('marks that are heaped on a letter are as many as a language may need', () => {
  const marks = fc.array(fc.constantFrom(...'\u0300\u0301\u0315\u0316\u0344\u0489\u20dd\u0e49\u064e\u05b0'), {
    minLength: 6,
    maxLength: 60,
  });
  fc.assert(
    fc.property(marks, (heap) => {
      const clean = cleanText(`a${heap.join('')}b`);
      expect(clean.match(/[\p{Mn}\p{Me}]*b$/u)![0].length).toBeLessThanOrEqual(6);
      expect(clean.normalize('NFD').startsWith('a')).toBe(true);
      expect(cleanText(clean)).toBe(clean);
    }),
    { numRuns: 1_000, seed: 20261130 },
  );
});
