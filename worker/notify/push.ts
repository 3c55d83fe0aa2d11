// Web Push: a notice on a device of the owner's, by the push service that its browser brings along; no account. What is
// sent is encrypted for that browser (RFC 8291) and signed with the key that it subscribed with (RFC 8292), so that the
// push service can neither read it nor let others send. Read next: desk/push-worker.ts, which shows it.

import { encryptNotification, vapidHeaders } from '@block65/webcrypto-web-push';
import { ACT_AGE } from '../rules/signed/act-link.ts';
import { SECOND } from '../rules/time.ts';
import { harmless, shorten } from './harmless.ts';
import type { Transport } from './mail.ts';
import type { Notice, Sent } from './notice.ts';
import { subjectOf, whoAndWhere } from './words.ts';

/** What a browser hands over when it subscribes. All of it in base64url but the address. */
export interface PushDevice {
  endpoint: string;
  /** The browser's public key, and its secret: whoever has both can write to it. */
  p256dh: string;
  auth: string;
  /** Of the key pair that this device was subscribed with, made in the browser. */
  publicKey: string;
  privateKey: string;
}

/** What the service worker gets: as little as it can show. */
export interface PushMessage {
  title: string;
  body: string;
  /** A second try of the same news takes the place of the first. */
  tag: string;
  /** Paths of this worker. */
  open: string;
  acts: { act: string; title: string; open: string }[];
}

/** In seconds. Links in a notice work for so long; older news is at the desk. */
const TTL = ACT_AGE / SECOND;
const LINES = 4;
const MAX_WORDS = 200;
const NO_NAME = 'mailto:nobody@afterword.invalid';

export function messageOf(notice: Notice): PushMessage {
  const { items, more, isTest } = notice;
  const [only] = items.length === 1 && more === 0 ? items : [];
  const rest = items.length - LINES + more;
  const lines = items.slice(0, LINES).map(whoAndWhere);
  const body = only
    ? [...lines, harmless(shorten(only.text.replace(/\s+/g, ' '), MAX_WORDS))]
    : [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])];
  const act = (name: string, title: string, address: string | undefined) =>
    address === undefined ? [] : [{ act: name, title, open: pathOf(address) }];
  return {
    title: isTest ? subjectOf(notice) : titleOf(notice),
    body: isTest ? 'This is how news of comments will reach you here.' : body.join('\n'),
    tag: notice.id,
    open: '/admin',
    acts: only ? [...act('approve', 'Approve', only.approve), ...act('spam', 'Spam', only.spam)] : [],
  };
}

const ONE = { waits: 'A comment is waiting', reported: 'A comment was reported', published: 'A new comment' } as const;

function titleOf({ items, more }: Notice): string {
  const count = items.length + more;
  if (count === 1 && items[0]) return ONE[items[0].why];
  return items.every(({ why }) => why === 'waits') ? `${count} comments are waiting` : `${count} comments to look at`;
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** `from`: the worker's own address, for the push service to complain to. */
export async function sendPush(
  notice: Notice,
  device: PushDevice,
  transport: Transport,
  from: string | null,
): Promise<Sent> {
  const text = new TextEncoder().encode(JSON.stringify(messageOf(notice)));
  const { body, authorization } = await prepare(device, text, from);
  return transport(device.endpoint, body, {
    Authorization: authorization,
    'Content-Encoding': 'aes128gcm',
    'Content-Type': 'application/octet-stream',
    TTL: String(TTL),
    Urgency: 'normal',
  });
}

/** Whether its keys are such that something can be sent to it. */
export async function isUsable(device: PushDevice): Promise<boolean> {
  try {
    await prepare(device, new Uint8Array(1), null);
    return true;
  } catch {
    return false; // a key that is none, of another curve, or not the other half of the pair
  }
}

async function prepare(
  { endpoint, p256dh, auth, publicKey, privateKey }: PushDevice,
  text: Uint8Array,
  from: string | null,
): Promise<{ body: Uint8Array; authorization: string }> {
  const subscription = { endpoint, expirationTime: null, keys: { p256dh, auth } };
  // Apple and Mozilla refuse a subject that is neither https: nor mailto:.
  const subject = from?.startsWith('https://') ? from : NO_NAME;
  const [body, { headers }] = await Promise.all([
    encryptNotification(subscription, text),
    vapidHeaders(subscription, { subject, publicKey, privateKey }),
  ]);
  return { body, authorization: headers.authorization };
}

/** The push service does not know this device any more, and never will again (RFC 8030, 7.3). */
export function isGone(sent: Sent): boolean {
  return !sent.ok && (sent.status === 404 || sent.status === 410);
}
