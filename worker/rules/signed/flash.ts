// What the desk says after an action travels in the address that its form's POST leads to. It offers an Undo, so it is
// signed: else a link could show an owner an Undo of something they never did, and the press would be a verdict.
// Pure: the keys come in. Read next: routes/desk/inbox.ts.

import type { Tab } from '../../contract/index.ts';
import { fromBase64Url, toBase64Url } from './bytes.ts';

export interface SignedNotice {
  done: string;
  /** Each comment, with the verdict that takes it back: `thread.id.verdict`, separated by commas. */
  items: string;
  tab: Tab;
}

export async function signNotice(key: CryptoKey, notice: SignedNotice): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, statementOf(notice))));
}

export async function checkNotice(
  keys: readonly CryptoKey[],
  notice: SignedNotice,
  signature: string,
): Promise<boolean> {
  const bytes = fromBase64Url(signature);
  if (bytes === null) return false;
  const statement = statementOf(notice);
  const answers = await Promise.all(keys.map((key) => crypto.subtle.verify('HMAC', key, bytes, statement)));
  return answers.includes(true);
}

function statementOf({ done, items, tab }: SignedNotice): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([done, items, tab]));
}
