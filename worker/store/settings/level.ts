// The level of the brake, as the sweep put it last (store/sweep/brake.ts), and what it knows of the day so far.
// Read next: rules/screening/brake.ts for what each level means.

import { dayOf, type Level } from '../../rules/screening/brake.ts';
import { readRecord } from '../kv/records.ts';

/** What is known of the day so far. */
export interface DayRecord {
  value: Level;
  day: number;
  /** Likes of the day: their touches are gone after a quarter of an hour, so they are added up here. */
  likes: number;
}

/** The level that holds today: yesterday's is over. */
export function readLevel(record: unknown, now: number): Level {
  return readDay(record, now).value;
}

/** A record of another day says nothing of this one. */
export function readDay(record: unknown, now: number): DayRecord {
  const day = dayOf(now);
  const stored = readRecord(record, 'level');
  if (stored?.day !== day) return { value: 'calm', day, likes: 0 };
  const value = stored.value === 'work' || stored.value === 'closed' ? stored.value : 'calm';
  return { value, day, likes: typeof stored.likes === 'number' ? stored.likes : 0 };
}
