// Words with something filled in.

import { describe, expect, it } from 'vitest';
import { composerEnglish } from '../../../widget/words/composer-english.ts';
import { english } from '../../../widget/words/english.ts';
import { errorEnglish, errorWords, refusalWords } from '../../../widget/words/errors.ts';
import { say } from '../../../widget/words/say.ts';
import { ERROR_CODES } from '../../../worker/contract/index.ts';

describe('words', () => {
  it('take the plural that the language wants', () => {
    expect(say(english.count, 'en', { n: 1 })).toBe('1 comment');
    expect(say(english.count, 'en', { n: 1_200 })).toBe('1,200 comments');
    const polish = { one: '{n} a', few: '{n} b', other: '{n} c' };
    expect([1, 2, 5].map((n) => say(polish, 'pl', { n }))).toEqual(['1 a', '2 b', '5 c']);
  });

  it('take a name as it is', () => {
    expect(say(english.replyTo, 'en', { name: '$& {n} {name} $1' })).toBe('in reply to $& {n} {name} $1');
  });

  it('keep a name apart where it or the sentence is written from right to left, so that no mark changes its side', () => {
    expect(say('رد على {name}', 'ar', { name: 'Ben!' })).toBe('رد على \u2068Ben!\u2069');
    expect(say(english.replyTo, 'en', { name: 'דוד!' })).toBe('in reply to \u2068דוד!\u2069');
    expect(say(english.replyTo, 'en', { name: 'Ben!' })).toBe('in reply to Ben!');
  });

  it('exist for every error of the wire, and for no answer at all', () => {
    for (const code of [...ERROR_CODES, 'unreachable'] as const) {
      expect(refusalWords({ code }, { code: 'en', ...errorEnglish }, () => '')).toMatch(/^[A-Z].*\.$/);
    }
    expect(Object.keys(errorWords)).toHaveLength(ERROR_CODES.length + 1);
  });

  it('never shout', () => {
    const all = JSON.stringify([english, composerEnglish, errorEnglish]);
    expect(all).not.toContain('!');
  });
});
