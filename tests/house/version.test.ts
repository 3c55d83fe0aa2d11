// One version, wherever it is told.

import { expect, it } from 'vitest';
import { addressOfRepository } from '../../scripts/local/repository.ts';
import { REPOSITORY, VERSION } from '../../worker/version.ts';
import { read } from './sources.ts';

const HEADING = /^## \[(.+?)\](?: - (\S+))?$/gm;
const headings = () => [...read('CHANGELOG.md').matchAll(HEADING)].map(([, version, date]) => ({ version, date }));

it("the version that /health names is the package's and the lockfile's", () => {
  expect(VERSION).toBe(JSON.parse(read('package.json')).version);
  expect(VERSION).toBe(JSON.parse(read('package-lock.json')).version);
});

it('the desk leads to the documents where package.json says they are', () => {
  expect(REPOSITORY).toBe(addressOfRepository('.'));
});

it('it is a semantic one, and the newest in the changelog', () => {
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
  const released = headings().filter(({ version }) => version !== 'Unreleased');
  expect(released[0]?.version).toBe(VERSION);
});

it('the changelog has each version once, with the day it came out, newest first', () => {
  const released = headings().filter(({ version }) => version !== 'Unreleased');
  expect(new Set(released.map(({ version }) => version)).size).toBe(released.length);
  for (const { date } of released) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const dates = released.map(({ date }) => date);
  expect(dates).toEqual([...dates].sort().reverse());
});
