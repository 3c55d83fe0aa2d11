// Puts settings: one key a field, so that what two tabs save does not undo each other.

import type { SiteSettings } from '../../contract/index.ts';
import { keys } from '../kv/keys.ts';
import { put } from '../kv/kv.ts';

const VERSION = 1;

/** One write a field. Throws StoreError: some of them may be saved; saving again repeats the same keys. */
export async function acceptSettings(kv: KVNamespace, settings: Partial<SiteSettings>): Promise<void> {
  await Promise.all(
    Object.entries(settings).map(([field, value]) => put(kv, keys.setting(field), { v: VERSION, value })),
  );
}

/** Every session signed before ends. A time, not a count: nothing is read and written back. */
export async function acceptEpoch(kv: KVNamespace, now: number): Promise<void> {
  await put(kv, keys.setting('epoch'), { v: VERSION, value: now });
}
