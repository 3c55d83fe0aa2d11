// Which part of a running text is an address: from http(s):// to where a person would say that it ends. Whether it may
// be linked is links.ts's to say. Pure; the time it takes grows with the length of the address and no faster.

/** Letters, signs and pictures of any script; its punctuation ends an address, as in 「https://a.example/」. */
const FOREIGN = '[^\\0-\\x7f\\p{P}\\p{Z}\\p{Cc}｜]';
const LABEL = `(?:[a-z\\d_-]|${FOREIGN})+`;
const HOST = `(?:\\[[\\da-f:.]+\\]|${LABEL}(?:\\.${LABEL})*)(?::\\d{1,5})?`;
/** A quotation mark ends it, and so does an apostrophe that no letter follows. */
const IN_PATH = `(?:[!#-&(-;=?-~]|'(?=[\\p{L}\\p{N}])|${FOREIGN})`;
const ADDRESS = new RegExp(`^https?://${HOST}(?:[/?#]${IN_PATH}*)?`, 'iu');

const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const OPENING = Object.values(CLOSING);

/**
 * The address that the text begins with, without the full stop or the bracket that is the sentence's, and without the
 * mark around it (`_https://a.example_`, `~~…~~`); null: with none.
 */
export function addressAtStart(text: string): string | null {
  const found = ADDRESS.exec(text)?.[0];
  return found === undefined ? null : found.slice(0, lengthInBrackets(found)).replace(/[!'*,.:;?_~]+$/, '');
}

/** As far as every bracket has its other half. */
function lengthInBrackets(address: string): number {
  const open: number[] = [];
  for (let at = 0; at < address.length; at++) {
    const char = address[at]!;
    const last = open.at(-1);
    if (OPENING.includes(char)) open.push(at);
    else if (last !== undefined && address[last] === CLOSING[char]) open.pop();
    else if (Object.hasOwn(CLOSING, char)) return last ?? at;
  }
  return open[0] ?? address.length;
}
