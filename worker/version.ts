// The version that /health names; tests/house holds it to package.json's.

export const VERSION = '0.1.0';
