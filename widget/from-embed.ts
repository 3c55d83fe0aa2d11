// In reading.js and composer.js this stands in for what they share with the embed (the build puts it there): it is handed
// over before anything is drawn, so that nothing is downloaded twice and there is one tree.

import type { Shared } from './kit.ts';

export let Component: Shared['Component'];
export let h: Shared['h'];
export let drawForm: Shared['drawForm'];
export let drawNodes: Shared['drawNodes'];
export let grow: Shared['grow'];

export function receive(shared: Shared): void {
  ({ Component, h, drawForm, drawNodes, grow } = shared);
}
