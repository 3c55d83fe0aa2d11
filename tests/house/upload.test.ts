// What the worker weighs when it is uploaded.

import { expect, test } from 'vitest';
import { bundle } from '../../scripts/build/bundle.ts';
import { read } from './sources.ts';

/**
 * In bytes (gzip). Each of them is read and compiled before an isolate's first answer. It may be raised to 200,000,
 * with the reason written here. 175,000: pages, feeds and mails in the reader's language, daily backups that the doctor
 * reads back, a restore that puts right what one line of a backup has wrong, the desk's words by keys, so that they can
 * be translated, the comments as HTML for the page itself.
 */
const MOST = 178_000;

test('the worker’s upload is no larger than was promised, and the README says what it weighs', () => {
  const { gzip } = bundle('upload');
  console.log(`bytes (gzip) of the worker’s upload: ${gzip.toLocaleString('en')} of ${MOST.toLocaleString('en')}`);
  expect(gzip).toBeLessThanOrEqual(MOST);
  const told = Number(/that the worker is (\d+) kB\s+\(gzip\)/.exec(read('README.md'))?.[1]) * 1_000;
  expect(told + 500).toBeGreaterThanOrEqual(gzip);
  expect(told - 2_000).toBeLessThanOrEqual(gzip);
}, 120_000);
