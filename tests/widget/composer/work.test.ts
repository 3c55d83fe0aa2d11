// Work for a ticket, checked against the hash that every host has.

import { expect, it } from 'vitest';
import { solve } from '../../../widget/composer/work.ts';

/** How many bits the hash of it begins with that are zero, as the worker counts them. */
async function zeroBits(ticket: string, n: string): Promise<number> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${ticket}.${n}`));
  const bits = [...new Uint8Array(hash)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.indexOf('1');
}

const ticket = (length: number) => 'aB3-_'.repeat(40).slice(0, length);

it.each([1, 10, 50, 54, 55, 56, 62, 63, 64, 65, 119, 120, 127, 128, 150])(
  'is found for a ticket of %i letters',
  async (length) => {
    const n = await solve(ticket(length), 10);
    expect(n).toMatch(/^\d+$/);
    expect(await zeroBits(ticket(length), n)).toBeGreaterThanOrEqual(10);
  },
);

it('is done also where the number is long', async () => {
  const n = await solve(ticket(60), 6, 999_999_990);
  expect(await zeroBits(ticket(60), n)).toBeGreaterThanOrEqual(6);
});

it('is given up on a slow machine, with the best that was found', async () => {
  const n = await solve(ticket(60), 200, 0, 30);
  expect(await zeroBits(ticket(60), n)).toBeGreaterThanOrEqual(4);
});
