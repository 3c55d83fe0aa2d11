// The local worker's KV namespace, for a worker that runs in this process: what `wrangler dev` has on the disk, by
// wrangler's own proxy. Read by scripts/seed.ts.

import { join } from 'node:path';
import type { KVNamespace } from '@cloudflare/workers-types';
import { getPlatformProxy } from 'wrangler';
import { ROOT, WRANGLER_ENV } from './development.ts';

export interface LocalKv {
  kv: KVNamespace;
  close(): Promise<void>;
}

/** `state` is what `wrangler dev --persist-to` calls DIR, with `/v3` behind it. */
export async function openLocalKv(state: string): Promise<LocalKv> {
  Object.assign(process.env, WRANGLER_ENV, { WRANGLER_LOG: 'error' });
  const proxy = await getPlatformProxy<{ COMMENTS: KVNamespace }>({
    configPath: join(ROOT, 'wrangler.toml'),
    persist: { path: state },
  });
  return { kv: withoutStreams(proxy.env.COMMENTS), close: () => proxy.dispose() };
}

/**
 * A stream is had whole first. Every second time that one of the proxy's own is cancelled, as the worker does where
 * only the metadata matters, an error of miniflare's is thrown where nobody can catch it, and the process ends.
 */
function withoutStreams(kv: KVNamespace): KVNamespace {
  const getWithMetadata = async (key: string, type: 'stream') => {
    if (type !== 'stream') return kv.getWithMetadata(key as never, type);
    const { value, ...rest } = await kv.getWithMetadata(key, 'text');
    return { ...rest, value: value === null ? null : new Response(value).body };
  };
  return new Proxy(kv, {
    get: (target, name) => (name === 'getWithMetadata' ? getWithMetadata : Reflect.get(target, name)),
  });
}
