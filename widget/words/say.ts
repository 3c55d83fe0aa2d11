// Fills words in: `{n}`, `{name}` and the plural form that the language wants. Pure.

export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export interface Values {
  n?: number;
  name?: string;
}

/** `code` is the language of the words, which need not be the language of the page's dates. */
export function say(words: string | Plural, values: Values, code: string): string {
  const { n = 0, name = '' } = values;
  const text = typeof words === 'string' ? words : (words[new Intl.PluralRules(code).select(n)] ?? words.other);
  // A function, because a name may hold `$&`, which replace() would read as a pattern.
  return text.replace(/{(n|name)}/g, (_, key) => (key === 'n' ? n.toLocaleString(code) : name));
}
