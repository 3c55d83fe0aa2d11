// Whether what lies under a key is ours: by its name, its metadata and its value. Everything in the store skips what is not;
// here it is asked in one place, for the doctor and for backups. Read next: store/kv/records.ts, unreadable.ts, move-out.ts.

import { ID_PATTERN, TABS, THREAD_PATTERN } from '../../contract/index.ts';
import { AUTHOR_KINDS } from '../facts/authors.ts';
import { readBundle } from '../facts/bundles.ts';
import { isReportRow, readFactKey, readInboxKey, readTouchKey } from '../kv/keys.ts';
import { isRecord, readFact, readMeta, readPageField, readRecord, readReported, readViewMeta } from '../kv/records.ts';
import { NOTICE_FIELDS } from '../outbox/owner.ts';
import { readModel } from '../settings/lessons.ts';
import { FIELDS } from '../settings/settings.ts';

/** Keys that are one record each. */
export const SINGLES = ['level', 'lessons', 'outbox', 'views', 'mails'];
const AUTHORS: string[] = [...AUTHOR_KINDS];
/** What stands before the first colon of our keys. */
export const KINDS = [
  'fact',
  'view',
  'inbox',
  'touch',
  'settings',
  'like',
  'likes',
  'bundles',
  'report',
  'push',
  'address',
  'subscriber',
  'refusal',
  ...AUTHORS,
  ...SINGLES,
];
const SETTINGS: string[] = [...FIELDS, ...NOTICE_FIELDS];

/** Whether name and metadata are as we write them; what is not under our prefixes is nobody's business. */
export function isNamedRight(name: string, meta: unknown): boolean {
  const [kind = '', first = '', second = '', third = '', ...more] = name.split(':');
  if (!KINDS.includes(kind) || SINGLES.includes(name)) return true;
  switch (kind) {
    case 'fact':
      return THREAD_PATTERN.test(first) && isFactRight(name, meta);
    case 'view':
      if (first.startsWith('~')) return isRecord(meta) && typeof meta.etag === 'string';
      return THREAD_PATTERN.test(first) && readViewMeta(meta) !== null;
    case 'inbox':
      return TABS.some((tab) => tab === first) && readInboxKey(name) !== null;
    case 'touch':
      return readTouchKey(name) !== null;
    case 'settings':
      return SETTINGS.includes(first) && second === '';
    case 'likes':
    case 'bundles':
      return THREAD_PATTERN.test(first) && second === '';
    case 'address':
    case 'subscriber':
      return THREAD_PATTERN.test(first) && ID_PATTERN.test(second) && third === '';
    case 'like':
    case 'report':
      return THREAD_PATTERN.test(first) && ID_PATTERN.test(second) && third !== '' && more.length === 0;
    default:
      return (kind === 'push' || kind === 'refusal' || AUTHORS.includes(kind)) && first !== '' && second === '';
  }
}

function isFactRight(name: string, meta: unknown): boolean {
  const key = readFactKey(name);
  if (key === null) return false;
  if ('field' in key) return readPageField({ open: true }, key.field, meta);
  return 'id' in key ? readMeta(meta, key.kind) !== null : true;
}

/** Whether a value is what its key promises; of what nobody checks, anything. */
export function isValueRight(name: string, value: unknown): boolean {
  const [kind = ''] = name.split(':');
  if (isReportRow(name)) return readReported(value) !== null;
  if (AUTHORS.includes(kind)) return typeof readRecord(value, 'author')?.on === 'boolean';
  switch (kind) {
    case 'push':
      return typeof readRecord(value, 'device')?.sealed === 'string';
    case 'fact': {
      const key = readFactKey(name);
      if (key !== null && 'words' in key) return readBundle(value) !== null;
      return key === null || !('id' in key) || readFact(value, key.kind) !== null;
    }
    case 'settings':
      return readRecord(value, 'setting') !== null;
    case 'likes':
      return isRecord(readRecord(value, 'likes')?.counts);
    case 'bundles':
      return Array.isArray(readRecord(value, 'bundles')?.names);
    case 'report':
      return readReported(value) !== null;
    case 'lessons':
      return readModel(value) !== null;
    case 'level':
    case 'outbox':
    case 'views':
    case 'mails':
    case 'refusal':
      return readRecord(value, kind) !== null;
    case 'address':
    case 'subscriber':
      return typeof readRecord(value, 'address')?.to === 'string';
    default:
      return true;
  }
}
