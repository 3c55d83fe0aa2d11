// What people open beside the desk, and the patterns of what stands in addresses. Those that the widget calls are in
// contract/endpoints.ts. Pure.

export const PAGES = {
  thread: '/thread',
  /** The newest comments as HTML, to stand in the post. */
  fragment: '/fragment',
  threadStyle: '/thread.css',
  feed: '/feed',
  /** A link in a notice to the owner leads here. */
  act: '/act',
  /** A link in a mail to a reader leads here. */
  subscription: '/subscription',
} as const;

/**
 * The address of one of PAGES from another one of them, relative: then a link works under a base path as well
 * (rules/base-path.ts).
 */
export function beside(path: `/${string}`): string {
  return path.slice(1);
}

/** The embed under a name with the hash of its content, as a build makes it (scripts/build/published.ts). */
export const PINNED_EMBED = 'embed-[0-9a-f]{12}\\.js';

export const THREAD_PATTERN = /^[A-Za-z0-9_-]{22}$/;
/** Crockford's base 32, the alphabet of a ULID. */
export const ID_PATTERN = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** An author's public id, made of their key. */
export const AUTHOR_PATTERN = /^[A-Za-z0-9_-]{16}$/;
export const PART_PATTERN = /^\d{1,6}$/;
