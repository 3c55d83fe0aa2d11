// What the owner's list of threads shows of each, kept in the metadata of its head so that the list is one list and no
// head is read. KV allows 1,024 bytes: a long title is cut, a long address is left out and looked up.
// Read next: store/views/threads.ts.

import type { OwnerThread, Thread } from '../../contract/index.ts';
import { keys } from '../kv/keys.ts';
import { packText, unpackText } from '../kv/packed-text.ts';
import { isRecord } from '../kv/records.ts';

/**
 * Bytes; a packed title takes a third more, what could not be read 150, and the rest of a view's metadata about 320.
 */
const TITLE_ROOM = 180;
const PAGE_ROOM = 300;
const NAME_ROOM = 60;
const NAMES = 2;

/** Short names, for the room there is. */
export interface ThreadCard {
  /** The thread's own id: a moved one has views under other names as well. */
  t: string;
  /** Address; absent where it is too long. */
  p?: string;
  /** Title, packed. */
  n: string;
  /** Open. */
  o: 0 | 1;
  /** closesAt. */
  c?: string;
  /** When its newest comment was published; null while there is none. */
  l: number | null;
  /** How many facts of it could not be read, and the ends of a few of their names. */
  u?: [count: number, ...ends: string[]];
}

export function cardOf(head: Thread, lastAt: number | null, unread: string[]): ThreadCard {
  const prefix = keys.facts(head.thread);
  return {
    t: head.thread,
    // A canonical address is ASCII.
    ...(head.page.length <= PAGE_ROOM && { p: head.page }),
    n: packText(head.title, TITLE_ROOM),
    o: head.open ? 1 : 0,
    ...(head.closesAt !== undefined && { c: head.closesAt }),
    l: lastAt,
    ...(unread.length > 0 && {
      u: [
        unread.length,
        ...unread
          .map((name) => name.slice(prefix.length))
          // Metadata is ASCII: store/kv/packed-text.ts.
          .filter((end) => end.length <= NAME_ROOM && /^[\x21-\x7e]+$/.test(end))
          .slice(0, NAMES),
      ],
    }),
  };
}

/** Of a head's metadata: how many facts of the thread could not be read, and the names of a few of them. */
export function readUnread(meta: unknown): { count: number; names: string[] } {
  if (!isRecord(meta) || !Array.isArray(meta.u) || typeof meta.t !== 'string') return { count: 0, names: [] };
  const [count, ...ends] = meta.u;
  const names = ends.filter((end) => typeof end === 'string').map((end) => keys.facts(String(meta.t)) + end);
  return { count: typeof count === 'number' ? count : 0, names };
}

/**
 * What the card says; null where the view is a part, a moved thread's at another address, or older than cards. `page`
 * is '' where it did not fit.
 */
export function readCard(name: string, meta: unknown): OwnerThread | null {
  if (!isRecord(meta) || meta.t !== name || typeof meta.n !== 'string') return null;
  return {
    thread: name,
    page: typeof meta.p === 'string' ? meta.p : '',
    title: unpackText(meta.n),
    open: meta.o !== 0,
    ...(typeof meta.c === 'string' && { closesAt: meta.c }),
    count: typeof meta.count === 'number' ? meta.count : 0,
    firstAt: isoOf(meta.firstAt),
    lastAt: isoOf(meta.l),
  };
}

function isoOf(time: unknown): string | null {
  return typeof time === 'number' ? new Date(time).toISOString() : null;
}
