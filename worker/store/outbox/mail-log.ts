// How the last mails to readers went: one record, which the sweep alone writes. KV deletes it by itself a day after the
// last mail, with the addresses that are in it.
// Read next: actions/notices/tell-readers.ts, store/facts/subscribers.ts for whom is told.

import { HOUR, SECOND } from '../../rules/time.ts';
import { keys } from '../kv/keys.ts';
import { putFor, readMany } from '../kv/kv.ts';
import { readRecord } from '../kv/records.ts';
import { readTries, type Tries, textsIn } from './tries.ts';

const VERSION = 1;
/** Seconds: a little longer than any pause between two tries. */
const KEPT_LOG = (26 * HOUR) / SECOND;

export interface MailLog extends Tries {
  /** What was done with last, for a list may show its touches again. */
  done: string[];
  /** Whom was written to, and when, sealed; '' where there was nobody. */
  written: string;
}

export async function readMailLog(kv: KVNamespace): Promise<MailLog> {
  const { done, written, ...tries } = readRecord((await readMany(kv, [keys.mails])).get(keys.mails), 'mails') ?? {};
  return { ...readTries(tries), done: textsIn(done), written: typeof written === 'string' ? written : '' };
}

export async function putMailLog(kv: KVNamespace, log: MailLog): Promise<void> {
  await putFor(kv, keys.mails, { v: VERSION, ...log }, { metadata: {}, expirationTtl: KEPT_LOG });
}
