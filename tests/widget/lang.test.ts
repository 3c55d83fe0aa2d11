// Every language: complete, filled in where English is, with the plurals that it has.

import { describe, expect, it } from 'vitest';
import { allEnglish, type Language } from '../../widget/words/language.ts';
import { type Plural, say } from '../../widget/words/say.ts';
import { comment, FakeWorker, Reader, threadOf } from './help/as-reader.ts';

const files = import.meta.glob<{ default: Language }>('../../widget/lang/*.ts', { eager: true });
const languages = Object.entries(files).map(
  ([path, { default: language }]) => [/([\w-]+)\.ts$/.exec(path)?.[1] ?? '', language] as const,
);

type Said = Record<string, string | Plural>;
const { code: _code, dir: _dir, ago: _ago, ...english } = allEnglish;
const ENGLISH: Said = english;
const KEYS = Object.keys(ENGLISH);

/** All that it says but times, which are of spans (words/since.test.ts). */
function saidIn({ code: _code, dir: _dir, ago: _ago, ...said }: Language): Said {
  return said as Said;
}

function forms(words: string | Plural): string[] {
  return typeof words === 'string' ? [words] : (Object.values(words) as string[]);
}

function placeholders(words: string | Plural): string[] {
  return [...new Set(forms(words).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

describe('languages', () => {
  it('are forty at least besides English, some of them written from right to left', () => {
    const codes = new Set(languages.map(([, { code }]) => code));
    expect(codes.size).toBeGreaterThanOrEqual(40);
    const mirrored = languages.filter(([, { dir }]) => dir === 'rtl').map(([name]) => name);
    expect(mirrored.sort()).toEqual(['ar', 'fa', 'he', 'ur']);
  });

  it.each(languages)('%s has every word, and no word that nobody asks for', (_, language) => {
    const keys = Object.keys(saidIn(language));
    expect(keys.filter((key) => !KEYS.includes(key))).toEqual([]);
    expect(KEYS.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it.each(languages)('%s fills in what English fills in', (_, language) => {
    for (const [key, words] of Object.entries(saidIn(language)))
      expect([key, placeholders(words)]).toEqual([key, placeholders(ENGLISH[key]!)]);
  });

  it.each(languages)('%s has its plurals, each of them', (_, language) => {
    const rules = new Intl.PluralRules(language.code);
    const { pluralCategories } = rules.resolvedOptions();
    const used = (most: number) => new Set(Array.from({ length: most }, (_, n) => rules.select(n + 1)));
    const plurals = Object.entries({ ...language.ago, ...saidIn(language) }).filter(
      ([, words]) => typeof words !== 'string',
    );
    for (const [key, words] of plurals as [string, Plural][]) {
      // Four weeks are said at most, twelve months are a year; of seconds there is none.
      const wanted = used({ second: 0, week: 4, day: 6, month: 11 }[key] ?? 200);
      const forms = Object.keys(words).filter((form) => form !== 'other');
      expect([key, forms.filter((form) => !/^\d+$/.test(form) && !pluralCategories.includes(form as never))]).toEqual([
        key,
        [],
      ]);
      // Two replies or more: the mail of one has its name in the subject.
      if (key === 'repliesSubject') wanted.delete('one');
      // What is said of one number alone need not be said by a rule too.
      for (const n of forms.filter((form) => /^\d+$/.test(form))) wanted.delete(rules.select(Number(n)));
      if (wanted.size > 1 || !wanted.has('other'))
        expect([key, [...wanted].filter((form) => !words[form])]).toEqual([key, []]);
      for (const n of [1, 2, 3, 5, 11, 21, 100, 101])
        expect(say(words, language.code, { n, title: '' })).not.toMatch(/[{}]|undefined/);
    }
  });

  it.each(languages)('%s says a number where it could be another', (_, language) => {
    for (const [key, words] of Object.entries(saidIn(language))) {
      if (typeof words === 'string') continue;
      const rules = new Intl.PluralRules(language.code);
      for (const [form, text] of Object.entries(words)) {
        // "one" is 1 alone in German and also 21 in Russian, and there the number has to be said.
        const meant = Array.from({ length: 200 }, (_, n) => n).filter((n) => rules.select(n) === form);
        if (meant.filter((n) => n > 0).length > 1)
          expect([key, form, text]).toEqual([key, form, expect.stringContaining('{n}')]);
      }
    }
  });

  it.each(languages)('%s names a button with what it says', (_, language) => {
    const { reply = '', replyName = '' } = language;
    expect(replyName.toLocaleLowerCase(language.code)).toContain(reply.toLocaleLowerCase(language.code));
  });

  it.each(languages)('%s does not shout, and writes no straight quotes', (_, language) => {
    expect(Object.values(saidIn(language)).flatMap(forms).join('\n')).not.toMatch(/!|！|\w'|"/);
  });

  it.each(languages)(
    '%s writes no word in two scripts: a Latin “o” among Cyrillic letters looks right',
    (_, language) => {
      const words = Object.values(saidIn(language))
        .flatMap(forms)
        .flatMap((line) => line.replace(/\{\w+\}/g, ' ').match(/[\p{L}\p{M}]+/gu) ?? []);
      const latin = /\p{Script=Latin}/u;
      const alike = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
      expect(words.filter((word) => latin.test(word) && alike.test(word))).toEqual([]);
      expect(words.filter((word) => word !== word.normalize('NFC'))).toEqual([]);
    },
  );

  it.each(languages)('%s leaves no sentence in English', (_, language) => {
    const same = Object.entries(saidIn(language)).filter(
      ([key, words]) => JSON.stringify(words) === JSON.stringify(ENGLISH[key]),
    );
    // A word or two may be the same in both: "Link". `entryTitle` is what is filled in, and a word.
    expect(
      same.filter(([key, words]) => key !== 'entryTitle' && forms(words).some((form) => / \S+ /.test(form))),
    ).toEqual([]);
  });

  it.each([['en', allEnglish] as const, ...languages])('%s calls a button what it says', (_, language) => {
    const { nothingWhy = '', stopped = '' } = language;
    expect(nothingWhy).toContain(stopped);
  });

  it.each(languages)(
    '%s breaks no line where a mark or a unit would stand alone, and turns no address round',
    (name, language) => {
      const lines = Object.values(saidIn(language)).flatMap(forms);
      if (name === 'fr') expect(lines.filter((line) => / [;:?!»]|« /.test(line))).toEqual([]);
      expect(lines.filter((line) => / …/.test(line))).toEqual([]);
      expect(
        [...forms(language.rateLimited ?? ''), language.nameLong].filter((line) => /(\{n\}|\d) /.test(line ?? '')),
      ).toEqual([]);
      if (language.dir === 'rtl') expect(lines.filter((line) => /https:\/\/(?!\u200e)/.test(line))).toEqual([]);
    },
  );
});

describe('a page in another language', () => {
  const worker = new FakeWorker();
  worker.thread = threadOf([comment('Mia', 'Hallo'), comment('Ben', 'Ja')]);

  it.each([
    ['de-CH', 'de', 'ltr', '2 Kommentare'],
    ['zh-Hant-HK', 'zh-TW', 'ltr', '2 則留言'],
    ['zh-CN', 'zh', 'ltr', '2 条评论'],
    ['no', 'nb', 'ltr', '2 kommentarer'],
    ['ar-EG', 'ar', 'rtl', 'تعليقان'],
    ['ur-PK', 'ur', 'rtl', '2 تبصرے'],
    ['bn-BD', 'bn', 'ltr', '২টি মন্তব্য'],
    ['pt-BR', 'pt-BR', 'ltr', '2 comentários'],
    ['sr-RS', 'sr', 'ltr', '2 коментара'],
    ['sr-Latn-RS', 'sr-Latn', 'ltr', '2 komentara'],
    ['en-GB', 'en', 'ltr', '2 comments'],
    ['tlh', 'en', 'ltr', '2 comments'],
  ])('%s is spoken to in %s', async (tag, code, dir, heading) => {
    const reader = await Reader.at(worker, { 'data-lang': tag });
    const [section] = reader.all('section');
    expect(section?.lang).toBe(code);
    expect(section?.dir).toBe(dir);
    expect(reader.all('h2')[0]?.textContent).toBe(heading);
    expect(reader.article('Hallo').querySelector('.body')?.getAttribute('lang')).toBe(tag);
  });

  it('is spoken to in English where its words do not come', async () => {
    const { bring } = await import('./help/as-reader.ts');
    const reader = await Reader.at(
      worker,
      { 'data-lang': 'de' },
      {
        bring: (name) => (name.startsWith('lang/') ? Promise.reject(new Error('offline')) : bring(name)),
      },
    );
    expect(reader.all('h2')[0]?.textContent).toBe('2 comments');
  });

  it('has English for a word that its language lacks', async () => {
    const { bring } = await import('./help/as-reader.ts');
    const reader = await Reader.at(
      worker,
      { 'data-lang': 'de' },
      {
        bring: <T>(name: string) =>
          name.startsWith('lang/')
            ? Promise.resolve({ default: { code: 'de', ago: allEnglish.ago, title: 'Kommentare' } } as T)
            : bring<T>(name as 'reading'),
      },
    );
    expect(reader.all('section')[0]?.getAttribute('aria-label')).toBe('Kommentare');
    expect(reader.maybeButton('Reply to Mia')).toBeTruthy();
  });
});
