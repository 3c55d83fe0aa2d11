// counts.js: what a page may have besides the comments themselves, namely links that count them and containers of other
// systems. Loaded only where a page needs it.

import type { Ask } from '../api.ts';
import type { Bring } from '../embed/state.ts';
import { placeInContainer } from './containers.ts';
import { fillCounts } from './counts.ts';

export default function counts(ask: Ask, isInHead: boolean, bring: Bring, lang?: string): void {
  if (isInHead) placeInContainer();
  fillCounts(ask, bring, lang);
}
