// What the filter has learnt, as the sweep put it last (store/sweep/learn.ts).
// Read next: rules/screening/filter.ts.

import { type Model, readCounts } from '../../rules/screening/filter.ts';
import { readRecord } from '../kv/records.ts';

/** Null where nothing was learnt yet. */
export function readModel(record: unknown): Model | null {
  const { spam, ham, counts } = readRecord(record, 'lessons') ?? {};
  if (typeof spam !== 'number' || typeof ham !== 'number' || typeof counts !== 'string') return null;
  return { spam, ham, counts: readCounts(counts) };
}
