// What mail to readers goes out by, with the keys that seal their addresses and sign their links. It takes a provider that
// sends to anybody: Resend or Postmark, or Cloudflare's binding, which does so on its paid plan only. The worker cannot
// see which plan it runs on, so the owner is told, and can try it (routes/desk/readers.ts).
// Read next: tell-readers.ts.

import { PAGES } from '../contract/index.ts';
import type { Memory } from '../deps.ts';
import type { Env } from '../env.ts';
import { isMailKey, type MailService, mailService } from '../notify/mail.ts';
import type { Sent } from '../notify/notice.ts';
import type { Letter } from '../notify/reader-words.ts';
import { poster } from '../notify/send.ts';
import { digest } from '../rules/comment/hash.ts';
import { LABELS } from '../rules/signed/labels.ts';
import { seal, unseal } from '../rules/signed/sealed.ts';
import { markOf, type SubscriptionAct, type SubscriptionLink, signLink } from '../rules/signed/subscription-link.ts';
import type { CommentRef } from '../store/facts/comments.ts';
import { sealedFor } from '../store/facts/subscribers.ts';
import { readNoticeSettings } from '../store/outbox/owner.ts';
import { opened, siteOf } from './destinations.ts';
import type { SealingKeys, SigningKeys } from './memory/secrets.ts';

/** Seals what lies in KV; signs what is in a mail. */

const PATIENCE = 10_000;

type Deps = Pick<Memory, 'runtime' | 'secrets'>;

/** What is missing before readers can be written to; the first of them is to be mended first. */
export type Lack = 'key' | 'provider' | 'sender';

export interface ReaderPost {
  site: string;
  /** The worker's own address. */
  origin: string;
  keys: ReaderKeys;
  send(to: string, letter: Letter, headers?: Record<string, string>): Promise<Sent>;
}

export interface ReaderKeys {
  sealing: SealingKeys;
  signing: SigningKeys;
}

/** Null without a proper ADMIN_TOKEN. */
export async function readerKeys(env: Env, { secrets }: Pick<Deps, 'secrets'>): Promise<ReaderKeys | null> {
  const [sealing, signing] = await Promise.all([
    secrets.sealingKeys(env, LABELS.address),
    secrets.signingKeys(env, LABELS.subscription),
  ]);
  return sealing && signing ? { sealing, signing } : null;
}

/** What mail goes by, or what it lacks. One bulk get. */
export async function readReaderPost(env: Env, deps: Deps): Promise<ReaderPost | Lack> {
  const stored = await readNoticeSettings(env.COMMENTS);
  const keys = await readerKeys(env, deps);
  const { fetch } = deps.runtime;
  if (keys === null || !fetch) return 'provider';
  const sealed = stored.noticesMailKey ?? '';
  const mailKey = await opened(env, deps.secrets, 'noticesMailKey', sealed);
  if (sealed !== '' && mailKey === null) return 'key';
  const service = mailService(env.MAIL, mailKey ?? '', poster({ fetch, patience: PATIENCE }));
  const from = stored.noticesMailFrom ?? '';
  if (service === null) return 'provider';
  if (from === '') return 'sender';
  return { site: siteOf(env), origin: stored.noticesOrigin ?? '', keys, send: sender(service, from) };
}

function sender(service: MailService, from: string): ReaderPost['send'] {
  return async (to, { subject, text }, headers = {}) => {
    // The same mail again has the same id, so that a provider who took it before its answer was lost sends it once.
    const id = await digest(JSON.stringify([to, subject, text]), 22);
    const sent = await service.send({ from, to, subject, text, id, headers });
    return { ...sent, answer: withoutAddresses(sent.answer, from) };
  };
}

/** Providers quote the address that they refuse, and their answer is kept in clear and shown. The owner's own stays. */
function withoutAddresses(answer: string, from: string): string {
  return answer.replace(/[^\s"'<>()[\]{},;:]+(?:@|%40)[^\s"'<>()[\]{},;:]*/gi, (address) =>
    address.toLowerCase().startsWith(from.toLowerCase()) ? address : '(an address)',
  );
}

/** Whether a key that somebody saved, or the binding, could send to anybody at all. */
export function hasMailService(env: Env, mailKey: string): boolean {
  return isMailKey(mailKey) || env.MAIL !== undefined;
}

// ---- addresses and links ----

/** As it is kept. `nonce`: 12 random bytes. */
export function sealAddress(
  { sealing }: Pick<ReaderKeys, 'sealing'>,
  address: string,
  ref: CommentRef,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return seal(sealing.seal, address, sealedFor(ref), nonce);
}

/** Null where ADMIN_TOKEN is another one since. */
export function openAddress({ sealing }: ReaderKeys, sealed: string, ref: CommentRef): Promise<string | null> {
  return unseal(sealing.unseal, sealed, sealedFor(ref));
}

/** The address of the page that confirms, or stops. */
export async function linkTo(
  { origin, keys }: ReaderPost,
  { thread, id }: CommentRef,
  { act, expiresAt }: Pick<SubscriptionLink, 'act' | 'expiresAt'>,
  address: string,
): Promise<string> {
  const mark = await markOf(keys.signing.sign, act, address);
  return `${origin}${PAGES.subscription}?token=${await signLink(keys.signing.sign, { act, thread, id, mark, expiresAt })}`;
}

/** Whether the link was made for this address, by this token or the one before. */
export async function isFor(keys: ReaderKeys, { act, mark }: SubscriptionLink, address: string): Promise<boolean> {
  return (await marksOf(keys, act, address)).includes(mark);
}

/** As links that were made by this token, or the one before, name it. */
export function marksOf({ signing }: ReaderKeys, act: SubscriptionAct, address: string): Promise<string[]> {
  return Promise.all(signing.verify.map((key) => markOf(key, act, address)));
}

/** What a mail program offers as its own button, which posts without asking (RFC 8058). */
export function stopHeaders(stop: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
