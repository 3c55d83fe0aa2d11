// Whether anybody can write here now. Pure, but for where the page is.

import type { Thread } from '../../worker/contract/index.ts';
import { isPreviewHost } from '../../worker/contract/previews.ts';

/**
 * Whether the thread belongs to another origin than the one the reader is on: localhost, a deploy preview, a frame in a
 * sandbox. From there the worker takes nothing.
 */
export function isPreview(threadPage: string): boolean {
  const [there] = /^https?:\/\/[^/?#]+/.exec(threadPage) ?? [];
  return !!there && there !== self.origin;
}

/** Whether readers come here, so that this is no preview: the site is missing in SITES. */
export function isOnline(): boolean {
  return self.origin !== 'null' && !isPreviewHost(location.hostname);
}

/** Whether it is this site all the same, by http or with `www.`: then there is somewhere to write. */
export function isAlias(threadPage: string): boolean {
  return hostOf(threadPage) === hostOf(location.href);
}

/** Whether nobody can write here now. */
export function isClosed(thread: Thread | null, now: number): boolean {
  return !!thread && (!thread.open || Date.parse(thread.closesAt ?? '') < now || isPreview(thread.page));
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\/(?:www\.)?([^/?#]+)/.exec(address)?.[1];
}
