// The level of the brake, as the sweep put it last (store/sweep/brake.ts), and what it knows of the day so far.
// Read next: rules/screening/brake.ts for what each level means.

import { dayOf, type Level } from '../../rules/screening/brake.ts';
import type { Share, Shares } from '../../rules/screening/spending.ts';
import { DAY, HOUR, SECOND } from '../../rules/time.ts';
import { keys } from '../kv/keys.ts';
import { putFor } from '../kv/kv.ts';
import { isRecord, readRecord } from '../kv/records.ts';

/** What is known of the day so far. */
export interface DayRecord {
  value: Level;
  day: number;
  /** Likes of the day: their touches are gone after a quarter of an hour, so they are added up here. */
  likes: number;
  /** What rows and touches have told of strangers' writes so far, and what they told last: rows are tidied away. */
  written: number;
  seen: number;
  /** What strangers have spent, by the isolates themselves. */
  shares: Shares;
}

/** A record of another day says nothing of this one. */
export function readDay(record: unknown, now: number): DayRecord {
  const day = dayOf(now);
  const stored = readRecord(record, 'level');
  if (stored?.day !== day) return { value: 'calm', day, likes: 0, written: 0, seen: 0, shares: {} };
  const value = stored.value === 'work' || stored.value === 'closed' ? stored.value : 'calm';
  const number = (field: unknown) => (typeof field === 'number' ? field : 0);
  const { likes, written, seen, shares } = stored;
  return { value, day, likes: number(likes), written: number(written), seen: number(seen), shares: readShares(shares) };
}

/** `[units, looks]` of each isolate. */
export function writeShares(shares: Shares): Record<string, [number, number]> {
  return Object.fromEntries(Object.entries(shares).map(([isolate, { units, looks }]) => [isolate, [units, looks]]));
}

function readShares(stored: unknown): Shares {
  const shares: Shares = {};
  for (const [isolate, pair] of Object.entries(isRecord(stored) ? stored : {})) {
    const [units, looks] = Array.isArray(pair) ? pair : [];
    if (typeof units === 'number' && typeof looks === 'number') shares[isolate] = { units, looks };
  }
  return shares;
}

/**
 * An isolate tells the others what strangers have spent by it so far. One write, of a key that goes by itself when the
 * day is over; no other isolate writes it, so the sum only grows.
 */
export async function putShare(
  kv: KVNamespace,
  { name, share: { units, looks } }: { name: string; share: Share },
  now: number,
): Promise<void> {
  const until = dayOf(now) + DAY;
  const expirationTtl = Math.ceil((until - now + HOUR) / SECOND);
  await putFor(kv, keys.share(until, name), 1, { metadata: { u: units, r: looks }, expirationTtl });
}
