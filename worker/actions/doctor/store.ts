// What the doctor can say of the store: whether it keeps what it is given, whether the sweep comes by, and whether
// every record can be read. Read next: store/backup/health.ts, store/backup/unreadable.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ago } from '../../rules/age.ts';
import { MINUTE } from '../../rules/time.ts';
import { checkStore, oldestWaiting } from '../../store/backup/health.ts';
import { findUnreadable } from '../../store/backup/unreadable.ts';

/** The cron comes every five minutes; what it found unready it takes up sixteen minutes later. */
const SWEEP_LATE = 30 * MINUTE;
/** Of a key's name, in a sentence. */
const MAX_KEY = 100;

/** A write, a read and a delete. */
export async function store({ kv, memory }: Pick<Scope, 'kv' | 'memory'>): Promise<DoctorLine[]> {
  const bytes = memory.runtime.random(new Uint8Array(8));
  const nonce = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const failed = await checkStore(kv, nonce);
  const name = 'Store';
  if (failed === null) return [{ name, state: 'fine', says: 'A record was written, read back and deleted.' }];
  const says = {
    write:
      'KV takes nothing. On the free plan that is what a day’s used-up writes look like; they begin anew at midnight UTC. Else look at the binding COMMENTS in wrangler.toml.',
    read: 'What was just written could not be read back. KV may lag: try again in a minute.',
    delete: 'KV deletes nothing. On the free plan a day’s deletes may be used up; they begin anew at midnight UTC.',
  };
  return [{ name, state: failed === 'read' ? 'look' : 'wrong', says: says[failed] }];
}

export async function sweep({ kv, now }: Pick<Scope, 'kv' | 'now'>): Promise<DoctorLine[]> {
  const since = await oldestWaiting(kv, now);
  const name = 'Sweep';
  if (since === null) {
    return [{ name, state: 'fine', says: 'Nothing is waiting for it. (A sweep that finds nothing leaves no trace.)' }];
  }
  const minutes = Math.floor((now - since) / MINUTE);
  if (now - since <= SWEEP_LATE)
    return [{ name, state: 'fine', says: `The oldest thing it has to do came ${ago(since, now)}.` }];
  const says = `It has had something to do for ${minutes} minutes. Look at the cron trigger “*/5 * * * *” in wrangler.toml and in Cloudflare’s dashboard; locally there is none.`;
  return [{ name, state: 'wrong', says }];
}

export async function records({ kv, now }: Pick<Scope, 'kv' | 'now'>): Promise<DoctorLine[]> {
  const { count, names, isPartial } = await findUnreadable(kv, now);
  const name = 'Records';
  const some = isPartial ? ' (There are many: of each kind the first were looked at.)' : '';
  if (count === 0) return [{ name, state: 'fine', says: `All can be read.${some}` }];
  const shown = names.map((each) => (each.length > MAX_KEY ? `${each.slice(0, MAX_KEY)}…` : each)).join(', ');
  const more = count > names.length ? `${shown === '' ? '' : ' and '}${count - names.length} more` : '';
  const found = `${count === 1 ? '1 record' : `${count} records`} could not be read: ${shown}${more}.${some}`;
  const says = `${found} What to do: nothing else is touched by it. If you went back to an older version, deploy the newer one again; if another program writes into this namespace, give it one of its own. To delete one: npx wrangler kv key delete --binding COMMENTS --remote "its name"`;
  return [{ name, state: 'look', says }];
}
