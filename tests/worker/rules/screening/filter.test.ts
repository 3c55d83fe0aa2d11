// The filter that learns: what it makes of a text, and what it says of the next one.

import { describe, expect, it } from 'vitest';
import {
  learn,
  lessonOf,
  looksLikeSpam,
  readCounts,
  tokensOf,
  writeCounts,
} from '../../../../worker/rules/screening/filter.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';

const words = (text: string, name = 'Ada', url?: string) => ({ name, body: toTree(text), ...(url && { url }) });
const spelt = (text: string, name?: string, url?: string) => tokensOf(words(text, name, url)).map(({ word }) => word);

const SPAM = (n: number) =>
  words(`Cheap watches and pills number${n}, buy at https://shop${n}.bad.example`, `Deal ${n}`);
const HAM = (n: number) =>
  words(`I read your post about sourdough number${n} and the crust worked for me`, `Reader ${n}`);
const taught = (spam: number, ham: number) =>
  learn([
    ...Array.from({ length: spam }, (_, n) => lessonOf(SPAM(n), true)),
    ...Array.from({ length: ham }, (_, n) => lessonOf(HAM(n), false)),
  ]);

describe('tokens', () => {
  it('are words, hosts and names, each once, whatever the case', () => {
    expect(spelt('Buy BUY buy [here](https://www.shop.example/x)', 'Ada L', 'https://ada.test/')).toEqual([
      ...['shop.example', '.example', 'ada.test', '.test', '1 links', 'ada'],
      ...['buy', 'here'],
    ]);
  });

  it('of scripts without spaces are every two letters', () => {
    expect(spelt('买便宜手表', 'x')).toEqual(['买便', '便宜', '宜手', '手表']);
  });

  it('are 160 at most, of three letters each', () => {
    const tokens = tokensOf(words(Array.from({ length: 900 }, (_, n) => `w${n}`).join(' ')));
    expect(tokens).toHaveLength(160);
    expect(tokens.every(({ code }) => /^[\w-]{3}$/.test(code))).toBe(true);
    // A row's metadata may have 1,024 bytes, and has more in it than this.
    expect(lessonOf(words('w '.repeat(2_000)), true).tokens.length).toBeLessThanOrEqual(480);
  });
});

describe('the filter', () => {
  it('says nothing before there are twenty of each', () => {
    expect(looksLikeSpam(SPAM(99), taught(20, 19))).toBeNull();
    expect(looksLikeSpam(SPAM(99), taught(19, 20))).toBeNull();
    expect(looksLikeSpam(SPAM(99), taught(20, 20))).not.toBeNull();
  });

  it('names the words that made it think so', () => {
    const found = looksLikeSpam(SPAM(99), taught(30, 30));
    expect(found).toEqual(expect.arrayContaining(['cheap', 'watches', 'pills', 'buy']));
    expect(found).not.toContain('and');
    expect(found).not.toContain('number99');
  });

  it('leaves alone what it was taught to leave alone, and what it has never seen', () => {
    const model = taught(30, 30);
    expect(looksLikeSpam(HAM(99), model)).toBeNull();
    expect(looksLikeSpam(words('Ein ganz anderer Satz'), model)).toBeNull();
    expect(looksLikeSpam(words(''), model)).toBeNull();
  });

  it('is not talked out of it by a few kind words, nor into it by one bad one', () => {
    const model = taught(40, 40);
    expect(
      looksLikeSpam(words('Cheap watches and pills, buy https://shop1.bad.example your post'), model),
    ).not.toBeNull();
    expect(looksLikeSpam(words('I read your post about sourdough, it was cheap'), model)).toBeNull();
  });

  it('is the same after it was kept as text', () => {
    const model = taught(30, 30);
    const again = { ...model, counts: readCounts(writeCounts(model)) };
    expect(again.counts).toEqual(model.counts);
    expect(looksLikeSpam(SPAM(99), again)).toEqual(looksLikeSpam(SPAM(99), model));
    expect(readCounts('')).toEqual(new Map());
    expect(readCounts('garbage that is no model !')).toBeInstanceOf(Map);
  });
});
