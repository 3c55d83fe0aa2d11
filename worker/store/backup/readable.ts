// Whether what lies under a key is ours: by its name, its metadata and its value. Everything in the store skips what is
// not; here it is asked in one place, for the doctor and for backups.
// Read next: store/kv/records.ts, store/backup/unreadable.ts, store/backup/move-out.ts.

import { readBundle } from '../facts/bundles.ts';
import { type FactKey, isReportRow, kindOfKey, readFactKey, readKey } from '../kv/keys.ts';
import { isRecord, readFact, readMeta, readPageField, readRecord, readReported, readViewMeta } from '../kv/records.ts';
import { NOTICE_FIELDS } from '../outbox/owner.ts';
import { readModel } from '../settings/lessons.ts';
import { FIELDS } from '../settings/settings.ts';

const SETTINGS: string[] = [...FIELDS, ...NOTICE_FIELDS];

/** Whether name and metadata are as we write them; what is not under our prefixes is nobody's business. */
export function isNamedRight(name: string, meta: unknown): boolean {
  if (kindOfKey(name) === null) return true;
  const key = readKey(name);
  switch (key?.kind) {
    case undefined:
      return false;
    case 'fact':
      return isFactRight(key.about, meta);
    case 'view':
      return key.thread === null ? isRecord(meta) && typeof meta.etag === 'string' : readViewMeta(meta) !== null;
    case 'settings':
      return SETTINGS.includes(key.field);
    default:
      return true;
  }
}

function isFactRight(key: FactKey, meta: unknown): boolean {
  if ('field' in key) return readPageField({ open: true }, key.field, meta);
  return 'id' in key ? readMeta(meta, key.kind) !== null : true;
}

/** Whether a value is what its key promises; of what nobody checks, anything. */
export function isValueRight(name: string, value: unknown): boolean {
  if (isReportRow(name)) return readReported(value) !== null;
  const kind = kindOfKey(name);
  switch (kind) {
    case 'known':
    case 'trust':
    case 'block':
    case 'me':
      return typeof readRecord(value, 'author')?.on === 'boolean';
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
    case 'wake':
    case 'outbox':
    case 'views':
    case 'mails':
    case 'rebuild':
    case 'refusal':
      return readRecord(value, kind) !== null;
    case 'address':
    case 'subscriber':
      return typeof readRecord(value, 'address')?.to === 'string';
    default:
      return true;
  }
}
