// The one rule for addresses in readers' words: http, https and mailto, in their normal form, and nothing clever
// inside. Preact and the browser would follow `javascript:` all the same, so nothing else may ever stand in a tree.
// Pure.

const LINKED = /^(?:https?:\/\/|mailto:)[^\s<>"]{1,2000}$/i;

/** The address as it may be linked, or null. IDN homographs come out as xn--, bidi marks as %xx. */
export function safeHref(text: string): string | null {
  return LINKED.test(text) ? normalHref(text) : null;
}

/** Whether it is one that came out of there: its letters may have become longer than what goes in. */
export function isSafeHref(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s<>"]+$/.test(href) && normalHref(href) === href;
}

function normalHref(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      // user:password@ is there to make one host look like another.
      return url.username || url.password || !url.hostname ? null : url.href;
    case 'mailto:':
      // ?bcc=…&body=… writes a letter in the reader's name.
      url.search = '';
      url.hash = '';
      return /^mailto:[^@]+@[^@]+$/i.test(url.href) ? url.href : null;
    default:
      return null;
  }
}

/** What may not stand in an address; and a host in brackets, in which they may. */
const UNSAFE = /^https?:\/\/\[[\da-f:.]+\]|[\s"<>[\]\\^`{|}]|%(?![\da-f]{2})/gi;

/** An address as it was typed, as one that can be linked: in `<https://a.example/b c>` there may be a space. */
export function encodeAddress(text: string): string {
  return text.trim().replace(UNSAFE, (part) => (part.length > 1 ? part : encodeURIComponent(part)));
}
