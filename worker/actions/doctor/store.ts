// What the doctor can say of the store: whether it keeps what it is given, whether the sweep comes by, and whether
// every record can be read. Read next: store/backup/health.ts, store/backup/unreadable.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ago } from '../../rules/age.ts';
import { MINUTE } from '../../rules/time.ts';
import { checkStore, oldestWaiting } from '../../store/backup/health.ts';
import { findUnreadable } from '../../store/backup/unreadable.ts';
import { fill, doctorSays as words } from './words.ts';

/** The cron comes every five minutes; what it found unready it takes up sixteen minutes later. */
const SWEEP_LATE = 30 * MINUTE;
/** Of a key's name, in a sentence. */
const MAX_KEY = 100;

/** A write, a read and a delete. */
export async function store({ kv, memory }: Pick<Scope, 'kv' | 'memory'>): Promise<DoctorLine[]> {
  const bytes = memory.runtime.random(new Uint8Array(8));
  const nonce = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const failed = await checkStore(kv, nonce);
  const name = words.store;
  if (failed === null) return [{ name, state: 'fine', says: words.storeWorks }];
  const says = { write: words.noWrite, read: words.noRead, delete: words.noDelete };
  return [{ name, state: failed === 'read' ? 'look' : 'wrong', says: says[failed] }];
}

export async function sweep({ kv, now }: Pick<Scope, 'kv' | 'now'>): Promise<DoctorLine[]> {
  const since = await oldestWaiting(kv, now);
  const name = words.sweep;
  if (since === null) {
    return [{ name, state: 'fine', says: words.sweepIdle }];
  }
  const minutes = Math.floor((now - since) / MINUTE);
  if (now - since <= SWEEP_LATE)
    return [{ name, state: 'fine', says: fill(words.sweepBusy, { time: ago(since, now) }) }];
  return [{ name, state: 'wrong', says: fill(words.sweepLate, { n: minutes }) }];
}

export async function records({ kv, now }: Pick<Scope, 'kv' | 'now'>): Promise<DoctorLine[]> {
  const { count, names, isPartial } = await findUnreadable(kv, now);
  const name = words.records;
  const some = isPartial ? ` ${words.recordsSome}` : '';
  if (count === 0) return [{ name, state: 'fine', says: `${words.recordsFine}${some}` }];
  const shown = names.map((each) => (each.length > MAX_KEY ? `${each.slice(0, MAX_KEY)}…` : each)).join(', ');
  const rest = count > names.length ? fill(words.recordsMore, { n: count - names.length }) : '';
  const title = [shown, rest].filter((each) => each !== '').join(` ${words.and} `);
  const found = `${fill(words.recordsUnread, { n: count, title })}${some}`;
  return [{ name, state: 'look', says: `${found} ${words.recordsDo}` }];
}
