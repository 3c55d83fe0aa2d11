// Links in mails to readers: to confirm that an address is theirs, to stop, and to refuse all mail, for whoever was
// asked and gave no address. Whoever has one has had the mail, so it needs nothing else; it is bound to a comment and
// to the address that the mail went to, and can do nothing but that. The address itself stands in no link: what does is
// a number made of it with our key, and the only such numbers that are kept are those of mailboxes that refused. Pure,
// but for Web Crypto over the keys given; the time comes in. Read next: routes/pages/subscription.ts.

import { ID_PATTERN, THREAD_PATTERN } from '../paths.ts';
import { DAY } from '../time.ts';
import { readFields, sign, signFields } from './signature.ts';

export const SUBSCRIPTION_ACTS = ['confirm', 'stop', 'refuse'] as const;
export type SubscriptionAct = (typeof SUBSCRIPTION_ACTS)[number];

export interface SubscriptionLink {
  act: SubscriptionAct;
  thread: string;
  id: string;
  /** Of the address, or of its mailbox (markOf). */
  mark: string;
  /** Milliseconds since 1970; null: a mail may be kept for years, and its reader must be able to stop. */
  expiresAt: number | null;
}

export const CONFIRM_AGE = 7 * DAY;

export function signLink(key: CryptoKey, { act, thread, id, mark, expiresAt }: SubscriptionLink): Promise<string> {
  return signFields(key, [act, thread, id, mark, expiresAt]);
}

/** Null where it was not signed here, or its time has passed. */
export async function readLink(
  keys: readonly CryptoKey[],
  text: string,
  now: number,
): Promise<SubscriptionLink | null> {
  const fields = await readFields(keys, text);
  const link = fields && linkOf(fields);
  return link !== null && (link.expiresAt === null || now < link.expiresAt) ? link : null;
}

function linkOf([act, thread, id, mark, expiresAt]: unknown[]): SubscriptionLink | null {
  const link = { act, thread, id, mark, expiresAt } as SubscriptionLink;
  const isWhole =
    SUBSCRIPTION_ACTS.includes(link.act) &&
    THREAD_PATTERN.test(link.thread) &&
    ID_PATTERN.test(link.id) &&
    typeof mark === 'string' &&
    (expiresAt === null ? act !== 'confirm' : Number.isSafeInteger(expiresAt));
  return isWhole ? link : null;
}

/**
 * Tells addresses apart to whoever has the key, and says nothing to anybody else; 22 characters. A refusal is of the
 * mailbox, because whoever wants to annoy somebody has many ways to write one. A yes is of the address alone, because
 * not every provider reads over a `+`.
 */
export async function markOf(key: CryptoKey, act: SubscriptionAct, address: string): Promise<string> {
  const subject = act === 'refuse' ? mailboxOf(address) : sameAddress(address);
  // No signed link begins like this, so neither can be taken for the other.
  return (await sign(key, `address ${subject}`)).slice(0, 22);
}

/** As it is compared: no provider of note tells capitals apart. */
export function sameAddress(address: string): string {
  return address.toLowerCase();
}

/** `ada+blog@` is Ada's too, and Gmail reads over dots. */
export function mailboxOf(address: string): string {
  const [name = '', domain = ''] = sameAddress(address).split('@');
  const box = name.split('+', 1)[0] as string;
  return /^(?:gmail|googlemail)\.com$/.test(domain) ? `${box.replaceAll('.', '')}@gmail.com` : `${box}@${domain}`;
}
