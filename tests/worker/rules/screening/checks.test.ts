// Why a comment waits: each check by itself.

import { describe, expect, it } from 'vitest';
import {
  type Draft,
  reasonsForReader,
  type ScreeningRules,
  screen,
} from '../../../../worker/rules/screening/checks.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';

const RULES: ScreeningRules = { moderation: 'first-time', maxLinks: 2, blockedWords: [], ownerName: '' };
const NEW = { known: false, trusted: false, owner: false };
const KNOWN = { known: true, trusted: false, owner: false };
const TRUSTED = { known: true, trusted: true, owner: false };
const OWNER = { known: false, trusted: false, owner: true };

function judge(body: string, more: Partial<Omit<Draft, 'body'>> = {}, rules: Partial<ScreeningRules> = {}) {
  return screen({ name: 'Ada', author: KNOWN, ...more, body: toTree(body) }, { ...RULES, ...rules });
}

describe('who waits', () => {
  it.each([
    ['first-time', NEW, 'pending', ['first comment']],
    ['first-time', KNOWN, 'approved', []],
    ['first-time', TRUSTED, 'approved', []],
    ['first-time', OWNER, 'approved', []],
    ['all', NEW, 'pending', ['every comment waits']],
    ['all', TRUSTED, 'pending', ['every comment waits']],
    ['all', OWNER, 'approved', []],
    ['open', NEW, 'approved', []],
  ] as const)('with %s', (moderation, author, status, reasons) => {
    expect(judge('Hello', { author }, { moderation })).toEqual({ status, reasons });
  });
});

describe('links', () => {
  const links = (n: number) => Array.from({ length: n }, (_, at) => `[a](https://x.example/${at})`).join(' ');

  it('wait until the owner trusts the author', () => {
    expect(judge(links(1), { author: KNOWN })).toEqual({ status: 'pending', reasons: ['has links'] });
    expect(judge(links(1), { author: TRUSTED }).status).toBe('approved');
    expect(judge(links(1), { author: NEW }).reasons).toEqual(['first comment', 'has links']);
    expect(judge(links(1), { author: NEW }, { moderation: 'open' }).status).toBe('approved');
  });

  it('wait when there are more than allowed, whoever wrote them', () => {
    expect(judge(links(2), { author: TRUSTED }).status).toBe('approved');
    expect(judge(links(3), { author: TRUSTED })).toEqual({
      status: 'pending',
      reasons: ['more links than allowed: 3'],
    });
    expect(judge(links(3), { author: NEW }, { moderation: 'open' }).status).toBe('pending');
  });

  it('are counted as they will be shown, not as they look in the text', () => {
    expect(judge('`https://x.example` and [x](javascript:y)', { author: KNOWN }).status).toBe('approved');
    expect(judge('[a][1] and [b][1]\n\n[1]: https://x.example', { author: KNOWN }).reasons).toEqual(['has links']);
  });

  it('are counted, too, where they run into each other so that none of them is one', () => {
    const body = `${'https://x.example/'.repeat(260)} https://y.example`;
    expect(judge(body, { author: NEW }, { moderation: 'open' }).reasons).toEqual(['more links than allowed: 261']);
  });

  it("count the author's own site until they are known", () => {
    const url = 'https://ada.example/';
    expect(judge('Hello', { url, author: NEW }).reasons).toEqual(['first comment', 'has links']);
    expect(judge('Hello', { url, author: KNOWN }).status).toBe('approved');
  });
});

describe('the website of a known author', () => {
  const of = (site: string | null | undefined, url: string | undefined, more: Partial<Omit<Draft, 'body'>> = {}) =>
    judge('Hello', { ...(url && { url }), author: { ...KNOWN, ...(site !== undefined && { site }) }, ...more });

  it.each([
    ['the approved one', 'https://ada.example/', 'https://ada.example/', []],
    ['another one', 'https://ada.example/', 'https://casino.example/', ['another website than before']],
    ['the first one after words without any', null, 'https://casino.example/', ['another website than before']],
    ['none', 'https://ada.example/', undefined, []],
    ['one of before it was noted', undefined, 'https://ada.example/', []],
  ])('%s', (_, site, url, reasons) => {
    expect(of(site, url).reasons).toEqual(reasons);
  });

  it('counts among the links, and does not hold who is trusted nor where links do not wait', () => {
    const url = 'https://casino.example/';
    const author = { ...KNOWN, site: null };
    expect(judge('Hello', { url, author }, { maxLinks: 0 }).reasons).toContain('more links than allowed: 1');
    expect(judge('Hello', { url, author: { ...author, trusted: true } }).status).toBe('approved');
    expect(judge('Hello', { url, author }, { moderation: 'open' }).status).toBe('approved');
    expect(reasonsForReader(['another website than before'])).toEqual(['has links']);
  });

  it('that another name gave lately holds, but is no spam: people share websites', () => {
    const seen = { isSiteOfAnother: true };
    const url = 'https://a.example/';
    expect(judge('Hello', { url, seen }).reasons).toEqual(['the same website under another name']);
    expect(judge('Hello', { url, seen, author: NEW }).status).toBe('pending');
    expect(judge('Hello', { url, seen, author: TRUSTED }).status).toBe('approved');
  });
});

describe('blocked words', () => {
  const finds = (body: string, word: string, more: Partial<Omit<Draft, 'body'>> = {}) =>
    judge(body, more, { blockedWords: [word] }).reasons.some((reason) => reason === `blocked word: ${word}`);

  it.each([
    ['Visit our casino now', 'casino'],
    ['CASINO', 'casino'],
    ['casino', 'CASINO'],
    ['ca**si**no', 'casino'],
    ['ca\u200bsi\u00adno', 'casino'],
    ['ｃａｓｉｎｏ', 'casino'],
    ['STRASSE', 'straße'],
    ['ΟΔΟΣ', 'οδος'],
    ['buy   cheap\npills', 'cheap pills'],
    ['我们的赌博网站', '赌博'],
    ['КАЗИНО онлайн', 'казино'],
    ['costs $$$ a lot', '$$$'],
    ['[here](https://casino.example/)', 'casino'],
    ['(casino)', 'casino'],
    ['casino', ' Casino '],
  ])('%s holds %s', (body, word) => {
    expect(finds(body, word)).toBe(true);
  });

  it.each([
    ['Occasions in occasional casinos', 'casino'],
    ['Scunthorpe', 'thor'],
    ['ca si no', 'casino'],
    ['classic', 'ass'],
    ['one\n\ntwo', 'onetwo'],
    ['anything', ''],
    ['anything', '  '],
    ['a𝒷c', 'b'],
  ])('%s does not hold %s', (body, word) => {
    expect(finds(body, word)).toBe(false);
  });

  it('are looked for in the name and the site too', () => {
    expect(finds('Hello', 'casino', { name: 'Best Casino' })).toBe(true);
    expect(finds('Hello', 'casino', { url: 'https://casino.example/' })).toBe(true);
  });

  it('hold a comment; with a link, from someone unknown, it is spam', () => {
    const rules = { blockedWords: ['casino'] };
    expect(judge('casino', { author: NEW }, rules).status).toBe('pending');
    expect(judge('casino https://x.example', { author: NEW }, rules).status).toBe('spam');
    expect(judge('casino https://x.example', { author: KNOWN }, rules).status).toBe('pending');
  });
});

describe("the owner's name", () => {
  it.each(['Ann Ode', 'ann ode', ' Ann  Ode ', 'АNN ОDЕ', 'Ann-Ode', 'Änn Ode', 'ann.0de', '★ Ann Ode ★'])(
    '%s waits',
    (name) => {
      expect(judge('Hello', { name }, { ownerName: 'Ann Ode' })).toEqual({
        status: 'pending',
        reasons: ["the owner's name"],
      });
    },
  );

  // Each of these once passed: letters of other scripts and small capitals, and the name with something about it.
  it.each([
    ...['Ines ꓧalloran', 'Ines һalloran', 'Ines Hɑlloran', 'Ines Hallᴏran', 'Ines Hallօran', 'Ines Hałłoran'],
    ...['Ines Halløran', 'Ines Hall𐐬ran', 'Ines Hall০ran', 'Ines Ha¹loran', 'Ines Hɐlloran', 'ɪɴᴇꜱ Halloran'],
    ...['Ines Halloran (author)', 'Dr Ines Halloran', 'Ines Halloran | Admin', 'The real Ines  Halloran'],
  ])('%s waits where Ines Halloran is the owner', (name) => {
    expect(judge('Hello', { name }, { ownerName: 'Ines Halloran' }).reasons).toEqual(["the owner's name"]);
  });

  it('of one word is free for others who have another name with it', () => {
    expect(judge('Hello', { name: 'Ann Lee' }, { ownerName: 'Ann' }).status).toBe('approved');
    expect(judge('Hello', { name: 'ᴀɴɴ' }, { ownerName: 'Ann' }).status).toBe('pending');
  });

  it.each(['Ann', 'Joann Ode', 'Ann Odense'])('%s is somebody else', (name) => {
    expect(judge('Hello', { name }, { ownerName: 'Ann Ode' }).status).toBe('approved');
  });

  it('is any that readers see with the badge', () => {
    const seen = { badged: ['blog.example', 'Ines Halloran'] };
    for (const name of ['Ines Halloran', 'Ines һalloran', 'Dr Ines Halloran', 'blog.example', 'BLOG-EXAMPLE']) {
      expect(judge('Hello', { name, seen }).reasons).toEqual(['a name that has the badge']);
    }
    expect(judge('Hello', { name: 'Ines', seen }).status).toBe('approved');
    expect(judge('Hello', { name: 'Ines Halloran', seen, author: OWNER }).status).toBe('approved');
  });

  it('is free where none is set, and to the owner', () => {
    expect(judge('Hello', { name: '★' }).status).toBe('approved');
    expect(judge('Hello', { name: 'Ann Ode', author: OWNER }, { ownerName: 'Ann Ode' }).status).toBe('approved');
  });
});

describe('how it came', () => {
  const SENTENCE = 'Any words of a reader, as long as this and no longer. ';

  it('waits when nobody can have typed it, unless the owner knows its author', () => {
    const text = SENTENCE.repeat(4);
    const reasons = ['first comment', 'written faster than anyone types'];
    expect(judge(text, { author: NEW, seen: { wroteFor: 3_000 } })).toEqual({ status: 'pending', reasons });
    expect(judge(text, { author: NEW, seen: { wroteFor: 30_000 } }).reasons).toEqual(['first comment']);
    expect(judge(SENTENCE, { author: NEW, seen: { wroteFor: 2_000 } }).reasons).toEqual(['first comment']);
    expect(judge(text, { author: KNOWN, seen: { wroteFor: 3_000 } }).status).toBe('approved');
  });

  it('waits when somebody said the same elsewhere; with a link, from someone unknown, it is spam', () => {
    const seen = { isSaidElsewhere: true };
    expect(judge('Hello', { seen })).toEqual({ status: 'pending', reasons: ['same words elsewhere'] });
    expect(judge('https://x.example', { author: NEW, seen }).status).toBe('spam');
    expect(judge('https://x.example', { author: KNOWN, seen }).status).toBe('pending');
  });

  it.each([
    [{ work: 'most' }, 'its browser was too slow for the work asked of it'],
    [{ work: 'unable' }, 'its page is not on https, so its browser could not do the work asked of it'],
    [{ isUnchecked: true }, 'Turnstile could not be reached'],
    [{ akismet: 'silent' }, 'Akismet could not be reached'],
    [{ akismet: 'spam' }, 'Akismet calls it spam'],
  ] as const)('%j waits, whatever the owner’s mode', (seen, reason) => {
    expect(judge('Hello', { author: NEW, seen }, { moderation: 'open' })).toEqual({
      status: 'pending',
      reasons: [reason],
    });
  });

  it('is spam when Akismet is certain, but never of an author whom the owner knows', () => {
    const seen = { akismet: 'certain spam' } as const;
    expect(judge('Hello', { author: NEW, seen }, { moderation: 'open' }).status).toBe('spam');
    expect(judge('Hello', { author: KNOWN, seen }).status).toBe('pending');
    expect(judge('Hello', { author: OWNER, seen }).status).toBe('approved');
  });

  it('says nothing where all is well', () => {
    const seen = { wroteFor: 60_000, isSaidElsewhere: false, work: 'all', akismet: 'ham' } as const;
    expect(judge(SENTENCE.repeat(9), { author: NEW, seen }, { moderation: 'open' }).status).toBe('approved');
  });
});

describe('mostly links', () => {
  it('wait, until the owner trusts the author', () => {
    const body = 'See https://a-long-address.example/with/a/path';
    expect(judge(body, { author: NEW }, { moderation: 'open' }).reasons).toEqual(['mostly links']);
    expect(judge(body, { author: TRUSTED }).status).toBe('approved');
    expect(
      judge(`${body} ${'and many more words '.repeat(4)}`, { author: NEW }, { moderation: 'open' }).reasons,
    ).toEqual([]);
  });
});

it('tells the reader that something is looked at, never which word', () => {
  expect(
    reasonsForReader([
      'first comment',
      'has links',
      'more links than allowed: 9',
      'blocked word: casino',
      "the owner's name",
    ]),
  ).toEqual(['first comment', 'has links', 'the owner looks at it first']);
});
