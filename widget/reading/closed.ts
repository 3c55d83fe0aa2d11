// Whether anybody can write here now. Pure, but for where the page is.

import type { Thread } from '../../worker/contract/index.ts';

/** Whether the thread belongs to another host than the one the reader is on: localhost, or a deploy preview. */
export function isPreview(threadPage: string): boolean {
  const [there, here] = [threadPage, location.href].map(hostOf);
  return !!there && there !== here;
}

/** Whether nobody can write here now. */
export function isClosed(thread: Thread | null, now: number): boolean {
  return !!thread && (!thread.open || Date.parse(thread.closesAt ?? '') < now || isPreview(thread.page));
}

function hostOf(address: string): string | undefined {
  return /^https?:\/\/(?:www\.)?([^/?#]+)/.exec(address)?.[1];
}
