// Fills words in: `{n}`, `{name}` and the plural form that the language wants. Pure.

export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export interface Values {
  n?: number;
  name?: string;
}

/** `code` is the language of the words, which need not be the language of the page's dates. */
export function say(words: string | Plural, code: string, { n = 0, name = '' }: Values = {}): string {
  const text = typeof words === 'string' ? words : (words[new Intl.PluralRules(code).select(n)] ?? words.other);
  // By function, because a name may hold `$&`, which replace() would read as a pattern.
  return text.replace('{n}', () => n.toLocaleString(code)).replace('{name}', () => name);
}
