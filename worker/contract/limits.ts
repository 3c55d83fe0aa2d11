// Every number of the wire that both programs must agree on. Lengths count Unicode code points
// after NFC and trimming (text.ts); sizes are bytes; times are milliseconds.

export const MAX_REQUEST_BYTES = 32 * 1024;
export const MAX_NAME = 80;
export const MAX_BODY = 5_000;
export const MAX_URL = 300;
export const MAX_EMAIL = 254;
export const MAX_TITLE = 200;
export const MAX_ADDRESS = 2_000;
export const MAX_PAGE_ID = 200;
export const MAX_REPORT = 500;
export const MAX_CAPTCHA = 2_048;

/** A comment's text as a tree: more nodes or levels than this are flattened on the worker. */
export const MAX_NODES = 1_000;
export const MAX_DEPTH = 20;

/** Comments in one answer: a part holds positions 100 N … 100 N + 99, the head the newest 100. */
export const PART_SIZE = 100;
export const MAX_PINNED = 5;
export const MAX_COUNTS = 100;
export const MAX_MINE = 100;
export const MAX_VERDICTS = 100;

export const TICKET_MIN_AGE = 2_000;
export const TICKET_MAX_AGE = 24 * 60 * 60_000;
export const EDIT_WINDOW = 15 * 60_000;
/** How long the head remembers removals and withdrawals (`gone`), so that a lagging list cannot undo them. */
export const GONE_MEMORY = 20 * 60_000;
