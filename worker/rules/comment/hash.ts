// The hashes that give things their public names. Pure, but for Web Crypto, which every host has.

import { digest } from '../hash.ts';
import type { Words } from './facts.ts';

/**
 * The hash of every public field that a reader controls; 22 characters, of which 128 bits count. A verdict names the
 * words that it judges by it.
 */
export async function hashWords(words: Pick<Words, 'name' | 'url' | 'parent' | 'body'>): Promise<string> {
  return digest(JSON.stringify([words.name, words.url ?? null, words.parent, words.body]), 22);
}

/**
 * The public id made from an author key; 16 characters. No secret goes in, so changing ADMIN_TOKEN un-knows nobody,
 * and the key itself (128 random bits) cannot be found from it.
 */
export async function authorIdOf(key: string): Promise<string> {
  return digest(`afterword author\0${key}`, 16);
}

/** A thread's id, from its page key; 22 characters. */
export async function threadIdOf(pageKey: string): Promise<string> {
  return digest(pageKey, 22);
}
