// What the desk says after an action travels in the address that its form's POST leads to (a flash message). It offers
// an Undo, so it is signed: else a link could show an owner an Undo of something they never did, and the press would
// be a verdict. Pure: the keys come in. Read next: routes/desk/flash.ts.

import type { Tab } from '../../contract/index.ts';
import { isSigned, sign } from './signature.ts';

export interface SignedFlash {
  done: string;
  /**
   * Each comment, with the verdict that takes it back: `thread.id.verdict`, separated by commas; `thread.id.` where
   * none can.
   */
  items: string;
  tab: Tab;
}

export function signFlash(key: CryptoKey, flash: SignedFlash): Promise<string> {
  return sign(key, statementOf(flash));
}

export function checkFlash(keys: readonly CryptoKey[], flash: SignedFlash, signature: string): Promise<boolean> {
  return isSigned(keys, statementOf(flash), signature);
}

function statementOf({ done, items, tab }: SignedFlash): string {
  return JSON.stringify([done, items, tab]);
}
