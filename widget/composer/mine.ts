// On a return to the page: what became of the comments that wait. Any failure changes nothing.

import { MAX_MINE } from '../../worker/contract/index.ts';
import type { App } from '../kit.ts';
import { keepOwn } from '../own.ts';
import type { Own } from '../thread.ts';
import { askMine } from './recover.ts';
import { words } from './words.ts';

const DAY = 24 * 60 * 60_000;

export async function mine(app: App): Promise<void> {
  const waiting = app.state.own.filter(({ status }) => status === 'pending').map(({ id }) => id);
  const answered = await askMine(app, waiting.slice(0, MAX_MINE));
  if (!answered || !app.state.thread) return;
  let said = '';
  const own: Own[] = [];
  for (const one of app.state.own) {
    const now = answered.find(({ id }) => id === one.id);
    if (!waiting.includes(one.id)) own.push(one);
    else if (!now) {
      // Not known to the worker: a lagging store may say so for a while, a day is no lag.
      if (app.now() - one.at < DAY) own.push(one);
    } else if (now.status === 'pending') own.push({ ...one, comment: now });
    else if (!now.gone) {
      own.push({ ...one, status: 'approved', comment: now, at: app.now() });
      said = words.nowPublic;
    }
  }
  keepOwn(app.memory, app.state.thread.thread, own);
  app.set({ own, said });
}
