// Sealed text is opened by who has the key, and by nobody else.

import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../../worker/actions/memory/secrets.ts';
import { seal, unseal } from '../../../../worker/rules/signed/sealed.ts';

const ONE = 'one-token-of-the-owner-with-enough-letters';
const OTHER = 'another-token-of-the-owner-with-enough-letters';
const NONCE = new Uint8Array(12).fill(1);

async function keysOf(token: string) {
  return (await new Secrets().sealingKeys({ ADMIN_TOKEN: token }, 'afterword notices v1'))!;
}

describe('sealed text', () => {
  it('opens for the token that sealed it, also while another is taking its place', async () => {
    const sealed = await seal((await keysOf(ONE)).seal, 'a secret', 'field', NONCE);
    expect(sealed).not.toContain('secret');
    expect(await unseal((await keysOf(ONE)).unseal, sealed, 'field')).toBe('a secret');
    expect(await unseal((await keysOf(`${OTHER} ${ONE}`)).unseal, sealed, 'field')).toBe('a secret');
  });

  it('opens for no other token, no other field, and not when it was changed', async () => {
    const { seal: key, unseal: keys } = await keysOf(ONE);
    const sealed = await seal(key, 'a secret', 'field', NONCE);
    expect(await unseal((await keysOf(OTHER)).unseal, sealed, 'field')).toBeNull();
    expect(await unseal(keys, sealed, 'other')).toBeNull();
    for (const text of ['', 'a secret', 's1..', sealed.replace('s1', 's2'), `${sealed.slice(0, -2)}AA`]) {
      expect(await unseal(keys, text, 'field'), text).toBeNull();
    }
  });

  it('needs a proper token', async () => {
    expect(await new Secrets().sealingKeys({ ADMIN_TOKEN: 'short' }, 'afterword notices v1')).toBeNull();
  });
});
