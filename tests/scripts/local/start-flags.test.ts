// What `npm start` makes of its flags. That the worker then takes comments from the sites in SITES, and from no other,
// is tests/worker/actions/sites/.

import { expect, test } from 'vitest';
import { BLOG_PORT, WORKER_PORT } from '../../../scripts/local/development.ts';
import { readStartFlags, type StartFlags, wranglerFlags } from '../../../scripts/local/start-flags.ts';
import { isSiteOrigin, parseSites } from '../../../worker/rules/page/sites.ts';

const flagsOf = (...args: string[]) => readStartFlags(args) as StartFlags;

test('without flags the ports are the known ones, and the demo is the only site', () => {
  const flags = flagsOf();
  expect([flags.workerPort, flags.blogPort]).toEqual([WORKER_PORT, BLOG_PORT]);
  expect(wranglerFlags(flags)).toContain(`SITES:http://localhost:${BLOG_PORT}`);
});

test('one’s own blog may have comments, too, on ports of one’s choice', () => {
  const flags = flagsOf('--port', '9000', '--site', 'http://localhost:1313', '--site', '127.0.0.1:4000/blog/');
  expect(flags).toMatchObject({ workerPort: 9000, blogPort: 9001, worker: 'http://localhost:9000' });
  const passed = wranglerFlags(flags);
  expect(passed.slice(0, 2)).toEqual(['--port', '9000']);
  const variable = passed.find((flag) => flag.startsWith('SITES:'))?.slice('SITES:'.length);
  const sites = parseSites(variable);
  for (const origin of ['http://localhost:9001', 'http://localhost:1313', 'http://127.0.0.1:4000']) {
    expect(isSiteOrigin(origin, sites), origin).toBe(true);
  }
  for (const origin of ['http://localhost:9000', 'https://blog.example']) {
    expect(isSiteOrigin(origin, sites), origin).toBe(false);
  }
});

test.each([
  [['--port', '0'], '--port takes a number'],
  [['--port', '65535'], '--port takes a number'],
  [['--port', '90.5'], '--port takes a number'],
  [['--site', ''], 'is not a web address'],
  [['--site', 'my blog'], 'is not a web address'],
])('%j is told as wrong', (args, words) => {
  expect(() => readStartFlags(args)).toThrow(words);
});
