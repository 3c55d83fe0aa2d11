// `h`, which every component is written in. Whose it is changes once: until reading.js is there it makes elements at
// once (embed/first-sight.ts), from then on it is Preact's. Nothing of Preact is imported here, so that a reader sees
// the comments before Preact was downloaded.

import type { h as preactH } from 'preact';

export let h: typeof preactH;

export function setH(to: typeof preactH): void {
  h = to;
}
