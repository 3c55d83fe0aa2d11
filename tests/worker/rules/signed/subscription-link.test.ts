// Links in mails to readers: what they are bound to, and that none can be made of another.

import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../../worker/actions/memory/secrets.ts';
import { signAct } from '../../../../worker/rules/signed/act-link.ts';
import type { KeyLabel } from '../../../../worker/rules/signed/labels.ts';
import {
  markOf,
  readLink,
  type SubscriptionLink,
  signLink,
} from '../../../../worker/rules/signed/subscription-link.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const ENV = { ADMIN_TOKEN: 'one-token-of-the-owner-with-enough-letters' };
const LINK: SubscriptionLink = {
  act: 'confirm',
  thread: 'AAAAAAAAAAAAAAAAAAAAAA',
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  mark: 'a-mark',
  expiresAt: NOW + 1_000,
};

const keysOf = async (label: KeyLabel) => (await new Secrets().signingKeys(ENV, label))!;
const ours = () => keysOf('afterword subscription v1');

describe('a link in a mail to a reader', () => {
  it('says what it was signed for, until its time has passed, or for ever', async () => {
    const { sign, verify } = await ours();
    const text = await signLink(sign, LINK);
    expect(await readLink(verify, text, NOW)).toEqual(LINK);
    expect(await readLink(verify, text, NOW + 1_000)).toBeNull();
    const stop = { ...LINK, act: 'stop', expiresAt: null } as const;
    expect(await readLink(verify, await signLink(sign, stop), Number.MAX_SAFE_INTEGER)).toEqual(stop);
  });

  it('is none of another purpose, of another token, or of other fields', async () => {
    const { sign, verify } = await ours();
    const { sign: other } = await keysOf('afterword act v1');
    expect(await readLink(verify, await signLink(other, LINK), NOW)).toBeNull();
    const { thread, id, mark: words, expiresAt } = LINK;
    const act = { verdict: 'approve', thread, id, words, expiresAt: expiresAt! } as const;
    expect(await readLink(verify, await signAct(sign, act), NOW)).toBeNull();
    for (const wrong of [{ thread: '..' }, { id: '' }, { act: 'all' }, { expiresAt: Number.NaN }, { mark: 1 }]) {
      const text = await signLink(sign, { ...LINK, ...wrong } as SubscriptionLink);
      expect(await readLink(verify, text, NOW), JSON.stringify(wrong)).toBeNull();
    }
  });

  it('changed in any letter is none', async () => {
    const { sign, verify } = await ours();
    const text = await signLink(sign, LINK);
    for (let at = 0; at < text.length - 1; at++) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await readLink(verify, changed, NOW), String(at)).toBeNull();
    }
  });

  it('tells addresses apart, but not their capitals, and only with the key', async () => {
    const { sign } = await ours();
    const { sign: other } = await keysOf('afterword act v1');
    const mark = await markOf(sign, 'confirm', 'Ada@mail.example');
    expect(await markOf(sign, 'stop', 'ada@mail.example')).toBe(mark);
    expect(await markOf(sign, 'confirm', 'eda@mail.example')).not.toBe(mark);
    expect(await markOf(other, 'confirm', 'Ada@mail.example')).not.toBe(mark);
  });

  it('knows a mailbox that refuses by all ways to write it, and one that says yes by no other', async () => {
    const { sign } = await ours();
    for (const [act, isSame] of [
      ['refuse', true],
      ['stop', false],
      ['confirm', false],
    ] as const) {
      const marks = await Promise.all(
        ['ada.b@gmail.com', 'A.D.A.B+news@googlemail.com'].map((address) => markOf(sign, act, address)),
      );
      expect(marks[0] === marks[1], act).toBe(isSame);
    }
  });

  it('that confirms has an end, and only that one', async () => {
    const { sign, verify } = await ours();
    for (const [act, isRead] of [
      ['confirm', false],
      ['stop', true],
      ['refuse', true],
    ] as const) {
      const text = await signLink(sign, { ...LINK, act, expiresAt: null });
      expect((await readLink(verify, text, NOW)) !== null, act).toBe(isRead);
    }
  });
});
