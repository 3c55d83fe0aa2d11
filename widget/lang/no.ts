// Norwegian, for pages that do not say which.

export { default } from './nb.ts';
