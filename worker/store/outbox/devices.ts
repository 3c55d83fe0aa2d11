// Devices that take notices by Web Push: a key each, put by that device and deleted by the owner or, where its push
// service knows it no longer, by the sweep. What is needed to write to it is sealed. A list may lag a minute behind: a
// page that has just added or removed one says so itself.
// Read next: actions/notices/destinations.ts.

import { keys } from '../kv/keys.ts';
import { listAll, put, readMany, remove } from '../kv/kv.ts';
import { isTime, readRecord } from '../kv/records.ts';

const VERSION = 1;
export const MAX_DEVICES = 8;

export interface StoredDevice {
  id: string;
  /** As the owner calls it. */
  name: string;
  /** When it was added; milliseconds. */
  at: number;
  sealed: string;
}

/** One write. Throws StoreError. */
export async function putDevice(kv: KVNamespace, { id, ...device }: StoredDevice): Promise<void> {
  await put(kv, keys.device(id), { v: VERSION, ...device });
}

/** One delete. */
export async function removeDevice(kv: KVNamespace, id: string): Promise<void> {
  await remove(kv, keys.device(id));
}

/** The oldest first. One list, and a bulk get; `known` are looked for although a list may not show them yet. */
export async function listDevices(kv: KVNamespace, known: string[] = []): Promise<StoredDevice[]> {
  const listed = (await listAll(kv, keys.device(''))).map(({ name }) => name.slice(keys.device('').length));
  return readDevices(kv, [...new Set([...listed, ...known])]);
}

/** Those that are there. */
export async function readDevices(kv: KVNamespace, ids: string[]): Promise<StoredDevice[]> {
  if (ids.length === 0) return [];
  const stored = await readMany(kv, ids.map(keys.device));
  return ids
    .flatMap((id) => {
      const { name, at, sealed } = readRecord(stored.get(keys.device(id)), 'device') ?? {};
      return typeof name === 'string' && isTime(at) && typeof sealed === 'string' ? [{ id, name, at, sealed }] : [];
    })
    .sort((a, b) => a.at - b.at);
}
