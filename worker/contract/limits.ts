// Every number that the widget and the worker must agree on; those of the worker alone are in rules/limits.ts. Lengths
// count Unicode code points after NFC and trimming (text.ts); sizes are bytes; times are milliseconds.

export const MAX_NAME = 80;
export const MAX_BODY = 5_000;
export const MAX_URL = 300;
export const MAX_EMAIL = 254;
export const MAX_REPORT = 500;

/** Comments in one answer: a part holds positions 100 N … 100 N + 99, the head the newest 100. */
export const PART_SIZE = 100;
export const MAX_COUNTS = 100;
/** Each is eight reads of the day's, where its author asks. */
export const MAX_MINE = 20;

export const EDIT_WINDOW = 15 * 60_000;
