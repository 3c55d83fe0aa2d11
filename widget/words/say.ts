// Fills words in: `{n}`, `{name}` and the form that the number wants. Pure.

/** Forms by the language's plural rules, or of one number alone: "yesterday" for 1 day. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule | number, string>>;

export interface Values {
  n?: number;
  name?: string;
}

/** From here on a number has a separator, which Intl knows. */
const LONG = 1_000;
/** Languages of ours with digits of their own, everywhere or in some countries. */
export const OTHER_DIGITS = /^(ar|fa)/;

const rules: Record<string, Intl.PluralRules> = {};

/** `code` is the language of the words, which need not be the language of the page's dates. */
export function say(words: string | Plural, code: string, { n = 0, name = '' }: Values = {}): string {
  const text = typeof words === 'string' ? words : (words[n] ?? words[ruleOf(n, code)] ?? words.other);
  // By function, because a name may hold `$&`, which replace() would read as a pattern.
  return text.replace('{n}', () => numeral(n, code)).replace('{name}', () => name);
}

function ruleOf(n: number, code: string): Intl.LDMLPluralRule {
  rules[code] ??= new Intl.PluralRules(code);
  return rules[code].select(n);
}

/** The first number that Intl writes holds a slow telephone up for a tenth of a second; its plural rules do not. */
function numeral(n: number, code: string): string {
  return n < LONG && !OTHER_DIGITS.test(code) ? `${n}` : n.toLocaleString(code);
}
