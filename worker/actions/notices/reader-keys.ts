// How readers' addresses are kept, sealed, and how a link in a mail says which address it was made for.
// Read next: rules/signed/subscription-link.ts, actions/notices/reader-mail.ts.

import type { Scope } from '../../deps.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { seal, unseal } from '../../rules/signed/sealed.ts';
import { markOf, type SubscriptionAct, type SubscriptionLink } from '../../rules/signed/subscription-link.ts';
import type { CommentRef } from '../../store/facts/comments.ts';
import { sealedFor } from '../../store/facts/subscribers.ts';
import type { SealingKeys, SigningKeys } from '../memory/secrets.ts';

export interface ReaderKeys {
  /** For the addresses that lie in KV. */
  sealing: SealingKeys;
  /** For the links in mails. */
  signing: SigningKeys;
}

/** Null without a proper ADMIN_TOKEN. */
export async function readerKeys({ env, memory }: Pick<Scope, 'env' | 'memory'>): Promise<ReaderKeys | null> {
  const [sealing, signing] = await Promise.all([
    memory.secrets.sealingKeys(env, LABELS.address),
    memory.secrets.signingKeys(env, LABELS.subscription),
  ]);
  return sealing && signing ? { sealing, signing } : null;
}

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

/** Whether the link was made for this address, by this token or the one before. */
export async function isFor(keys: ReaderKeys, { act, mark }: SubscriptionLink, address: string): Promise<boolean> {
  return (await marksOf(keys, act, address)).includes(mark);
}

/** As links that were made by this token, or the one before, name it. */
export function marksOf({ signing }: ReaderKeys, act: SubscriptionAct, address: string): Promise<string[]> {
  return Promise.all(signing.verify.map((key) => markOf(key, act, address)));
}
