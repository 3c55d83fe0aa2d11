// A KV namespace in memory, for measuring our own code without anybody else's. It imitates neither lag nor limits: whether
// the store holds under those is shown in tests/simulation.

import type { KVNamespace } from '@cloudflare/workers-types';

interface Entry {
  value: string;
  /** As JSON: a list and a read parse it anew, as they do on Cloudflare. */
  metadata: string | null;
}

export function memoryKv(): KVNamespace {
  const entries = new Map<string, Entry>();
  let names: string[] | null = null;
  const metadataOf = (entry: Entry | undefined) => (entry?.metadata == null ? null : JSON.parse(entry.metadata));
  const many = <T>(keys: string | string[], one: (key: string) => T) =>
    Array.isArray(keys) ? new Map(keys.map((key) => [key, one(key)])) : one(keys);
  const namespace = {
    async put(key: string, value: string, { metadata }: { metadata?: object } = {}) {
      if (!entries.has(key)) names = null;
      entries.set(key, { value, metadata: metadata === undefined ? null : JSON.stringify(metadata) });
    },
    async delete(key: string) {
      entries.delete(key);
      names = null;
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
      names ??= [...entries.keys()].sort();
      const from = names.findIndex((name) => name >= prefix && (cursor === undefined || name > cursor));
      const page: string[] = [];
      let next = from === -1 ? names.length : from;
      for (; next < names.length && page.length < limit && names[next]!.startsWith(prefix); next++)
        page.push(names[next]!);
      const keys = page.map((name) => ({ name, metadata: metadataOf(entries.get(name)) ?? undefined }));
      const isComplete = next >= names.length || !names[next]!.startsWith(prefix);
      return isComplete ? { keys, list_complete: true } : { keys, list_complete: false, cursor: page.at(-1)! };
    },
  };
  return namespace as unknown as KVNamespace;
}
