// In reading.js and composer.js this stands in for what they share with the embed (the build puts it there), and in
// composer.js for the Preact that reading.js brought: it is handed over before anything is drawn, so that nothing is
// downloaded twice and there is one tree.

import type { Shared, SharedLater } from './state.ts';

export let Component: SharedLater['Component'];
export let h: SharedLater['h'];
export let drawForm: Shared['drawForm'];
export let drawNodes: Shared['drawNodes'];
export let frame: Shared['frame'];
export let grow: Shared['grow'];
export let number: Shared['number'];
export let readComments: Shared['readComments'];
export let readThread: Shared['readThread'];
export let text: Shared['text'];
export let turn: Shared['turn'];

export function receive(shared: Shared & Partial<SharedLater>): void {
  ({ Component, h, drawForm, drawNodes, frame, grow, number, readComments, readThread, text, turn } =
    shared as SharedLater);
}
