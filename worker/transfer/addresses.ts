// Addresses that stand bare in text: of pages, with `http` or `www.`, and of mailboxes. WordPress and GitHub make links
// of them when they show a comment. Pure. Read next: rules/text/address.ts for where an address ends.

import { addressAtStart } from '../rules/text/address.ts';
import { safeHref } from '../rules/text/links.ts';

const START = /https?:\/\/|www\.(?=[\p{L}\p{N}])|[\w.+-]{1,64}@(?=[a-z\d])/giu;
const MAILBOX = /^[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.)+[a-z]{2,63}/i;
/** A longer one would be refused anyway (links.ts). */
const MAX_ADDRESS = 2_100;
/** Addresses in a row without a space are each looked at to their end: past so many letters they are text. */
const MAX_LETTERS = 50_000;

/** The text in pieces; `href` of those that are addresses. */
export function addressesIn(text: string): { text: string; href: string | null }[] {
  const pieces: { text: string; href: string | null }[] = [];
  let from = 0;
  let left = MAX_LETTERS;
  for (const { 0: start, index } of text.matchAll(START)) {
    // Within the last one, or within a word.
    if (index < from || /[\p{L}\p{N}/@=_]/u.test(text[index - 1] ?? ' ')) continue;
    const rest = /^\S*/.exec(text.slice(index, index + MAX_ADDRESS))![0];
    left -= rest.length;
    if (left < 0) break;
    const shown = start.endsWith('@') ? MAILBOX.exec(rest)?.[0] : pageAt(rest);
    const href = shown === undefined ? null : safeHref(hrefOf(shown));
    if (shown === undefined || href === null) continue;
    pieces.push({ text: text.slice(from, index), href: null }, { text: shown, href });
    from = index + shown.length;
  }
  return [...pieces, { text: text.slice(from), href: null }].filter((piece) => piece.text !== '');
}

function pageAt(rest: string): string | undefined {
  if (!/^www\./i.test(rest)) return addressAtStart(rest) ?? undefined;
  const address = addressAtStart(`http://${rest}`)?.slice('http://'.length);
  // `www.` and one word is no host.
  return address !== undefined && /^www\.[^./]+\.[^./]/i.test(address) ? address : undefined;
}

function hrefOf(shown: string): string {
  if (/^https?:/i.test(shown)) return shown;
  return /^www\./i.test(shown) ? `http://${shown}` : `mailto:${shown}`;
}
