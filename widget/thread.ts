// What came over the wire, made safe to draw. Whatever a component puts between tags goes through `text()` or
// `number()` here or where it is drawn: a JSON object in the place of a string must never reach preact, which
// might take it for a vnode (CVE-2026-22028). Pure.

import type { PublicComment, Thread } from '../worker/contract/index.ts';

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The names, the only words outside of a body, are strings afterwards; what has no id or author is left out. */
export function readComments(list: unknown): PublicComment[] {
  return (Array.isArray(list) ? list : [])
    .filter((json) => text(json?.id) && json.author)
    .map((json) => ({ ...json, author: { ...json.author, name: text(json.author.name) } }));
}

export function readThread(json: Thread): Thread {
  return {
    ...json,
    count: number(json.count),
    from: number(json.from),
    comments: readComments(json.comments),
    pinned: readComments(json.pinned),
    asks: Array.isArray(json.asks) ? json.asks : [],
  };
}
