// What there is to tell the owner: from the touches in the outbox to the items of one notice. A comment that the owner
// has seen to in the meantime is no news any more. Read next: notify/notice.ts, actions/notices/tell-owner.ts.

import type { Scope } from '../../deps.ts';
import type { NoticeItem } from '../../notify/notice.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { ACT_AGE, type ActVerdict, signAct } from '../../rules/signed/act-link.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { plainText } from '../../rules/text/tree.ts';
import { agrees, type CommentState, isReported, judgedAt, wordsOf } from '../../store/facts/comments.ts';
import { readReasons } from '../../store/facts/reports.ts';
import type { ListedTouch } from '../../store/facts/touches.ts';
import type { SigningKeys } from '../memory/secrets.ts';
import { groupByComment, readTouchedComments } from './touched-comments.ts';

/** Comments told in one message; the rest is counted. */
const ITEMS = 10;

export interface OwnerNews {
  items: NoticeItem[];
  /** Touches that this message settles, or that were about nothing. */
  done: ListedTouch[];
  /** Comments beyond the items. */
  more: number;
}

interface Wanted {
  /** Comments that wait and reports, or every comment. */
  about: 'waiting' | 'all';
  /** The worker's own address, for links; null: there are none. */
  origin: string | null;
}

/** One bulk get. */
export async function readOwnerNews(scope: Scope, touches: ListedTouch[], wanted: Wanted): Promise<OwnerNews> {
  const byComment = groupByComment(touches);
  const keys = await scope.memory.secrets.signingKeys(scope.env, LABELS.act);
  const items: NoticeItem[] = [];
  const done: ListedTouch[] = [];
  for (const { state, touches: ofComment } of await readTouchedComments(scope, byComment.slice(0, ITEMS))) {
    done.push(...ofComment);
    const item = state && (await itemOf(scope, state, wanted, keys));
    if (item) items.push(item);
  }
  const rest = byComment.slice(ITEMS);
  if (items.length > 0) done.push(...rest.flat());
  return { items, done, more: items.length > 0 ? rest.length : 0 };
}

/** Null where it is no news any more. */
async function itemOf(
  { kv, now }: Scope,
  state: CommentState,
  { about, origin }: Wanted,
  keys: SigningKeys | null,
): Promise<NoticeItem | null> {
  const { thread, id, post, edit, settled, entry } = state;
  const why = whyOf(state, about);
  if (why === null) return null;
  const { newest } = settled;
  const words = wordsOf(state, newest);
  const link = async (verdict: ActVerdict) => {
    if (origin === null || keys === null) return undefined;
    const act = { verdict, thread, id, words: newest.hash, expiresAt: now + ACT_AGE };
    return `${origin}/act?token=${await signAct(keys.sign, act)}`;
  };
  const approve = why === 'waits' ? await link('approve') : undefined;
  const spam = await link('spam');
  const { screening } = newest.source === 'edit' && edit ? edit : post;
  return {
    thread,
    id,
    why,
    name: words.name,
    page: post.page,
    title: post.title,
    text: plainText(words.body).replace(/\n+/g, '\n').trim(),
    reasons: why === 'reported' ? await readReasons(kv, state, judgedAt(entry)) : screening.reasons,
    createdAt: isoOf(newest.at),
    ...(approve !== undefined && { approve }),
    ...(spam !== undefined && { spam }),
  };
}

function whyOf(state: CommentState, about: Wanted['about']): NoticeItem['why'] | null {
  const { status, newest } = state.settled;
  if (isReported(state)) return 'reported';
  if (agrees(state, 'pending') && newest.judged !== 'approved') return 'waits';
  return about === 'all' && status === 'approved' && judgedAt(state.entry) === 0 ? 'published' : null;
}
