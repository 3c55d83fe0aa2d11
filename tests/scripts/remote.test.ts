// npm run import -- --remote, by wrangler itself, into an imitation of Cloudflare's API that answers 429 and 500 in the
// middle. What a real account does beside that is not shown here.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImportOptions, importFile } from '../../scripts/import.ts';
import { CloudflareApi } from '../cloudflare-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
const api = new CloudflareApi('afterword-COMMENTS');
const pauses: number[] = [];
const PAGES = 250;

beforeAll(async () => {
  Object.assign(process.env, await api.listen());
});
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Isso's generic JSON: two comments on each of many pages, so that the writes do not fit into one go. */
function file(): string {
  const path = join(folder, 'export.json');
  const threads = Array.from({ length: PAGES }, (_, page) => ({
    id: `/post-${page}`,
    title: `Post ${page}`,
    comments: [1, 2].map((id) => ({
      id,
      author: 'Ada',
      created: '2020-01-02 03:04:05',
      text: `Words ${id} of ${page}`,
    })),
  }));
  writeFileSync(path, JSON.stringify(threads));
  return path;
}

const options = (): ImportOptions => ({
  file: file(),
  isDry: false,
  isRemote: true,
  sites: { origins: ['https://blog.example'], anyPort: [] },
  rules: [],
  owners: [],
  emails: false,
  isLong: false,
  isOwn: false,
  isDecided: false,
  pause: async (milliseconds) => pauses.push(milliseconds),
});

const puts = () => api.asked.filter((asked) => asked === 'PUT /bulk').length;

test('a namespace of an account is found, filled, and gone on with where it broke off', {
  timeout: 300_000,
}, async () => {
  const said: string[] = [];
  const run = () => importFile(options(), (text) => said.push(text), Date.UTC(2026, 10, 23));

  // Busy once, then down for good after the first go of a thousand keys.
  const failing: (number | null)[] = [429, null];
  api.fail = (asked) => (asked === 'PUT /bulk' ? (failing.length > 0 ? failing.shift()! : 500) : null);
  await expect(run()).rejects.toThrow(/kv bulk put did not go through/);
  expect(pauses).toEqual([2_000, 2_000, 10_000, 30_000]);
  expect(puts(), 'the first twice, the second four times').toBe(6);
  expect(
    said.some((line) => /^ {2}█+░+ \d+ of 250 pages$/.test(line)),
    'how far it has come',
  ).toBe(true);
  const before = new Map(api.values);
  expect(before.size).toBe(1_000);

  api.fail = () => null;
  const { added, same } = await run();
  expect(added + same).toBe(2 * PAGES);
  expect(same, 'what came through the first time is not sent again').toBeGreaterThan(PAGES);
  expect(said.at(-1)).toBe('They show within a minute; where there were comments before, after the next sweeps.');
  for (const [key, { value }] of before) {
    if (key.startsWith('fact:')) expect(api.values.get(key)?.value).toBe(value);
  }
  const indexes = [...api.values.keys()].filter((key) => /^fact:.*:index$/.test(key));
  expect(indexes, 'a bundle for each page').toHaveLength(PAGES);

  const third = await run();
  expect(third).toMatchObject({ added: 0, same: 2 * PAGES, writes: 0 });
});

test('a token that is refused is not tried again', { timeout: 60_000 }, async () => {
  pauses.length = 0;
  api.fail = () => 403;
  await expect(importFile(options(), () => {}, 0)).rejects.toThrow(
    /kv namespace list did not go through:[\s\S]*Authentication error/,
  );
  expect(pauses).toEqual([]);
});
