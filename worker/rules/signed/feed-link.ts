// The key in the address of the owner's private feed, which a feed reader cannot sign in for: whoever has the address
// may read what waits. It ends with ADMIN_TOKEN (the key is made from it) and with `settings:epoch` ("sign out
// everywhere"). Pure: the keys come in. Read next: actions/reading/feed.ts.

import { isSigned, sign } from './signature.ts';

/** 43 characters of base64url. */
export function signFeed(key: CryptoKey, epoch: number): Promise<string> {
  return sign(key, statementOf(epoch));
}

export function checkFeed(keys: readonly CryptoKey[], epoch: number, text: string): Promise<boolean> {
  return isSigned(keys, statementOf(epoch), text);
}

function statementOf(epoch: number): string {
  return JSON.stringify(['waiting', epoch]);
}
