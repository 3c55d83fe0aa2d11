// How imported comments are put together: so many in one value of KV. Pure. Read next: store/facts/bundles.ts.

import type { PostFact } from '../comment/facts.ts';

export const BUNDLE_SIZE = 500;

/** In letters of JSON. A value of KV is at most 25 MiB; a bundle is parsed by the sweep, which has 10 ms. */
const BUNDLE_LENGTH = 1_000_000;

/** In their order, and the same every time: who does it again, from the same comments, puts the same bundles. */
export function* inBundles<T extends { fact: PostFact }>(posts: Iterable<T>, longest = BUNDLE_LENGTH): Iterable<T[]> {
  let bundle: T[] = [];
  let length = 0;
  for (const post of posts) {
    const size = JSON.stringify(post.fact).length;
    if (bundle.length > 0 && (bundle.length === BUNDLE_SIZE || length + size > longest)) {
      yield bundle;
      bundle = [];
      length = 0;
    }
    bundle.push(post);
    length += size;
  }
  if (bundle.length > 0) yield bundle;
}
