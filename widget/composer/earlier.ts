// "Show earlier comments": fetches the part below what is loaded, and puts the focus on the first it brought.

import { PART_SIZE, type Thread } from '../../worker/contract/index.ts';
import type { App } from '../kit.ts';
import { readThread } from '../thread.ts';
import { grow } from '../tree.ts';

export async function earlier(app: App): Promise<void> {
  const { state } = app;
  const part = Math.floor((state.from - 1) / PART_SIZE);
  const answer = await app.ask<Thread>('/api/thread', `${app.query}&part=${part}`);
  if (answer.error) {
    app.set({ failed: true });
    return;
  }
  const here = new Set(state.loaded.map(({ id }) => id));
  const brought = readThread(answer.value).comments.filter(({ id }) => !here.has(id));
  // `from` must fall, whatever the answer says: the button would never end.
  app.set({
    loaded: [...brought, ...state.loaded],
    own: state.own.filter(({ id }) => !brought.some((comment) => comment.id === id)),
    from: part * PART_SIZE,
    failed: false,
  });
  const first = grow(brought, state.sort)[0];
  if (first) app.focus(`comment-${first.comment.id}`);
}
