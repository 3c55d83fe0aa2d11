// Numbers that the worker alone holds to. Those that the widget needs too are in contract/limits.ts. Lengths count
// Unicode code points after NFC and trimming (contract/text.ts); sizes are bytes; times are milliseconds. Pure.

import { DAY, MINUTE, SECOND } from './time.ts';

export const MAX_REQUEST_BYTES = 32 * 1024;
export const MAX_TITLE = 200;
/** Of a language's tag (BCP 47). */
export const MAX_LANG = 35;
export const MAX_ADDRESS = 2_000;
export const MAX_PAGE_ID = 200;
export const MAX_CAPTCHA = 2_048;

/** A comment's text as a tree: more nodes or levels than this are flattened. */
export const MAX_NODES = 1_000;
export const MAX_DEPTH = 20;

export const MAX_PINNED = 5;
/** Comments in one request for verdicts. */
export const MAX_VERDICTS = 100;
export const MAX_BLOCKED_WORDS = 500;
export const MAX_FURTHER_SITES = 20;

export const TICKET_MIN_AGE = 2 * SECOND;
export const TICKET_MAX_AGE = DAY;
/** How long the head remembers removals and withdrawals (`gone`), so that a lagging list cannot undo them. */
export const GONE_MEMORY = 20 * MINUTE;
