// The hashes are those of their standards.

import { expect, it } from 'vitest';
import { digest, fnv1a, sha256 } from '../../../worker/rules/hash.ts';

it('SHA-256 is that of the standard, and a digest is the beginning of it', async () => {
  const hex = [...(await sha256('abc'))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  expect(hex).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await digest('abc', 22)).toBe('ungWv48Bz-pBQUDeXa4iI7');
});

it('FNV-1a is that of its authors', () => {
  const known: [string, number][] = [
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ];
  for (const [text, hash] of known) expect(fnv1a(text)).toBe(hash);
});
