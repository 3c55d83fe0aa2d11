// What the form asks for and the thread offers, beside name and text. Pure.

import type { Ask } from '../../contract/index.ts';

export const ASKS: Ask[] = ['url', 'likes'];

/** `readers`: whether readers are told of replies by mail. */
export function asksOf({ readers }: { readers: boolean }): Ask[] {
  return readers ? ['url', 'email', 'likes'] : ASKS;
}
