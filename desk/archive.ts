// Unpacks archives in the browser. The libraries come with it, so this is loaded for such a file only.

export { gunzip, untar, unzip } from '../worker/transfer/content/archive.ts';
