// A planned thread in the form that backups have, too: so one way leads into the store. Pure.

import { SCHEMA_VERSION } from '../rules/comment/facts.ts';
import type { OwnThread } from './gather.ts';
import type { ThreadPlan } from './plan.ts';

/** Pins, and closing the page, are facts of their own, as if the owner had just done it. */
export function arrivalOf({ thread, comments, pinned, isClosed }: ThreadPlan): OwnThread {
  const times = new Map(comments.map(({ id, fact }) => [id, fact.at]));
  return {
    thread,
    posts: comments,
    facts: pinned.map((id) => ({ id, fact: { v: SCHEMA_VERSION, kind: 'pin', at: times.get(id)! + 1, on: true } })),
    page: isClosed ? [{ field: 'open', target: '', meta: { at: comments.at(-1)!.fact.at, value: false } }] : [],
    likes: [],
    reports: [],
  };
}
