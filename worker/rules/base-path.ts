// The worker under a path of the blog: what readers need is answered at `https://blog.example/_comments/…` as well, if
// the owner gives it a route there. Nothing of the owner's is: every script of the blog has that origin, and could act
// there as the owner. Pure. Read next: docs/operating.md.

import { PAGES, PINNED_EMBED } from './paths.ts';

/** One or more whole segments: `/_comments`, `/blog/comments`. */
const BASE_PATH = /^(?:\/[\w.-]+)+$/;

/**
 * An allow-list: the open endpoints, the pages that need no JavaScript, the embed and what it loads (a folder named by
 * a hash), and the icon of the pages.
 */
const FOR_READERS = new RegExp(
  `^(?:/api/(?!admin(?:/|$))|${PAGES.thread}$|${PAGES.threadStyle.replace('.', '\\.')}$|${PAGES.fragment}$|${PAGES.feed}$|/c/|/embed\\.js$|/${PINNED_EMBED}$|/[0-9a-f]{8}/|/admin/desk\\.svg$)`,
);

/** The path without the base path, if it is one of readers'; else as it is, which leads nowhere. */
export function withoutBasePath(path: string, basePath: string | undefined): string {
  if (!basePath || !BASE_PATH.test(basePath) || !path.startsWith(`${basePath}/`)) return path;
  const inner = path.slice(basePath.length);
  return FOR_READERS.test(inner) ? inner : path;
}
