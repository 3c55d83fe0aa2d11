// Where the program comes from is said once, in package.json. While it is empty no document sends anybody anywhere;
// once it is filled in, README has the line to clone and the button, made of it.

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addressOfRepository, buttonOf } from '../../scripts/local/repository.ts';
import { documents } from './commands.ts';
import { read } from './sources.ts';

const address = addressOfRepository('.');

test('documents have an address to get the program from just where package.json has one', () => {
  const wanted = address === null ? [] : [`git clone ${address}`, buttonOf(address)];
  for (const text of wanted) expect(read('README.md')).toContain(text);
  const told = documents().flatMap((path) =>
    [...read(path).matchAll(/git clone (https?:\S+)|deploy\.workers\.cloudflare\.com\/\?url=([^)\s]+)/g)].map(
      ([, cloned, copied]) => `${path}: ${cloned ?? copied}`,
    ),
  );
  expect(told.filter((each) => address === null || !each.endsWith(`: ${address}`))).toEqual([]);
});

test('none has a place for somebody to fill in', () => {
  expect(documents().filter((path) => read(path).includes('YOUR-ACCOUNT'))).toEqual([]);
});

test('the index of the documentation leads to each page of it', () => {
  const pages = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md');
  const index = read('docs/README.md');
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});
