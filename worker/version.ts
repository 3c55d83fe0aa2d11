// The version that /health names; tests/house holds it to package.json's.

export const VERSION = '0.1.0';

/**
 * Where the program and its documents are to be read on the web; null while nobody has published it. tests/house holds
 * it to package.json's.
 */
export const REPOSITORY: string | null = null;
