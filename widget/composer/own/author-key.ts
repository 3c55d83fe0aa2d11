// Carries the author key from one device to another, by hand: shown here, pasted there. It goes to the worker in the
// body of a request, as it always does, and nowhere else: never into an address, a log, or another origin.
// Read next: composer/own/devices.ts for what is drawn, composer/send/ticket.ts for where a key comes from.

import { KEY_PATTERN, type MineAnswer } from '../../../worker/contract/index.ts';
import { send } from '../../api.ts';
import { text } from '../../embed/read-thread.ts';
import type { App, KeyPanel } from '../../embed/state.ts';
import { setWho, whoIn } from '../form/who.ts';
import { authorKey, keepKey } from '../send/ticket.ts';
import { refusedIn, wordsOf } from '../words.ts';
import { askMine, keepOwnOf, knowMe } from './own.ts';

export const EMPTY_PANEL: KeyPanel = { text: '', problem: '', isAsked: false, isCopied: false, busy: false };

/** Whether a comment was ever written with the key of this browser. */
export function hasWritten({ memory }: Pick<App, 'memory'>): boolean {
  return text(memory.read('me')) !== '';
}

export async function copyKey(app: App): Promise<void> {
  const field = app.root.getElementById('key') as HTMLInputElement;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // There is no clipboard without https, nor where the page's policy forbids it. At worst the key stands there
    // selected.
    field.focus();
    field.select();
    if (!document.execCommand?.('copy')) return;
  }
  set(app, { isCopied: true });
}

/** Takes the key that was pasted. Where that replaces one with comments, it asks first; `isSure` is the answer. */
export async function takeKey(app: App, isSure = false): Promise<void> {
  const { keyPanel } = app.state;
  if (!keyPanel || keyPanel.busy) return;
  const words = wordsOf(app);
  const key = keyPanel.text.replace(/\s/g, '');
  if (!KEY_PATTERN.test(key)) {
    refuse(app, words.keyWrong);
    return;
  }
  if (!isSure && hasWritten(app) && key !== authorKey(app)) {
    set(app, { isAsked: true, problem: '' });
    app.focus('keep-key');
    return;
  }
  set(app, { busy: true, isAsked: false, problem: '' });
  app.focus('other-key');
  // Nothing is replaced before the worker has said whose key that is: else nobody could tell which comments here are
  // hers.
  if (!app.state.thread) await app.load();
  const { thread, loaded } = app.state;
  const answer = thread && (await send<MineAnswer>(app, '/api/mine', { thread: thread.thread, key, ids: [] }));
  const author = text(answer?.value?.author);
  // What the page shows says who wrote it, so only that author's are asked for.
  const ids = loaded.filter((comment) => comment.author.id === author).map(({ id }) => id);
  const mine = author && thread && (await askMine(app, thread.thread, ids, key));
  if (!thread || !mine) {
    refuse(app, answer?.error ? refusedIn(app, answer.error) : words.noAnswer);
    return;
  }
  keepKey(app, key);
  knowMe(app, author);
  // An edit that waits, which this browser does not know of. What others read is here already.
  for (const comment of mine) if (comment.status) keepOwnOf(app, thread.thread, comment);
  const { form } = app.state;
  const name = whoIn(app, form).name || (mine.filter(({ author }) => author.name).pop()?.author.name ?? '');
  setWho(app, form, { name });
  app.set({ keyPanel: null, said: words.keyTaken });
  app.focus('devices');
}

/** Back to the field: the key that was here stays. */
export function keepOldKey(app: App): void {
  set(app, { isAsked: false });
  app.focus('other-key');
}

export function set(app: App, to: Partial<KeyPanel>): void {
  const { keyPanel } = app.state;
  if (keyPanel) app.set({ keyPanel: { ...keyPanel, ...to } });
}

function refuse(app: App, problem: string): void {
  set(app, { problem, busy: false });
  app.focus('other-key');
}
