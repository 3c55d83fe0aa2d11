// Every address of the wire, once. What else has an address on the worker is in rules/paths.ts.

export const ENDPOINTS = {
  thread: '/api/thread',
  counts: '/api/counts',
  recent: '/api/recent',
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

/** A reader's secret, by which the worker knows their comments again. */
export const KEY_PATTERN = /^[A-Za-z0-9_-]{22,64}$/;

/** On an old copy of a thread, answered while the store is down: when it was made. The widget tells the reader. */
export const COPY_HEADER = 'Afterword-Copy-At';

/** The fragment of a comment's permalink, and of the link that asks for a count. */
export const PERMALINK_PREFIX = 'comment-';
