// Every signing and sealing key of the worker, derived from the one secret there is (ADMIN_TOKEN), by HKDF with one
// label each (rules/signed/labels.ts), so that a signature made for one purpose is no good for another. Keys live in
// the isolate's memory only. Read next: rules/signed/labels.ts.

import type { Env } from '../../env.ts';
import type { KeyLabel } from '../../rules/signed/labels.ts';

export const MIN_TOKEN_LENGTH = 32;

export interface SigningKeys {
  /** Of the first token: signs and verifies. */
  sign: CryptoKey;
  /** Of every token, the first one first. */
  verify: CryptoKey[];
}

export interface SealingKeys {
  /** Of the first token. */
  seal: CryptoKey;
  /** Of every token, the first one first. */
  unseal: CryptoKey[];
}

/** The tokens of ADMIN_TOKEN, or none at all where any of them is too short: it fails closed. */
export function adminTokens(env: Pick<Env, 'ADMIN_TOKEN'>): string[] {
  const tokens = (env.ADMIN_TOKEN ?? '').split(/\s+/).filter((token) => token !== '');
  return tokens.length <= 2 && tokens.every((token) => token.length >= MIN_TOKEN_LENGTH) ? tokens : [];
}

export class Secrets {
  private readonly keys = new Map<string, Promise<CryptoKey>>();

  /** HMAC-SHA-256 keys for one purpose, or null where ADMIN_TOKEN is unset or too short. */
  async signingKeys(env: Pick<Env, 'ADMIN_TOKEN'>, label: KeyLabel): Promise<SigningKeys | null> {
    const verify = await Promise.all(adminTokens(env).map((token) => this.key(token, label)));
    const sign = verify[0];
    return sign ? { sign, verify } : null;
  }

  /** AES-GCM-256 keys for one purpose, or null where ADMIN_TOKEN is unset or too short. */
  async sealingKeys(env: Pick<Env, 'ADMIN_TOKEN'>, label: KeyLabel): Promise<SealingKeys | null> {
    const unseal = await Promise.all(adminTokens(env).map((token) => this.key(token, label, SEALING)));
    const seal = unseal[0];
    return seal ? { seal, unseal } : null;
  }

  private key(token: string, label: KeyLabel, use: KeyUse = SIGNING): Promise<CryptoKey> {
    const name = JSON.stringify([token, label, use.usages]);
    const known = this.keys.get(name);
    if (known) return known;
    const made = deriveKey(token, label, use);
    this.keys.set(name, made);
    return made;
  }
}

interface KeyUse {
  algorithm: { name: string; hash?: string; length: number };
  usages: string[];
}

const SIGNING: KeyUse = { algorithm: { name: 'HMAC', hash: 'SHA-256', length: 256 }, usages: ['sign', 'verify'] };
const SEALING: KeyUse = { algorithm: { name: 'AES-GCM', length: 256 }, usages: ['encrypt', 'decrypt'] };

async function deriveKey(token: string, label: KeyLabel, { algorithm, usages }: KeyUse): Promise<CryptoKey> {
  const bytes = new TextEncoder();
  const base = await crypto.subtle.importKey('raw', bytes.encode(token), 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: bytes.encode(label) },
    base,
    algorithm,
    false,
    usages,
  );
}
