// What a backup says of who may do what: which writers are the owner, trusted, known or blocked, which comments carry
// the owner's badge, and the settings. In a backup of one's own that is as it should be; in somebody else's it would
// make a stranger the owner here. So none of it is taken unless the owner says that the backup is theirs. Pure. Read
// next: gather.ts.

import type { AuthorKind } from '../rules/comment/facts.ts';
import type { OwnRecord } from './own.ts';
import { isObject } from './record.ts';

export type Claim = AuthorKind | 'badge' | 'setting';
export type Claims = Partial<Record<Claim, number>>;

/** Null where it claims nothing, or takes it back. */
export function claimOf(record: OwnRecord): Claim | null {
  switch (record.type) {
    case 'author':
      return isObject(record.value) && record.value.on === true ? record.field : null;
    case 'setting':
      return 'setting';
    case 'fact': {
      const { fact } = record;
      return (fact.kind === 'me' && fact.on) || (fact.kind === 'post' && fact.owner) ? 'badge' : null;
    }
    default:
      return null;
  }
}

/** What is left of one that claims something: of a comment, all but its badge. */
export function withoutClaim(record: OwnRecord): OwnRecord | null {
  if (record.type !== 'fact' || record.fact.kind !== 'post') return null;
  const { owner: _, ...fact } = record.fact;
  return { ...record, fact };
}
