// How the last calls of the owner's deploy hook went: one record, which the sweep alone writes; and the hook's address,
// which the owner sets. Read next: actions/notices/rebuild.ts.

import { keys } from '../kv/keys.ts';
import { put, readMany } from '../kv/kv.ts';
import { isTime, readRecord } from '../kv/records.ts';
import { readTries, type Tries } from './tries.ts';

const VERSION = 1;

export interface RebuildLog extends Tries {
  /** What became public, or was public no longer, up to then is in a build that was asked for. Milliseconds. */
  until: number;
}

/** `sealed`: the hook's address, or '' where there is none. One bulk get of two keys. */
export async function readRebuild(kv: KVNamespace): Promise<{ sealed: string; log: RebuildLog }> {
  const setting = keys.setting('rebuildTo');
  const found = await readMany(kv, [setting, keys.rebuild]);
  const sealed = readRecord(found.get(setting), 'setting')?.value;
  const record = readRecord(found.get(keys.rebuild), 'rebuild');
  const until = isTime(record?.until) ? record.until : 0;
  return { sealed: typeof sealed === 'string' ? sealed : '', log: { ...readTries(record), until } };
}

/** `sealed`: '' takes the hook away. */
export async function acceptRebuild(kv: KVNamespace, sealed: string): Promise<void> {
  await put(kv, keys.setting('rebuildTo'), { v: VERSION, value: sealed });
}

export async function putRebuildLog(kv: KVNamespace, log: RebuildLog): Promise<void> {
  await put(kv, keys.rebuild, { v: VERSION, ...log });
}
