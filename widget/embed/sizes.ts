// How much of a thread shows at first, and from when on a thread is long: numbers on which the embed and reading.js
// have to agree. Each of the two bundles has them as plain numbers, so they are not on the list of what is handed over.

/** Until the window is full, so many branches are drawn at once. The rest comes in slices of reading.js. */
export const FIRST_BRANCHES = 3;

/** More replies than this to one comment are shown when asked for. */
export const FIRST_REPLIES = 5;

/** From so many comments on the heading row holds a link to the form, and where it is narrow it keeps room for that. */
export const LONG_THREAD = 6;
