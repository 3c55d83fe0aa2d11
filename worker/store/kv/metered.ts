// A namespace that puts on a bill what is asked of it: reads by key, as Cloudflare bills them, and for each touch what
// the sweep will do for it later. Nothing else looks at operations; so no endpoint can be forgotten.
// Read next: rules/screening/spending.ts, actions/memory/ledger.ts.

import type { Spent } from '../../rules/screening/spending.ts';
import { readTouchKey } from './keys.ts';

export interface Meter {
  count(operation: keyof Spent, n: number): void;
  countLater(kind: string, thread: string): void;
}

type Put = KVNamespace['put'];

/** Counted when asked for: what fails half way, or is sent twice, has been spent all the same. */
export function meteredKv(kv: KVNamespace, meter: Meter): KVNamespace {
  const read = (name: 'get' | 'getWithMetadata') => {
    const method = kv[name] as (...args: unknown[]) => unknown;
    return (...args: unknown[]) => {
      const [keys] = args;
      meter.count('reads', Array.isArray(keys) ? keys.length : 1);
      return method.apply(kv, args);
    };
  };
  const put: Put = (...args) => {
    meter.count('writes', 1);
    const touch = readTouchKey(args[0]);
    if (touch !== null) meter.countLater(touch.kind, touch.thread);
    return kv.put(...args);
  };
  const metered = {
    get: read('get'),
    getWithMetadata: read('getWithMetadata'),
    put,
    list: (options?: KVNamespaceListOptions) => {
      meter.count('lists', 1);
      return kv.list(options);
    },
    delete: (key: string) => {
      meter.count('deletes', 1);
      return kv.delete(key);
    },
  };
  return metered as unknown as KVNamespace;
}
