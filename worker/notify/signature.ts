// The signature on generic webhooks, as https://www.standardwebhooks.com has it, for which most languages have a
// library: HMAC-SHA-256 over id, time and body, so that a receiver knows who sent it, and takes nothing twice or late.

import type { Outgoing } from './channels.ts';

const PREFIX = 'whsec_';

/** As the owner gives it to the receiver. */
export function secretText(secret: Uint8Array): string {
  return PREFIX + btoa(String.fromCharCode(...secret));
}

/** `now` in milliseconds. */
export async function signed(request: Outgoing, id: string, secret: Uint8Array, now: number): Promise<Outgoing> {
  const seconds = String(Math.floor(now / 1_000));
  const use = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), use, false, ['sign']);
  const said = new TextEncoder().encode(`${id}.${seconds}.${request.body}`);
  const signature = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, said))));
  const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
  return { ...request, headers: { ...request.headers, ...headers } };
}
