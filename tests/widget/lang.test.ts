// Every language: complete, filled in where English is, with the plurals that it has.

import { describe, expect, it } from 'vitest';
import { composerEnglish } from '../../widget/words/composer-english.ts';
import { english } from '../../widget/words/english.ts';
import { errorEnglish } from '../../widget/words/errors.ts';
import type { Language } from '../../widget/words/language.ts';
import { readingEnglish } from '../../widget/words/reading-english.ts';
import { type Plural, say } from '../../widget/words/say.ts';
import { comment, FakeWorker, Reader, threadOf } from './help/as-reader.ts';

const files = import.meta.glob<{ default: Language }>('../../widget/lang/*.ts', { eager: true });
const languages = Object.entries(files).map(
  ([path, { default: language }]) => [/([\w-]+)\.ts$/.exec(path)?.[1] ?? '', language] as const,
);
const { ago: _, ...first } = english;
const ENGLISH: Record<string, string | Plural> = { ...first, ...readingEnglish, ...composerEnglish, ...errorEnglish };
const KEYS = Object.keys(ENGLISH).filter((key) => key !== 'code' && key !== 'dir');

function forms(words: string | Plural): string[] {
  return typeof words === 'string' ? [words] : (Object.values(words) as string[]);
}

function placeholders(words: string | Plural): string[] {
  return [...new Set(forms(words).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

describe('languages', () => {
  it('are twenty at least besides English, some of them written from right to left', () => {
    const codes = new Set(languages.map(([, { code }]) => code));
    expect(codes.size).toBeGreaterThanOrEqual(20);
    const mirrored = languages.filter(([, { dir }]) => dir === 'rtl').map(([name]) => name);
    expect(mirrored.sort()).toEqual(['ar', 'fa', 'he']);
  });

  it.each(languages)('%s has every word, and no word that nobody asks for', (_, language) => {
    expect(
      Object.keys(language)
        .filter((key) => key !== 'code' && key !== 'dir')
        .sort(),
    ).toEqual([...KEYS].sort());
  });

  it.each(languages)('%s fills in what English fills in', (_, language) => {
    for (const key of KEYS) {
      const theirs = placeholders(language[key as keyof Language] as string | Plural);
      const ours = placeholders(ENGLISH[key]!);
      expect([key, theirs]).toEqual([key, ours]);
    }
  });

  it.each(languages)('%s has its plurals', (_, language) => {
    const wanted = new Intl.PluralRules(language.code).resolvedOptions().pluralCategories;
    for (const key of KEYS) {
      const words = language[key as keyof Language] as string | Plural;
      if (typeof words === 'string') continue;
      // What a language says with "other" too may be left out; a form that it never uses must not be there.
      expect([key, Object.keys(words).filter((form) => !wanted.includes(form as Intl.LDMLPluralRule))]).toEqual([
        key,
        [],
      ]);
      for (const n of [1, 2, 3, 5, 11, 21, 100, 101]) expect(say(words, language.code, { n })).not.toMatch(/[{}]/);
    }
  });

  it.each(languages)('%s says a number where it could be another', (_, language) => {
    for (const key of KEYS) {
      const words = language[key as keyof Language] as string | Plural;
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
    expect(JSON.stringify(Object.values(language as Record<string, string | Plural>).flatMap(forms))).not.toMatch(
      /!|！|\w'\w/,
    );
  });
});

describe('a page in another language', () => {
  const worker = new FakeWorker();
  worker.thread = threadOf([comment('Mia', 'Hallo'), comment('Ben', 'Ja')]);
  const names = languages.map(([name]) => name).sort();

  it.each([
    ['de-CH', 'de', 'ltr', '2 Kommentare'],
    ['zh-Hant-HK', 'zh-TW', 'ltr', '2 則留言'],
    ['zh-CN', 'zh', 'ltr', '2 条评论'],
    ['no', 'nb', 'ltr', '2 kommentarer'],
    ['ar-EG', 'ar', 'rtl', 'تعليقان'],
    ['en-GB', 'en', 'ltr', '2 comments'],
    ['tlh', 'en', 'ltr', '2 comments'],
  ])('%s is spoken to in %s', async (tag, code, dir, heading) => {
    const reader = await Reader.at(worker, { 'data-lang': tag }, { languages: names });
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
        languages: names,
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
        languages: names,
        bring: <T>(name: string) =>
          name.startsWith('lang/')
            ? Promise.resolve({ default: { code: 'de', title: 'Kommentare' } } as T)
            : bring<T>(name as 'reading'),
      },
    );
    expect(reader.all('section')[0]?.getAttribute('aria-label')).toBe('Kommentare');
    expect(reader.maybeButton('Reply to Mia')).toBeTruthy();
  });
});
