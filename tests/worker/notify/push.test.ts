// Web Push: the encryption against the RFC's own example and a decryptor of our own, the signature, and a push service
// that is a real HTTP server. Push services speak https only, so each address is turned to the server on its way out.

import { encryptNotification } from '@block65/webcrypto-web-push';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import type { Notice, NoticeItem, Sent } from '../../../worker/notify/notice.ts';
import { isGone, isUsable, messageOf, type PushDevice, sendPush } from '../../../worker/notify/push.ts';
import { createTransport } from '../../../worker/notify/send.ts';
import { fromBase64Url, toBase64Url } from '../../../worker/rules/signed/bytes.ts';
import { decryptFor, readVapid, subscribed } from '../help/push-device.ts';

const RECEIVER = inject('receiver');
const FROM = 'https://comments.example';

const ITEM: NoticeItem = {
  thread: 'AAAAAAAAAAAAAAAAAAAAAA',
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  why: 'waits',
  name: 'Ada',
  page: 'https://blog.example/post',
  title: 'A post',
  text: 'Good luck!',
  reasons: ['first comment'],
  createdAt: '2026-11-20T12:00:00.000Z',
  approve: `${FROM}/act?token=v1.a.b`,
  spam: `${FROM}/act?token=v1.c.d`,
};
const NOTICE: Notice = { id: 'news-1', site: 'blog.example', desk: `${FROM}/admin`, items: [ITEM], more: 0 };

interface Received {
  path: string;
  headers: Record<string, string>;
  bytes: string;
}

let count = 0;
function service(behaviour: string): { endpoint: string; seen: () => Promise<Received[]> } {
  const key = `push-${count++}`;
  return {
    endpoint: `https://push.example/${behaviour}/${key}`,
    seen: async () => (await fetch(`${RECEIVER}/seen/${key}`)).json(),
  };
}

function push(device: PushDevice, patience = 5_000): Promise<Sent> {
  const toReceiver = (url: string, init: RequestInit) => fetch(url.replace('https://push.example', RECEIVER), init);
  return sendPush(NOTICE, device, createTransport({ fetch: toReceiver, patience }), FROM);
}

describe('the encryption', () => {
  afterEach(() => vi.restoreAllMocks());

  // https://www.rfc-editor.org/rfc/rfc8291#section-5 and its appendix A
  const RFC = {
    plaintext: 'When I grow up, I want to be a watermelon',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    receiver: {
      privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
      publicKey: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    },
    sender: {
      privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
      publicKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    },
    salt: 'DGv6ra1nlYgDCS1FRnbzlw',
    body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  };

  async function keyPair({ privateKey, publicKey }: typeof RFC.sender): Promise<CryptoKeyPair> {
    const point = fromBase64Url(publicKey)!;
    const [x, y] = [toBase64Url(point.slice(1, 33)), toBase64Url(point.slice(33))];
    const use = { name: 'ECDH', namedCurve: 'P-256' };
    const jwk = { kty: 'EC', crv: 'P-256', x, y, ext: true };
    return {
      privateKey: await crypto.subtle.importKey('jwk', { ...jwk, d: privateKey }, use, true, ['deriveBits']),
      publicKey: await crypto.subtle.importKey('jwk', jwk, use, true, []),
    };
  }

  it('is that of RFC 8291, to the last byte', async () => {
    const sender = await keyPair(RFC.sender);
    vi.spyOn(crypto.subtle, 'generateKey').mockImplementation(async () => sender);
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
      (bytes as Uint8Array).set(fromBase64Url(RFC.salt)!);
      return bytes;
    });
    const subscription = {
      endpoint: 'https://push.example/',
      expirationTime: null,
      keys: { p256dh: RFC.receiver.publicKey, auth: RFC.auth },
    };
    const text = new TextEncoder().encode(RFC.plaintext);
    expect(toBase64Url(await encryptNotification(subscription, text, { pad: false }))).toBe(RFC.body);
  });

  it('and so is the decryptor of these tests', async () => {
    const { privateKey } = await keyPair(RFC.receiver);
    const receiver = { privateKey, p256dh: fromBase64Url(RFC.receiver.publicKey)!, auth: fromBase64Url(RFC.auth)! };
    expect(new TextDecoder().decode(await decryptFor(receiver, fromBase64Url(RFC.body)!))).toBe(RFC.plaintext);
  });

  it('tells neither how long the message is, nor twice the same', async () => {
    const bodies: string[] = [];
    const { device } = await subscribed('https://push.example/');
    const post = async (_: string, body: string | Uint8Array) => {
      bodies.push(toBase64Url(body as Uint8Array));
      return { ok: true, answer: '' } as const;
    };
    await sendPush(NOTICE, device, post, FROM);
    await sendPush(NOTICE, device, post, FROM);
    await sendPush(
      { ...NOTICE, items: [{ ...ITEM, text: 'x'.repeat(3_000), name: 'é'.repeat(80) }] },
      device,
      post,
      FROM,
    );
    expect(new Set(bodies).size).toBe(3);
    expect(new Set(bodies.map(({ length }) => length)).size).toBe(1);
    // A push service must take 4,096 bytes, and need not take more (RFC 8030, 7.2).
    expect(fromBase64Url(bodies[0]!)!.length).toBeLessThanOrEqual(4_096);
  });
});

describe('a push', () => {
  it('reaches the push service encrypted, signed with the device’s own key, and kept for three days', async () => {
    const { endpoint, seen } = service('201');
    const browser = await subscribed(endpoint);
    expect(await push(browser.device)).toEqual({ ok: true, answer: '201' });
    const [{ headers, bytes }] = (await seen()) as [Received];
    expect(headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: '259200',
      urgency: 'normal',
    });
    const { header, claims, publicKey, isSigned } = await readVapid(headers.authorization!);
    expect([isSigned, publicKey, header.alg]).toEqual([true, browser.device.publicKey, 'ES256']);
    expect(claims).toMatchObject({ aud: 'https://push.example', sub: FROM });
    const hours = (Number(claims.exp) - Date.now() / 1_000) / 3_600;
    expect(hours > 0 && hours < 24).toBe(true); // RFC 8292, 2
    const body = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    expect(atob(bytes)).not.toContain('Ada');
    expect(await browser.read(body)).toEqual(messageOf(NOTICE));
  });

  it.each([
    ['404', '404', true],
    ['410', '410', true],
    ['500', '500', false],
    ['down', '503 out of order', false],
    ['401', '401', false],
  ])('answered %s says so, and whether the device is gone', async (behaviour, answer, gone) => {
    const { endpoint } = service(behaviour);
    const sent = await push((await subscribed(endpoint)).device);
    expect([sent.ok, sent.answer, isGone(sent)]).toEqual([false, answer, gone]);
  });

  it('waits as long as the push service asks', async () => {
    const { endpoint } = service('busy');
    expect(await push((await subscribed(endpoint)).device)).toMatchObject({
      ok: false,
      status: 429,
      retryAfter: 7_200,
    });
  });

  it('is given up when the push service stalls', async () => {
    const { endpoint } = service('stall');
    expect(await push((await subscribed(endpoint)).device, 50)).toEqual({ ok: false, answer: 'No answer in time.' });
  });

  it('follows nobody elsewhere', async () => {
    const { endpoint } = service('moved');
    expect(await push((await subscribed(endpoint)).device)).toMatchObject({ ok: false, status: 302 });
  });

  it('goes to no device whose keys are none', async () => {
    const { device } = await subscribed('https://push.example/');
    const other = await subscribed('https://push.example/');
    expect(await isUsable(device)).toBe(true);
    const notOnTheCurve = toBase64Url(new Uint8Array(65).fill(4));
    for (const wrong of [
      { p256dh: notOnTheCurve },
      { auth: 'AAAA' },
      { publicKey: notOnTheCurve },
      { publicKey: other.device.publicKey },
      { endpoint: 'http://push.example/' },
    ]) {
      expect(await isUsable({ ...device, ...wrong }), JSON.stringify(wrong)).toBe(false);
    }
  });
});

describe('its message', () => {
  it('always fits, whatever letters readers use', async () => {
    const { device } = await subscribed('https://push.example/');
    const item = { ...ITEM, name: '🎉'.repeat(80), title: '@'.repeat(200), text: '"'.repeat(300) };
    const post = async () => ({ ok: true, answer: '' }) as const;
    for (const items of [[item], [item, item, item, item, item]]) {
      expect((await sendPush({ ...NOTICE, items, more: 900 }, device, post, FROM)).ok).toBe(true);
    }
  });

  it('says who and where, and leads to the page that asks once more', () => {
    expect(messageOf(NOTICE)).toEqual({
      title: 'A comment is waiting',
      body: 'Ada on “A post”\nGood luck!',
      tag: 'news-1',
      open: '/admin',
      acts: [
        { act: 'approve', title: 'Approve', open: '/act?token=v1.a.b' },
        { act: 'spam', title: 'Spam', open: '/act?token=v1.c.d' },
      ],
    });
  });

  it('counts several, names the first, and leads to the desk', () => {
    const items = Array.from({ length: 6 }, (_, n) => ({ ...ITEM, name: `Reader ${n}` }));
    const { title, body, acts } = messageOf({ ...NOTICE, items, more: 3 });
    expect(title).toBe('9 comments are waiting');
    expect(body.split('\n')).toHaveLength(5);
    expect(body).toMatch(/^Reader 0 on “A post”\n.*and 5 more$/s);
    expect(acts).toEqual([]);
  });

  it('is plain text without a live link of the reader’s', () => {
    const words = 'See https://evil.example or www.evil.example or me@evil.example <b>now</b>';
    const { title, body } = messageOf({
      ...NOTICE,
      items: [{ ...ITEM, text: words, name: 'evil.example', title: words }],
    });
    expect(`${title}${body}`).not.toMatch(/https?:\/\/|www\.|[a-z]@[a-z]|evil\.example/);
  });

  it('says what was reported, what is new, and what is only a test', () => {
    const titleOf = (more: Partial<Notice>) => messageOf({ ...NOTICE, ...more }).title;
    expect(titleOf({ items: [{ ...ITEM, why: 'reported' }] })).toBe('A comment was reported');
    expect(titleOf({ items: [{ ...ITEM, why: 'published' }] })).toBe('A new comment');
    expect(titleOf({ items: [ITEM, { ...ITEM, why: 'published' }] })).toBe('2 comments to look at');
    expect(titleOf({ items: [], isTest: true })).toBe('A test from your comments on blog.example');
  });
});
