// Looks for what lies under our prefixes and cannot be read: values of other programs, of a newer version, or damaged
// ones. They are skipped wherever they are met. Publishing counts those of its thread, in the head's metadata, for
// nothing; here, when the owner asks the doctor, names and metadata are looked through as well, and the values that
// nobody else tells of. Nothing is changed but what can be made again from the facts: it is left to the sweep.
// Read next: store/backup/readable.ts.

import { AUTHOR_KINDS } from '../../rules/comment/facts.ts';
import { putTouch, wakeSweep } from '../facts/touches.ts';
import {
  isReportRow,
  KEY_KINDS,
  type KeyKind,
  kindOfKey,
  prefixOf,
  readKey,
  SINGLES,
  threadOfKey,
} from '../kv/keys.ts';
import { type Listed, listPage, readMany } from '../kv/kv.ts';
import { isRecord } from '../kv/records.ts';
import { readUnread } from '../views/cards.ts';
import { isNamedRight, isValueRight } from './readable.ts';

export interface Unreadable {
  count: number;
  /** Of a few of them, the names. */
  names: string[];
  /** There was more than could be looked at in one go. */
  isPartial: boolean;
}

/** Of each kind of key, where there are more than one list shows. */
const OF_A_KIND = 250;
/** Values read: a bulk get is 100. */
const VALUES = 300;
/** Kinds of keys with small values, that no list tells of. */
const SMALL: readonly KeyKind[] = [
  ...(['settings', 'push', 'address', 'subscriber', 'refusal', 'likes', 'bundles', 'report'] as const),
  ...AUTHOR_KINDS,
  ...SINGLES,
];
const MENDED = 10;
const NAMES = 5;

/**
 * One list and three bulk gets at most for what one list shows, else a list for each kind of key; a write for what can
 * be made again.
 */
export async function findUnreadable(kv: KVNamespace, now: number): Promise<Unreadable> {
  const { listed, isPartial } = await walk(kv);
  const bad = new Set(listed.filter(({ name, meta }) => !isNamedRight(name, meta)).map(({ name }) => name));
  const told = listed.flatMap(({ meta }) => {
    const unread = readUnread(meta);
    return unread.count > 0 ? [unread] : [];
  });

  const named = told.flatMap(({ names }) => names);
  const values = await readMany(kv, [...new Set([...named, ...valuesToRead(listed, bad)])].slice(0, VALUES));
  for (const [name, value] of values) if (value != null && !isValueRight(name, value)) bad.add(name);

  let unnamed = 0;
  for (const { count, names } of told) {
    const thread = threadOfKey(names[0] ?? '');
    const isOfThread = (name: string) => kindOfKey(name) === 'fact' && threadOfKey(name) === thread;
    const known = thread === null ? [] : [...bad].filter(isOfThread);
    if (names.length === 0 || known.length > 0) unnamed += Math.max(0, count - known.length);
    // All of them can be read by now, or are gone: the head that tells of them is drawn anew.
    else if (thread !== null) await putTouch(kv, { time: now, thread, id: '~doctor', kind: 'publish' });
  }
  await mend(kv, [...bad], now);
  return { count: bad.size + unnamed, names: [...bad].slice(0, NAMES), isPartial };
}

async function walk(kv: KVNamespace): Promise<{ listed: Listed<unknown>[]; isPartial: boolean }> {
  const all = await listPage<unknown>(kv, '', null);
  if (all.cursor === null) return { listed: all.keys, isPartial: false };
  const singles: readonly KeyKind[] = SINGLES;
  const kinds = KEY_KINDS.filter((kind) => !singles.includes(kind));
  const pages = await Promise.all(kinds.map((kind) => listPage<unknown>(kv, prefixOf(kind), null, OF_A_KIND)));
  const records = SINGLES.map((name) => ({ name, meta: null }));
  return { listed: [...records, ...pages.flatMap((page) => page.keys)], isPartial: true };
}

/**
 * What a list does not tell of: everything small, and the words that wait. Of those that are public, publishing tells.
 */
function valuesToRead(listed: Listed<unknown>[], bad: ReadonlySet<string>): string[] {
  const good = listed.filter(({ name }) => !bad.has(name));
  const isSmall = ({ name }: Listed<unknown>) => {
    const kind = kindOfKey(name);
    return isReportRow(name) || (kind !== null && SMALL.includes(kind));
  };
  const waits = ({ name, meta }: Listed<unknown>) => {
    const key = readKey(name);
    const about = key?.kind === 'fact' && 'id' in key.about ? key.about.kind : null;
    return (about === 'post' || about === 'edit') && isRecord(meta) && meta.s !== 'approved';
  };
  return [...good.filter(isSmall), ...good.filter(waits)].map(({ name }) => name);
}

/** What follows from the facts can be made again: the sweep does. */
async function mend(kv: KVNamespace, bad: string[], now: number): Promise<void> {
  if (bad.length > 0) await wakeSweep(kv, now);
  const wanted = bad.flatMap((name) => {
    const [kind, thread] = [kindOfKey(name), threadOfKey(name)];
    const isDerived = kind === 'view' || kind === 'likes' || kind === 'bundles';
    return isDerived && thread !== null ? [{ kind, thread }] : [];
  });
  await Promise.all(
    wanted.slice(0, MENDED).map(({ kind, thread }) => {
      return putTouch(kv, { time: now, thread, id: '~doctor', kind: kind === 'likes' ? 'likes' : 'publish' });
    }),
  );
}
