// In composer.js this stands in for `preact` (the build puts it there): the composer uses the embed's own preact,
// handed over before anything is drawn, so that it is downloaded once and there is one tree.

import type { Shared } from '../kit.ts';

export let h: Shared['h'];

export function receive(shared: Shared): void {
  h = shared.h;
}
