// The colour of an avatar, which the widget and the worker's pages draw alike. Pure.

/** 0 to 359, in degrees: the same everywhere for the same author id, or for the same name where there is no id. */
export function hueOf(seed: string): number {
  let sum = 0;
  for (const letter of seed) sum = (sum * 31 + letter.codePointAt(0)!) % 360;
  return sum;
}
