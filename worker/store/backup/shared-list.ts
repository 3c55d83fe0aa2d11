// One list in the place of many: an import of twenty threads into a store that holds little would ask for twenty lists, of
// the 1,000 that the free plan has a day.

import { keys } from '../kv/keys.ts';
import { type Listed, listPage } from '../kv/kv.ts';

const FACTS = 'fact:';

/**
 * The namespace, with lists of a thread's facts answered from a list of all facts, where that costs fewer than the threads
 * would; as it is where there are more facts. It is as fresh as it was made, so it is for one request.
 */
export async function withSharedList(kv: KVNamespace, threads: number): Promise<KVNamespace> {
  const listed: Listed<unknown>[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < Math.floor(threads / 3); page++) {
    const next: { keys: Listed<unknown>[]; cursor: string | null } = await listPage(kv, FACTS, cursor);
    listed.push(...next.keys);
    cursor = next.cursor;
    if (cursor === null) return sharing(kv, listed);
  }
  return kv;
}

function sharing(kv: KVNamespace, listed: Listed<unknown>[]): KVNamespace {
  const byThread = Map.groupBy(listed, ({ name }) => keys.facts(name.split(':', 2)[1]!));
  const list = async (options: { prefix?: string }) => {
    const { prefix = '' } = options;
    if (!prefix.startsWith(FACTS)) return kv.list(options);
    const names = (byThread.get(prefix) ?? []).map(({ name, meta }) => ({ name, metadata: meta }));
    return { keys: names, list_complete: true, cacheStatus: null };
  };
  return new Proxy(kv, {
    get: (target, name) => {
      if (name === 'list') return list;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
