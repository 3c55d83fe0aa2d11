// What reading.js hands to composer.js, beside what the embed handed to it: its Preact, so that there is one tree.
// The build reads this list as it reads the embed's. Read next: embed/shared.ts.

import { Component, h } from 'preact';
import type { Shared } from '../embed/shared.ts';

export const shared = { Component, h };

export type SharedLater = Shared & typeof shared;
