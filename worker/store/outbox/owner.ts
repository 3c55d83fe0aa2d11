// What the owner has still to be told, and where to. Each piece of news is a touch of its own, put before what it is
// about is acknowledged, so that a channel that is down loses nothing and no post waits for it. Only the sweep takes
// them away. One record says how the last tries went, of each destination; the sweep writes it (and the owner, for
// another address begins anew), and a stale one costs a try too early.
// Read next: actions/notices/tell-owner.ts.

import type { ListedTouch } from '../facts/touches.ts';
import { keys } from '../kv/keys.ts';
import { put, readMany, remove } from '../kv/kv.ts';
import { isRecord, readRecord } from '../kv/records.ts';
import { NO_TRIES, readTries, type Tries, textsIn } from './tries.ts';

const VERSION = 1;

/** Where notices go: what the owner set up, sealed where it is nobody else's to read (rules/signed/sealed.ts). */
export interface NoticeSettings {
  noticesTo: string;
  noticesMailKey: string;
  noticesMailFrom: string;
  noticesHourly: boolean;
  /** The worker's own address as the owner's browser knows it, for links. */
  noticesOrigin: string;
  /** There may be devices (devices.ts): else nobody needs to list them. */
  noticesDevices: boolean;
}

export const NOTICE_FIELDS = [
  'noticesTo',
  'noticesMailKey',
  'noticesMailFrom',
  'noticesHourly',
  'noticesOrigin',
  'noticesDevices',
] as const;
const SWITCHES: readonly string[] = ['noticesHourly', 'noticesDevices'];

/** Undefined where the owner has not said. One bulk get. */
export async function readNoticeSettings(kv: KVNamespace): Promise<Partial<NoticeSettings>> {
  const stored = await readMany(kv, NOTICE_FIELDS.map(keys.setting));
  const found: Record<string, unknown> = {};
  for (const field of NOTICE_FIELDS) {
    const value = readRecord(stored.get(keys.setting(field)), 'setting')?.value;
    if (typeof value === (SWITCHES.includes(field) ? 'boolean' : 'string')) found[field] = value;
  }
  return found as Partial<NoticeSettings>;
}

/** One write a field. Throws StoreError: some may be saved; saving again repeats the same keys. */
export async function acceptNoticeSettings(
  kv: KVNamespace,
  settings: Partial<NoticeSettings> & { notices?: 'off' | 'waiting' | 'all'; readers?: boolean },
): Promise<void> {
  await Promise.all(
    Object.entries(settings).map(([field, value]) => put(kv, keys.setting(field), { v: VERSION, value })),
  );
}

export interface DestinationTries extends Tries {
  /** News that it has been told, and that may be listed again by a list that lags, or while another one still waits. */
  told: string[];
}

/** By destination: `address`, or a device's id. Stored as `places`. */
export type Outbox = Record<string, DestinationTries>;

export const ADDRESS = 'address';
export const NEW_DESTINATION: DestinationTries = { ...NO_TRIES, told: [] };

export async function readOutbox(kv: KVNamespace): Promise<Outbox> {
  const destinations = readRecord((await readMany(kv, [keys.outbox])).get(keys.outbox), 'outbox')?.places;
  return Object.fromEntries(
    Object.entries(isRecord(destinations) ? destinations : {}).map(([key, tries]) => [
      key,
      { ...readTries(tries), told: isRecord(tries) ? textsIn(tries.told) : [] },
    ]),
  );
}

export async function putOutbox(kv: KVNamespace, outbox: Outbox): Promise<void> {
  await put(kv, keys.outbox, { v: VERSION, places: outbox });
}

/** One delete each. */
export async function removeNews(kv: KVNamespace, touches: ListedTouch[]): Promise<void> {
  await Promise.all(touches.map(({ name }) => remove(kv, name)));
}
