// Every KV operation of the worker goes through these few functions: they turn failures into StoreError, parse values
// with care and loop where the platform says so. store/SCHEMA.md lists the keys.
// Limits: https://developers.cloudflare.com/kv/platform/limits/

import { parseJson } from '../../rules/text/json.ts';
import { StoreError } from './errors.ts';

/** KV answers at most this many keys in one bulk get; a bulk get counts as one operation. */
const BULK = 100;

export interface Listed<Meta> {
  name: string;
  meta: Meta | null;
}

/** One key as it is put, by put or in bulk from outside. */
export interface Write {
  key: string;
  value: unknown;
  metadata?: object;
}

export function putWrite(kv: KVNamespace, { key, value, metadata }: Write): Promise<void> {
  return put(kv, key, value, metadata);
}

/** Puts one key. `metadata` is at most 1,024 bytes of JSON. */
export function put(kv: KVNamespace, key: string, value: unknown, metadata?: object): Promise<void> {
  return putText(kv, key, JSON.stringify(value), metadata);
}

/** As put, for what nobody need look at before it goes: KV deletes it by itself, after so many seconds. */
export async function putFor(
  kv: KVNamespace,
  key: string,
  value: unknown,
  { metadata, expirationTtl }: { metadata: object; expirationTtl: number },
): Promise<void> {
  await guard(kv.put(key, JSON.stringify(value), { metadata, expirationTtl }));
}

/** As put, for JSON that is text already. */
export async function putText(kv: KVNamespace, key: string, text: string, metadata?: object): Promise<void> {
  await guard(kv.put(key, text, metadata === undefined ? {} : { metadata }));
}

export async function remove(kv: KVNamespace, key: string): Promise<void> {
  await guard(kv.delete(key));
}

/**
 * In the place of a value that is there and is no JSON, or null: none of ours. It is skipped wherever a record is asked
 * for.
 */
export const UNREADABLE = Symbol('a value that is no JSON');

/** Values by key; a missing one is null. */
export async function readMany(kv: KVNamespace, keys: string[]): Promise<Map<string, unknown>> {
  const texts = await readTexts(kv, keys);
  return new Map([...texts].map(([key, text]) => [key, parse(text)]));
}

/** As readMany, unparsed. */
export function readTexts(kv: KVNamespace, keys: string[]): Promise<Map<string, string | null>> {
  return readBulk(keys, (some) => kv.get(some, 'text'));
}

/** As readMany, with the metadata of each. */
export async function readManyWithMeta(
  kv: KVNamespace,
  keys: string[],
): Promise<Map<string, { value: unknown; meta: unknown }>> {
  // A missing key is null here, whatever the types say: workerd answers no pair for it.
  type Pair = { value: string | null; metadata: unknown } | null;
  const pairs = await readBulk<Pair>(keys, (some) => kv.getWithMetadata(some, 'text'));
  return new Map(
    [...pairs].map(([key, pair]) => [key, { value: parse(pair?.value ?? null), meta: pair?.metadata ?? null }]),
  );
}

async function readBulk<Value>(
  keys: string[],
  get: (some: string[]) => Promise<Map<string, Value>>,
): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  const read = async (some: string[]): Promise<void> => {
    try {
      for (const [key, value] of await guard(get(some))) found.set(key, value);
    } catch (error) {
      // All values of one answer are 25 MB at most, and a bundle may be one: fewer at once then.
      if (some.length === 1 || !isTooMuch(error)) throw error;
      const middle = some.length >> 1;
      await read(some.slice(0, middle));
      await read(some.slice(middle));
    }
  };
  for (let i = 0; i < keys.length; i += BULK) await read(keys.slice(i, i + BULK));
  return found;
}

// "KV GET_BULK failed: 413 Total size of request exceeds the limit of 25MB"
function isTooMuch(error: unknown): boolean {
  return error instanceof StoreError && error.cause instanceof Error && /\b413\b/.test(error.cause.message);
}

/** One value as it lies there, unread, with its metadata. One KV read. */
export async function readStream<Meta>(
  kv: KVNamespace,
  key: string,
): Promise<{ body: ReadableStream; meta: Meta | null } | null> {
  const { value, metadata } = await guard(kv.getWithMetadata<Meta>(key, 'stream'));
  return value === null ? null : { body: value, meta: metadata };
}

/** Metadata alone: the value is not read. One KV read. */
export async function readMeta<Meta>(kv: KVNamespace, key: string): Promise<Meta | null> {
  const found = await readStream<Meta>(kv, key);
  await found?.body.cancel();
  return found?.meta ?? null;
}

/** Every key under the prefix; one list for each 1,000. */
export async function listAll<Meta>(kv: KVNamespace, prefix: string): Promise<Listed<Meta>[]> {
  const keys: Listed<Meta>[] = [];
  let cursor: string | null = null;
  do {
    const page: { keys: Listed<Meta>[]; cursor: string | null } = await listPage<Meta>(kv, prefix, cursor);
    keys.push(...page.keys);
    cursor = page.cursor;
  } while (cursor !== null);
  return keys;
}

/** The first page from there on that holds any key, or the last one. */
export async function listSome<Meta>(
  kv: KVNamespace,
  prefix: string,
  cursor: string | null,
  limit?: number,
): Promise<{ keys: Listed<Meta>[]; cursor: string | null }> {
  let page = await listPage<Meta>(kv, prefix, cursor, limit);
  while (page.keys.length === 0 && page.cursor !== null) page = await listPage(kv, prefix, page.cursor, limit);
  return page;
}

/** One page of keys. It may be empty while there are more: deleted keys are walked over. */
export async function listPage<Meta>(
  kv: KVNamespace,
  prefix: string,
  cursor: string | null,
  limit = 1000,
): Promise<{ keys: Listed<Meta>[]; cursor: string | null }> {
  const page = await guard(kv.list<Meta>({ prefix, limit, ...(cursor !== null && { cursor }) }));
  return {
    keys: page.keys.map(({ name, metadata }) => ({ name, meta: metadata ?? null })),
    cursor: page.list_complete ? null : page.cursor,
  };
}

async function guard<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (cause) {
    throw new StoreError('a KV operation failed', { cause });
  }
}

function parse(text: string | null): unknown {
  // Nothing of ours is null, which would look like a missing one.
  return text === null ? null : (parseJson(text) ?? UNREADABLE);
}
