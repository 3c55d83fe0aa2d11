// The colour of an avatar and the letter in it, which the widget and the worker's pages draw alike. Pure.

/** 0 to 359, in degrees: the same everywhere for the same author id, or for the same name where there is no id. */
export function hueOf(seed: string): number {
  let sum = 0;
  for (const letter of seed) sum = (sum * 31 + letter.codePointAt(0)!) % 360;
  return sum;
}

/** A flag, or whatever else shows, with the marks and pictures that are joined to it. */
const FIRST = /\p{RI}{2}|\S(\u200d.|[\p{M}\p{EMod}\p{Cf}])*/u;

/**
 * A name's first letter as readers see it, in capitals as the language has them. Where that would be two ("ß") it
 * stays.
 */
export function initialOf(name: string, code?: string): string {
  const first = FIRST.exec(name)?.[0] ?? '';
  const capital = first.toLocaleUpperCase(code);
  return capital[first.length] ? first : capital;
}
