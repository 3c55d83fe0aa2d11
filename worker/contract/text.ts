// How text is cleaned and measured before anything else looks at it. Pure, and the same on both sides,
// so that a counter in the form and a refusal of the worker never disagree.

// C0 and C1 controls but tab and newline; bidi embeddings, overrides and isolates (U+202A–202E,
// U+2066–2069): they let a name or a link read as something it is not ("Trojan Source", CVE-2021-42574).
// Lone surrogates (with the u flag the last range meets no others) are no text, and JSON and hashing would disagree.
const DROPPED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

// Marks heaped on one letter cover the lines around it ("Zalgo"). No language sets more than so many on one; Tibetan,
// whose letters are themselves marks, is let be.
const HEAP = /((?:(?![\u0f00-\u0fff])[\p{Mn}\p{Me}]){5})[\p{Mn}\p{Me}]+/gu;

const SEEN = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]/u;

/** Whether anything of it shows. Joiners are no letters, though emoji and Persian words need them in between. */
export function isSeen(text: string): boolean {
  return SEEN.test(text);
}

/**
 * Without controls, bidi overrides and heaps of marks: for text that entities (`&#x202E;`) brought back after it was
 * cleaned.
 */
export function dropUnseen(text: string): string {
  return text.replace(DROPPED, '').replace(HEAP, '$1');
}

/** NFC, one kind of line end, no controls, no bidi overrides, trimmed; '' where nothing shows. Newlines stay. */
export function cleanText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(DROPPED, '').normalize('NFC').replace(HEAP, '$1').trim();
  return isSeen(clean) ? clean : '';
}

/** As cleanText, on one line: for names and titles. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** Unicode code points. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
