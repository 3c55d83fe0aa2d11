// Where reading.js and composer.js take in what they are handed. In their bundles the build puts another module in the
// place of this one and of every file that shared.ts names: it holds what was received, under the same names
// (scripts/build/from-embed.ts). From the sources, as the tests run them, the imports lead to those files themselves,
// so there is nothing to take in. Read next: embed/shared.ts.

import type { Shared } from './shared.ts';

export function receive(_shared: Shared): void {}
