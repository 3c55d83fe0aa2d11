// Fills words in: `{n}`, `{name}` and so on, and the form that the number wants. Pure.

/** Forms by the language's plural rules, or of one number alone: "לפני יומיים" for 2 days. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule | number, string>>;

/** What can be filled in. Where a sentence has one, its key's comment says what it is. */
export interface Values {
  n?: number;
  name?: string;
  time?: string;
  site?: string;
  title?: string;
}

/** From here on a number has a separator, which Intl knows. */
const LONG = 1_000;
/** Languages of ours with digits of their own. Every other one is written with Latin digits, in every country. */
export const OTHER_DIGITS = /^(fa|bn)/;

/** Hebrew, Arabic and what is written with its letters. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

const rules: Record<string, Intl.PluralRules> = {};

/** `code` is the language of the words, which need not be the language of the page's dates. */
export function say(words: string | Plural, code: string, values: Values = {}): string {
  const { n = 0 } = values;
  const text = typeof words === 'string' ? words : (words[n] ?? words[ruleOf(n, code)] ?? words.other);
  return text.replace(/\{(\w+)\}/g, (_, key: keyof Values) => {
    if (key === 'n') return numeral(n, code);
    const value = values[key] as string;
    // Isolated where the two directions meet: else a mark at the end of a name jumps to its other side.
    return RIGHT_TO_LEFT.test(text + value) ? `\u2068${value}\u2069` : value;
  });
}

function ruleOf(n: number, code: string): Intl.LDMLPluralRule {
  rules[code] ??= new Intl.PluralRules(code);
  return rules[code].select(n);
}

/** The first number that Intl writes holds a slow telephone up for a tenth of a second; its plural rules do not. */
function numeral(n: number, code: string): string {
  const hasOwn = OTHER_DIGITS.test(code);
  return n < LONG && !hasOwn ? `${n}` : n.toLocaleString(hasOwn ? code : `${code}-u-nu-latn`);
}
