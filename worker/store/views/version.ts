// The version of a view: what this release of the program draws, and what the site asks for, which is in every view as
// well. It stands in the metadata of each, so that the sweep finds those of another version
// (store/sweep/renew-views.ts) and draws them anew.

import type { Ask } from '../../contract/index.ts';

/** One higher whenever the same facts are drawn into other bytes than before. */
const VIEW_VERSION = 2;

export function viewVersionOf(asks: readonly Ask[], version = VIEW_VERSION): string {
  return `${version} ${asks.join(' ')}`.trimEnd();
}
