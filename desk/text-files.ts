// Reads YAML and tables in the browser. The libraries come with it, so this is loaded for such a file only.

export { readEntry, readTable } from '../worker/transfer/content/text-files.ts';
