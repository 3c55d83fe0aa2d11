// What a backup says of who may do what, and of what is here besides its comments: which writers are the owner,
// trusted, known or blocked, which comments carry the owner's badge, are pinned, hidden or reworded, the state of
// pages, likes, reports and settings. In a backup of one's own that is as it should be; in somebody else's it
// would make a stranger the owner here, and a page lead elsewhere. So none of it is taken unless the owner says that
// the backup is theirs. Pure. Read next: comments-only.ts for what is taken then.

import type { AuthorKind } from '../rules/comment/facts.ts';
import type { OwnRecord } from './own.ts';
import { isObject } from './record.ts';

export type Claim = AuthorKind | 'badge' | 'setting' | 'page' | 'verdict' | 'like' | 'report';
export type Claims = Partial<Record<Claim, number>>;

/** Null where it claims nothing, or takes it back. */
export function claimOf(record: OwnRecord): Claim | null {
  switch (record.type) {
    case 'author':
      return isObject(record.value) && record.value.on === true ? record.field : null;
    case 'setting':
    case 'page':
    case 'like':
    case 'report':
      return record.type;
    case 'fact': {
      const { fact } = record;
      if ((fact.kind === 'me' && fact.on) || (fact.kind === 'post' && fact.owner)) return 'badge';
      return fact.kind === 'hide' || fact.kind === 'pin' || fact.kind === 'owner' ? 'verdict' : null;
    }
    default:
      return null;
  }
}
