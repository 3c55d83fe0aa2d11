// Web Crypto that answers at once. The real one answers from a thread pool, at a moment that virtual time knows nothing
// of. Only what the worker uses; anything else throws.

import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Replaces `crypto.subtle` until the function returned is called. */
export function installSubtleCrypto(): () => void {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
  const stub = { subtle, getRandomValues: refuse, randomUUID: refuse };
  Object.defineProperty(globalThis, 'crypto', { configurable: true, value: stub });
  return () => Object.defineProperty(globalThis, 'crypto', real);
}

/** Randomness has a seed here: whoever takes it from the machine would make two runs of one seed differ. */
function refuse(): never {
  throw new Error('randomness must come from the runtime');
}

interface Key {
  bytes: Uint8Array;
}

interface Sealing {
  name: string;
  iv: Uint8Array;
  additionalData: Uint8Array;
}

/** Bytes at the end of what is sealed. */
const TAG = 16;

const subtle = {
  async digest(algorithm: string | { name: string }, data: Uint8Array): Promise<ArrayBuffer> {
    // Hono gives an object.
    only(typeof algorithm === 'string' ? algorithm : algorithm.name, 'SHA-256');
    return toArrayBuffer(hash('sha256', data, 'buffer'));
  },
  async importKey(format: string, bytes: Uint8Array): Promise<Key> {
    only(format, 'raw');
    return { bytes };
  },
  async deriveKey(how: { name: string; salt: Uint8Array; info: Uint8Array }, base: Key): Promise<Key> {
    only(how.name, 'HKDF');
    return { bytes: new Uint8Array(hkdfSync('sha256', base.bytes, how.salt, how.info, 32)) };
  },
  async sign(algorithm: string, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
    only(algorithm, 'HMAC');
    return toArrayBuffer(hmac(key, data));
  },
  async encrypt(use: Sealing, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
    only(use.name, 'AES-GCM');
    const cipher = createCipheriv('aes-256-gcm', key.bytes, use.iv).setAAD(use.additionalData);
    return toArrayBuffer(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
  },
  async decrypt(use: Sealing, key: Key, data: Uint8Array): Promise<ArrayBuffer> {
    only(use.name, 'AES-GCM');
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, use.iv).setAAD(use.additionalData);
    decipher.setAuthTag(data.subarray(-TAG));
    return toArrayBuffer(Buffer.concat([decipher.update(data.subarray(0, -TAG)), decipher.final()]));
  },
  async verify(algorithm: string, key: Key, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
    only(algorithm, 'HMAC');
    const right = hmac(key, data);
    return signature.byteLength === right.byteLength && timingSafeEqual(right, signature);
  },
};

function hmac(key: Key, data: Uint8Array): Buffer {
  return createHmac('sha256', key.bytes).update(data).digest();
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function only(given: string, known: string): void {
  if (given !== known) throw new Error(`the simulation knows no ${given}`);
}
