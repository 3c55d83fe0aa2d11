// The checks of single fields, which the form makes as one types and the worker makes again. Pure.

import type { FieldProblem } from './errors.ts';
import { MAX_BODY, MAX_EMAIL, MAX_NAME, MAX_URL } from './limits.ts';
import { lengthOf } from './text.ts';

/** A problem, or null where the name may stand. Give it cleaned text (cleanLine). */
export function checkName(name: string): FieldProblem | null {
  if (name === '') return 'missing';
  return lengthOf(name) > MAX_NAME ? 'too_long' : null;
}

/** A problem, or null where the text may stand. Give it cleaned text (cleanText). */
export function checkBody(body: string): FieldProblem | null {
  if (body === '') return 'missing';
  return lengthOf(body) > MAX_BODY ? 'too_long' : null;
}

/**
 * The address in its normal form, or null: http and https only, no user or password inside. "example.com" is meant as
 * one.
 */
export function normalUrl(text: string): string | null {
  const whole = /^[\p{L}\p{M}\p{N}._-]+\.[\p{L}\p{M}\p{N}-]+(?::\d+)?(?:[/?#]|$)/u.test(text)
    ? `https://${text}`
    : text;
  if (lengthOf(whole) > MAX_URL || !/^https?:\/\//i.test(whole)) return null;
  try {
    const url = new URL(whole);
    // A URL's host may be "{{x}}" for all that its standard says; no host is called that.
    return url.username || url.password || !/^[\w.:[\]-]+$/.test(url.hostname) ? null : url.href;
  } catch {
    return null; // not URL.canParse: readers' browsers before Chrome 120 and Safari 17 lack it
  }
}

/** Good enough to be worth a mail; only the mail itself proves an address. */
export function isEmail(text: string): boolean {
  return lengthOf(text) <= MAX_EMAIL && /^[^\s@<>()[\],;:"]+@[^\s@.<>()[\],;:"]+(\.[^\s@.<>()[\],;:"]+)+$/.test(text);
}
