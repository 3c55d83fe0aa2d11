// The number of a comment in GitHub's database: REST says it, GraphQL may, and its own ids hold it. So a comment has
// one id, whichever of them a file was fetched by. Pure.
// https://docs.github.com/en/graphql/guides/migrating-graphql-global-node-ids

import { isObject, text } from '../record.ts';

/** Where there is none to be found, the id as it is. */
export function githubId(node: unknown): string {
  if (!isObject(node)) return '';
  const number = [node.databaseId, node.id].find((each) => typeof each === 'number');
  if (number !== undefined) return String(number);
  const inAddress = /#(?:issuecomment|discussioncomment)-(\d+)$/.exec(text(node.url) || text(node.html_url))?.[1];
  return inAddress ?? numberIn(text(node.id)) ?? text(node.id);
}

function numberIn(id: string): string | null {
  const packed = /^[A-Z]{1,4}_(\w[\w-]{7,})$/.exec(id)?.[1];
  if (packed !== undefined) return lastNumber(bytesOf(packed));
  // Of old: `012:IssueComment123`.
  return /^\d+:[A-Za-z]+?(\d+)$/.exec(String.fromCharCode(...bytesOf(id)))?.[1] ?? null;
}

function bytesOf(base64: string): number[] {
  try {
    const letters = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
    return [...letters].map((letter) => letter.charCodeAt(0));
  } catch {
    return [];
  }
}

/** How many bytes follow, of MessagePack's unsigned integers. */
const SIZES: Record<number, number> = { 204: 1, 205: 2, 206: 4, 207: 8 };

/** A list of numbers in MessagePack: of the version, of the repository, and of the comment. */
function lastNumber([head = 0, ...bytes]: number[]): string | null {
  if (head < 0x92 || head > 0x94) return null;
  let number: bigint | null = null;
  for (let at = 0, left = head - 0x90; left > 0; left--) {
    const first = bytes[at++];
    if (first === undefined) return null;
    const size = first < 0x80 ? 0 : SIZES[first];
    if (size === undefined || at + size > bytes.length) return null;
    number =
      size === 0 ? BigInt(first) : bytes.slice(at, at + size).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    at += size;
    if (left === 1 && at !== bytes.length) return null;
  }
  return number === null ? null : String(number);
}
