// What happens when a reader deletes, edits or reports a comment.

import { cleanText, type PublicComment } from '../../../worker/contract/index.ts';
import { send } from '../../api.ts';
import { text } from '../../embed/read-thread.ts';
import type { App, Asked } from '../../embed/state.ts';
import { authorKey } from '../send/ticket.ts';
import { refusedIn, wordsOf } from '../words.ts';
import { keepOwnOf } from './own.ts';
import { keepSource, sourceOf } from './sources.ts';

export function askFor(app: App, what: Asked['what'], id: string): void {
  app.set({ asked: { id, what, text: text(app.memory.read(`report:${id}`)), refused: '', busy: false } });
  app.focus('answer');
}

/** The focus goes back to where the question came from. */
export function close(app: App, { id, what }: Asked): void {
  app.set({ asked: null });
  app.focus(`${what}-${id}`);
}

export async function startEdit(app: App, comment: PublicComment): Promise<void> {
  const source = await sourceOf(app, comment);
  if (typeof source !== 'string') return app.set({ said: refusedIn(app, source) });
  const form = app.state.reading?.openForm('edit', comment, wordsOf(app).editName);
  if (!form || form.restored) return;
  form.draft.text = source;
  app.redraw();
}

export async function withdraw(app: App, asked: Asked): Promise<void> {
  const { id } = asked;
  const thread = app.state.thread;
  const comment = [...(app.state.own ?? []), ...app.state.loaded].find((one) => one.id === id);
  const error = await answered(app, asked, `/api/comments/${id}`, { key: authorKey(app) }, 'DELETE');
  if (error || !thread || !comment) return;
  const { root } = app;
  const articles = [...root.querySelectorAll('article')];
  const next = articles[articles.findIndex((one) => one.id === `comment-${id}`) + 1]?.id;
  const isCounted = !comment.status || app.state.loaded.some((one) => one.id === id);
  keepSource(app, comment, '');
  const { status: _, ...rest } = comment;
  keepOwnOf(app, thread.thread, { ...rest, author: { ...comment.author, name: '' }, body: [], gone: 'withdrawn' });
  app.set({
    asked: null,
    said: app.words.withdrawn,
    thread: { ...thread, count: thread.count - (isCounted ? 1 : 0) },
  });
  app.focus(next ?? (root.getElementById(`comment-${id}`) ? `comment-${id}` : 'box'));
}

export async function report(app: App, asked: Asked): Promise<void> {
  const reason = cleanText(asked.text);
  if (!reason) {
    app.set({ asked: { ...asked, refused: wordsOf(app).bodyMissing } });
    app.focus('answer');
    return;
  }
  const error = await answered(app, asked, `/api/comments/${asked.id}/report`, { reason });
  if (error) return;
  app.memory.keep(`report:${asked.id}`, undefined);
  const { reported } = wordsOf(app);
  app.set({ said: reported, told: { id: asked.id, words: reported, said: reported } });
  close(app, asked);
}

/** Undefined when it is done; else what was wrong, which the reader was told. */
async function answered(
  app: App,
  asked: Asked,
  path: `/api/comments/${string}`,
  what: object,
  method?: 'DELETE',
): Promise<unknown> {
  if (asked.busy) return true;
  const busy = { ...asked, busy: true, refused: '' };
  app.set({ asked: busy });
  const { error } = await send(app, path, { thread: app.state.thread?.thread, ...what }, method);
  if (error && app.state.asked === busy) app.set({ asked: { ...asked, refused: refusedIn(app, error) } });
  return error;
}
