// counts.js: what a page may have besides the comments themselves, namely links that count them, places for the newest
// of the site, and containers of other systems. Loaded only where a page needs it; from then on it sees to what comes
// later as well: the next page of an app, more of an endless list.

import type { Ask } from '../api.ts';
import type { Bring } from '../embed/state.ts';
import { PAUSE } from '../tag.ts';
import { placeInContainer } from './containers.ts';
import { counter } from './counts.ts';
import { recents } from './recent.ts';

/** `inHead` is the tag, where it stands there; `lang` as it says it. */
export default function counts(ask: Ask, bring: Bring, inHead: Element | null, lang?: string): void {
  const fill = counter(ask, bring, inHead, lang);
  const fillRecent = recents(ask, bring, lang);
  let waits = false;
  const look = () => {
    waits = false;
    if (inHead) placeInContainer();
    fill();
    fillRecent();
  };
  look();
  new MutationObserver(() => {
    if (!waits) setTimeout(look, PAUSE);
    waits = true;
  }).observe(document, { childList: true, subtree: true, attributeFilter: ['href'] });
}
