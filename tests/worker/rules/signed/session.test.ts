// A session of the owner’s: how long it holds, and what ends it.

import { describe, expect, it } from 'vitest';
import { checkSession, type Session, signSession } from '../../../../worker/rules/signed/session.ts';

const now = Date.UTC(2026, 10, 22);
const session: Session = { expiresAt: now + 60_000, epoch: 3, nonce: 'abc_-9' };

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

describe('a session', () => {
  it('holds until its time, in its epoch', async () => {
    const key = await keyOf('one');
    const value = await signSession(key, session);
    expect(await checkSession([key], value, { epoch: 3, now })).toBe(true);
    expect(await checkSession([key], value, { epoch: 3, now: now + 59_999 })).toBe(true);
    expect(await checkSession([key], value, { epoch: 3, now: now + 60_000 })).toBe(false);
    expect(await checkSession([key], value, { epoch: 4, now })).toBe(false);
  });

  it('holds under either of two keys, and under no other', async () => {
    const [one, two, three] = [await keyOf('one'), await keyOf('two'), await keyOf('three')];
    const value = await signSession(two, session);
    expect(await checkSession([one, two], value, { epoch: 3, now })).toBe(true);
    expect(await checkSession([one, three], value, { epoch: 3, now })).toBe(false);
    expect(await checkSession([], value, { epoch: 3, now })).toBe(false);
  });

  it('cannot be changed', async () => {
    const key = await keyOf('one');
    const value = await signSession(key, session);
    const [expiresAt, epoch, nonce, signature] = value.split('.');
    const forged = [
      `${Number(expiresAt) + 1}.${epoch}.${nonce}.${signature}`,
      `${expiresAt}.4.${nonce}.${signature}`,
      `${expiresAt}.${epoch}.other.${signature}`,
      `${expiresAt}.${epoch}.${nonce}.${'A'.repeat(43)}`,
      `${expiresAt}.${epoch}.${nonce}.`,
      `${expiresAt}.${epoch}.${nonce}`,
      `${value}.${signature}`,
      '',
      '....',
    ];
    for (const other of forged) expect(await checkSession([key], other, { epoch: 3, now })).toBe(false);
    expect(await checkSession([key], forged[1]!, { epoch: 4, now })).toBe(false);
  });
});
