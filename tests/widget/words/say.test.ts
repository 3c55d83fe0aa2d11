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
    expect(say(english.replyTo, 'en', { name: '$& {n} $1' })).toBe('in reply to $& {n} $1');
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
