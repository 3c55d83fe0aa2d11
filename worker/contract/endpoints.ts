// Every address of the wire, once. Paths with a parameter are patterns for the worker's router;
// the functions below build the same paths for callers.

export const ENDPOINTS = {
  thread: '/api/thread',
  counts: '/api/counts',
  tickets: '/api/tickets',
  comments: '/api/comments',
  preview: '/api/preview',
  mine: '/api/mine',
  ownerComments: '/api/admin/comments',
  verdicts: '/api/admin/verdicts',
  permalink: '/c',
  embed: '/embed.js',
  health: '/health',
  desk: '/admin',
} as const;

/** What people open, beside the desk; apart from the above because the widget needs none of it. */
export const PAGES = {
  thread: '/thread',
  threadStyle: '/thread.css',
  feed: '/feed',
  /** A link in a notice to the owner leads here. */
  act: '/act',
  /** A link in a mail to a reader leads here. */
  subscription: '/subscription',
} as const;

/** The embed under a name with the hash of its content, as a build makes it (scripts/build/published.ts). */
export const PINNED_EMBED = 'embed-[0-9a-f]{12}\\.js';

export const THREAD_PATTERN = /^[A-Za-z0-9_-]{22}$/;
/** Crockford's base 32, the alphabet of a ULID. */
export const ID_PATTERN = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** An author's public id, made of their key. */
export const AUTHOR_PATTERN = /^[A-Za-z0-9_-]{16}$/;
export const KEY_PATTERN = /^[A-Za-z0-9_-]{22,64}$/;
export const PART_PATTERN = /^\d{1,6}$/;

/** On an old copy of a thread, answered while the store is down: when it was made. The widget tells the reader. */
export const COPY_HEADER = 'Afterword-Copy-At';

/** The fragment of a comment's permalink, and of the link that asks for a count. */
export const PERMALINK_PREFIX = 'comment-';
