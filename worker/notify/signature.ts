// The signature on generic webhooks, as https://www.standardwebhooks.com has it, for which most languages have a
// library: HMAC-SHA-256 over id, time and body, so that a receiver knows who sent it, and takes nothing twice or late.
// Read next: notify/send.ts.

import { hmac } from '../rules/signed/signature.ts';
import { SECOND } from '../rules/time.ts';
import type { Outgoing } from './channels.ts';

const PREFIX = 'whsec_';

/** As the owner gives it to the receiver. */
export function secretText(secret: Uint8Array): string {
  return PREFIX + toBase64(secret);
}

/** `now` in milliseconds. */
export async function signed(request: Outgoing, id: string, secret: Uint8Array, now: number): Promise<Outgoing> {
  const seconds = String(Math.floor(now / SECOND));
  const use = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), use, false, ['sign']);
  const signature = toBase64(await hmac(key, `${id}.${seconds}.${request.body}`));
  const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
  return { ...request, headers: { ...request.headers, ...headers } };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
