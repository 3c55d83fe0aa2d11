// Whom a rate limit counts as one visitor.

import { expect, it } from 'vitest';
import { visitorKey } from '../../../../worker/rules/screening/visitor.ts';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:0000:0000:0000:0006', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1::5:6', '2001:db8:1:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
])('counts %s as %s', (address, key) => {
  expect(visitorKey(address)).toBe(key);
});

it.each([
  undefined,
  '',
  'unknown',
  '1.2.3',
  '1.2.3.256',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  'g::',
  '12345::',
  '1.2.3.4, 5.6.7.8',
])('puts %s into the bucket that all of that kind share', (address) => {
  expect(visitorKey(address)).toBe('unknown');
});
