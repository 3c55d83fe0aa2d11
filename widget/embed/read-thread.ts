// What came over the wire, made safe to use: a page must survive whatever a worker of tomorrow, or somebody in its
// place, answers. What a component puts between tags goes through `text()` or `number()` here or where it is drawn.
// Pure.

import type { PublicComment, Thread } from '../../worker/contract/index.ts';

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function list<T>(value: T[]): T[] {
  return Array.isArray(value) ? value : [];
}

/** The names, the only words outside of a body, are strings afterwards; what has no id or author is left out. */
export function readComments(json: unknown): PublicComment[] {
  return list(json as PublicComment[])
    .filter((one) => text(one?.id) && one.author)
    .map((one) => ({ ...one, likes: number(one.likes), author: { ...one.author, name: text(one.author.name) } }));
}

export function readThread(json: Thread): Thread {
  return {
    ...json,
    count: number(json.count),
    total: number(json.total),
    from: number(json.from),
    comments: readComments(json.comments),
    pinned: readComments(json.pinned),
    gone: list(json.gone).filter(Array.isArray),
    asks: list(json.asks),
  };
}
