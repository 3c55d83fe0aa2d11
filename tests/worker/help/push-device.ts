// A browser that has subscribed, as a push service and the worker see it: keys of its own, and the reading of what was
// encrypted for it, written from RFC 8291 and RFC 8188 and not from the library that encrypts.

import type { PushDevice, PushMessage } from '../../../worker/notify/push.ts';
import { fromBase64Url, toBase64Url } from '../../../worker/rules/signed/bytes.ts';

const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

export interface Browser {
  device: PushDevice;
  /** The plain bytes, without padding. */
  decrypt(body: Uint8Array): Promise<Uint8Array>;
  read(body: Uint8Array): Promise<PushMessage>;
}

export async function subscribed(endpoint: string): Promise<Browser> {
  const own = (await crypto.subtle.generateKey(ECDH, true, ['deriveBits'])) as CryptoKeyPair;
  const vapid = (await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify'])) as CryptoKeyPair;
  const auth = crypto.getRandomValues(new Uint8Array(16));
  const p256dh = await rawOf(own.publicKey);
  const device: PushDevice = {
    endpoint,
    p256dh: toBase64Url(p256dh),
    auth: toBase64Url(auth),
    publicKey: toBase64Url(await rawOf(vapid.publicKey)),
    privateKey: ((await crypto.subtle.exportKey('jwk', vapid.privateKey)) as JsonWebKey).d!,
  };
  const decrypt = (body: Uint8Array) => decryptFor({ privateKey: own.privateKey, p256dh, auth }, body);
  return { device, decrypt, read: async (body) => JSON.parse(new TextDecoder().decode(await decrypt(body))) };
}

export async function rawOf(key: CryptoKey): Promise<Uint8Array> {
  return new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer);
}

interface Receiver {
  privateKey: CryptoKey;
  p256dh: Uint8Array;
  auth: Uint8Array;
}

/** RFC 8188, 2.1: salt (16), record size (4), length of the key id (1), key id; then one record. */
export async function decryptFor({ privateKey, p256dh, auth }: Receiver, body: Uint8Array): Promise<Uint8Array> {
  const salt = body.slice(0, 16);
  const recordSize = new DataView(body.buffer, body.byteOffset).getUint32(16);
  const senderKey = body.slice(21, 21 + body[20]!);
  const record = body.slice(21 + body[20]!);
  if (recordSize < 18 || record.length > recordSize) throw new Error(`a record of ${record.length} in ${recordSize}`);
  const sender = await crypto.subtle.importKey('raw', senderKey, ECDH, false, []);
  // The types of Workers call it `$public`; the platform calls it `public`.
  const use = { name: 'ECDH', public: sender } as unknown as Parameters<typeof crypto.subtle.deriveBits>[0];
  const shared = new Uint8Array(await crypto.subtle.deriveBits(use, privateKey, 256));
  const keyInfo = bytesOf(text('WebPush: info\0'), p256dh, senderKey);
  const ikm = await hkdf(shared, auth, keyInfo, 32);
  const key = await hkdf(ikm, salt, text('Content-Encoding: aes128gcm\0'), 16);
  const iv = await hkdf(ikm, salt, text('Content-Encoding: nonce\0'), 12);
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, record));
  const end = plain.findLastIndex((byte) => byte !== 0);
  if (plain[end] !== 2) throw new Error('the last record ends with 2 and then zeroes');
  return plain.slice(0, end);
}

async function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8);
  return new Uint8Array(bits);
}

export interface Vapid {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  publicKey: string;
  isSigned: boolean;
}

/** RFC 8292: `vapid t=JWT, k=KEY`, and whether that key signed it. */
export async function readVapid(authorization: string): Promise<Vapid> {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const key = await crypto.subtle.importKey('raw', fromBase64Url(publicKey)!, ECDSA, false, ['verify']);
  const use = { name: 'ECDSA', hash: 'SHA-256' };
  const isSigned = await crypto.subtle.verify(use, key, fromBase64Url(signature)!, text(`${header}.${claims}`));
  const json = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64Url(part)!));
  return { header: json(header), claims: json(claims), publicKey, isSigned };
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

function bytesOf(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
