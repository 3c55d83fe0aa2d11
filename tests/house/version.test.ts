import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERSION } from '../../worker/version.ts';

it("the version that /health names is the package's", () => {
  const packageJson = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(packageJson.version);
});
