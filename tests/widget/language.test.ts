// What the widget asks for, to be spoken to in the language of a page: never the table, which it does not carry.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bring } from '../../widget/embed/state.ts';
import { wordsIn } from '../../widget/language.ts';
import { LANGUAGES, languageOf } from '../../widget/words/languages.ts';

async function askedFor(tag: string): Promise<string[]> {
  const asked: string[] = [];
  const bring: Bring = async <T>(name: string) => {
    asked.push(name);
    return { default: {} } as T;
  };
  await wordsIn(tag, bring);
  return asked;
}

describe('for a page', () => {
  it.each([
    ['de', ['lang/de']],
    ['de-AT', ['lang/de']],
    ['de_DE', ['lang/de']],
    ['FR', ['lang/fr']],
    ['zh-Hant-HK', ['lang/zh-hant-hk']],
    ['zh_CN', ['lang/zh_cn']],
    ['pt-BR', ['lang/pt-br']],
    ['yue-HK', ['lang/yue']],
    ['tlh', ['lang/tlh']],
    // English is in the widget.
    ['en', []],
    ['en_US', []],
    ['EN-gb', []],
    ['', []],
    ['../../x', []],
    ['zh/../../x', ['lang/zh']],
  ])('in %s it asks for %s', async (tag, expected) => {
    expect(await askedFor(tag)).toEqual(expected);
  });

  it('that asks for what its whole tag means', async () => {
    const begin = fc.constantFrom(...LANGUAGES.split(' ').map((row) => row.split(':')[0] ?? ''));
    const more = fc.array(fc.constantFrom('AT', 'BR', 'CN', 'HK', 'Hans', 'Hant', 'Latn', 'PT', 'TW', 'x'), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(begin, more, fc.constantFrom('-', '_'), async (first, rest, between) => {
        const tag = [first, ...rest].join(between);
        const [name] = await askedFor(tag);
        expect([tag, languageOf(name?.replace('lang/', '') ?? '')]).toEqual([tag, languageOf(tag)]);
      }),
    );
  });
});
