// A KV namespace in memory, for measuring our own code without anybody else's, and for tests of the commands: it costs
// what parsing the answers of the real one costs, and next to nothing else. It imitates neither lag nor limits: whether
// the store holds under those is shown in tests/simulation.

import type { KVNamespace } from '@cloudflare/workers-types';

interface Entry {
  value: string;
  /** As JSON: a list and a read parse it anew, as they do on Cloudflare. */
  metadata: string;
  /** As JSON, too: what a list says of it. */
  listed: string;
}

export function memoryKv(): KVNamespace {
  const entries = new Map<string, Entry>();
  /** In order, so that a new key costs no sorting. */
  const names: string[] = [];

  const placeOf = (name: string) => {
    let [from, to] = [0, names.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (names[middle]! < name) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const metadataOf = (entry: Entry | undefined) => (entry === undefined ? null : JSON.parse(entry.metadata));
  const many = <T>(keys: string | string[], one: (key: string) => T) =>
    Array.isArray(keys) ? new Map(keys.map((key) => [key, one(key)])) : one(keys);

  const namespace = {
    async put(key: string, value: string, { metadata }: { metadata?: object } = {}) {
      if (!entries.has(key)) names.splice(placeOf(key), 0, key);
      const listed = JSON.stringify({ name: key, ...(metadata && { metadata }) });
      entries.set(key, { value, metadata: JSON.stringify(metadata ?? null), listed });
    },
    async delete(key: string) {
      if (entries.delete(key)) names.splice(placeOf(key), 1);
    },
    async get(keys: string | string[]) {
      return many(keys, (key) => entries.get(key)?.value ?? null);
    },
    async getWithMetadata(keys: string | string[], type?: string) {
      return many(keys, (key) => {
        const entry = entries.get(key);
        const value = entry && type === 'stream' ? new Response(entry.value).body : (entry?.value ?? null);
        return { value, metadata: metadataOf(entry) };
      });
    },
    async list({ prefix = '', limit = 1_000, cursor }: { prefix?: string; limit?: number; cursor?: string }) {
      const from = cursor === undefined ? placeOf(prefix) : placeOf(cursor) + 1;
      let next = from;
      let json = '';
      for (; next < names.length && next - from < limit && names[next]!.startsWith(prefix); next++) {
        json += `${json && ','}${entries.get(names[next]!)!.listed}`;
      }
      // In one go, as the answer of a real list is parsed.
      const keys: { name: string; metadata?: object }[] = JSON.parse(`[${json}]`);
      const isComplete = next >= names.length || !names[next]!.startsWith(prefix);
      return isComplete ? { keys, list_complete: true } : { keys, list_complete: false, cursor: names[next - 1]! };
    },
  };
  return namespace as unknown as KVNamespace;
}
