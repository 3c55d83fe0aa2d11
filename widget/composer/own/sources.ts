// How the author's own comments were written, letter for letter, so that she edits what she typed. Kept in this browser
// for as many as may still be edited; on another device the worker tells whoever has the key.

import type { MineAnswer, PublicComment } from '../../../worker/contract/index.ts';
import { type Refusal, send } from '../../api.ts';
import { text } from '../../embed/read-thread.ts';
import type { App } from '../../embed/state.ts';
import { authorKey } from '../send/ticket.ts';

type Kept = [id: string, editedAt: string, source: string];

const MOST = 50;

/** '' forgets it. */
export function keepSource(app: Pick<App, 'memory'>, { id, editedAt = '' }: PublicComment, source: string): void {
  const others = kept(app).filter(([one]) => one !== id);
  const all: Kept[] = source ? [...others, [id, editedAt, source]] : others;
  app.memory.keep('sources', all.length > 0 && all.slice(-MOST));
}

/** What is kept counts only for the words that it made: they may have been changed elsewhere since. */
export async function sourceOf(app: App, { id, editedAt = '' }: PublicComment): Promise<string | Refusal> {
  const source = kept(app).find(([one, at]) => one === id && at === editedAt)?.[2];
  if (source) return source;
  const thread = app.state.thread?.thread;
  const answer = await send<MineAnswer>(app, '/api/mine', { thread, key: authorKey(app), ids: [id], sources: true });
  return answer.error ?? (text(answer.value.sources?.[id]) || { code: 'not_found' });
}

function kept({ memory }: Pick<App, 'memory'>): Kept[] {
  const sources = memory.read('sources');
  return (Array.isArray(sources) ? (sources as Kept[]) : []).filter(
    (one) => Array.isArray(one) && one.every((part) => typeof part === 'string'),
  );
}
