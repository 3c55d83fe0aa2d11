// Editing and withdrawing, as their routes will do it: the store's own functions in the order of a write (check, facts,
// answer, publish). The one seam between the world and HTTP; when PUT and DELETE /api/comments/ID are there, this goes.

import type { Runtime } from '../../worker/env.ts';
import type { Screening } from '../../worker/rules/facts.ts';
import { authorIdOf, hashWords } from '../../worker/rules/hash.ts';
import { toTree } from '../../worker/rules/markdown.ts';
import { readComment } from '../../worker/store/comments.ts';
import { StoreError } from '../../worker/store/errors.ts';
import { keys } from '../../worker/store/keys.ts';
import { readMany } from '../../worker/store/kv.ts';
import { publish } from '../../worker/store/publish.ts';
import { acceptEdit, acceptWithdrawal, editOf } from '../../worker/store/write.ts';

export interface AuthorAct {
  thread: string;
  id: string;
  key: string;
  /** The new words; null withdraws. */
  body: string | null;
}

export interface ActAnswer {
  status: number;
  /** Of an edit that was accepted. */
  screened?: Screening['status'];
}

export type AuthorActs = (kv: KVNamespace, ctx: ExecutionContext, act: AuthorAct) => Promise<ActAnswer>;

export function createAuthorActs(runtime: Runtime): AuthorActs {
  return async (kv, ctx, act) => {
    try {
      return await answer(kv, ctx, act, runtime.now());
    } catch (error) {
      if (error instanceof StoreError) return { status: 503 };
      throw error;
    }
  };
}

async function answer(kv: KVNamespace, ctx: ExecutionContext, act: AuthorAct, now: number): Promise<ActAnswer> {
  const { thread, id, key, body } = act;
  const state = await readComment(kv, { thread, id });
  if (!state) return { status: 404 };
  const authorId = await authorIdOf(key);
  if (state.post.authorId !== authorId) return { status: 403 };
  const { status } = state.settled;

  if (body === null) {
    // Also when it is withdrawn already: a retry repeats what may not have been written.
    const fact = await acceptWithdrawal(kv, state, now);
    ctx.waitUntil(publish(kv, thread, [{ id, fact }], now).catch(() => undefined));
    return { status: 204 };
  }
  if (status === 'withdrawn' || status === 'removed') return { status: 404 };

  const words = { ...state.post.words, source: body, body: toTree(body) };
  const hash = await hashWords(words);
  const isKnown = (await readMany(kv, [keys.known(authorId)])).get(keys.known(authorId)) !== null;
  const screening: Screening = isKnown
    ? { status: 'approved', reasons: [] }
    : { status: 'pending', reasons: ['first comment'] };
  // A retry of an edit that is here already puts the same fact again.
  const isRetry = state.edit?.hash === hash;
  const fact = isRetry ? state.edit! : editOf(state, authorId, { words, hash, screening }, now);
  await acceptEdit(kv, state, fact, now);
  if (fact.screening.status === 'approved') {
    ctx.waitUntil(publish(kv, thread, [{ id, fact }], now).catch(() => undefined));
  }
  return { status: 200, screened: fact.screening.status };
}
