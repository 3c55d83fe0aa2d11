// Carries the author key from one device to another, by hand: shown here, pasted there. It goes to the worker in the
// body of a request, as it always does, and nowhere else: never into an address, a log, or another origin.
// Read next: composer/own/devices.ts for what is drawn, composer/send/ticket.ts for where a key comes from.

import { KEY_PATTERN, MAX_MINE, type MineAnswer } from '../../../worker/contract/index.ts';
import { send } from '../../api.ts';
import { readComments, text } from '../../embed/read-thread.ts';
import type { App, Form } from '../../embed/state.ts';
import { change, formStateOf, idIn, type KeyPanel } from '../form/form-state.ts';
import { setWho, whoIn } from '../form/who.ts';
import { authorKey, keepKey } from '../send/ticket.ts';
import { refusedIn, wordsOf } from '../words.ts';
import { keepOwnOf, knowMe } from './own.ts';

export const EMPTY_PANEL: KeyPanel = { text: '', problem: '', isAsked: false, isCopied: false, busy: false };

/** Whether a comment was ever written with the key of this browser. */
export function hasWritten({ memory }: Pick<App, 'memory'>): boolean {
  return text(memory.read('me')) !== '';
}

export async function copyKey(app: App, form: Form): Promise<void> {
  const field = app.root.getElementById(idIn(form, 'key')) as HTMLInputElement;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // There is no clipboard without https, nor where the page's policy forbids it. At worst the key stands there
    // selected.
    field.focus();
    field.select();
    if (!document.execCommand?.('copy')) return;
  }
  set(app, form, { isCopied: true });
}

/** Takes the key that was pasted. Where that replaces one with comments, it asks first; `isSure` is the answer. */
export async function takeKey(app: App, form: Form, isSure = false): Promise<void> {
  const keyPanel = formStateOf(app, form).keyPanel;
  if (!keyPanel || keyPanel.busy) return;
  const words = wordsOf(app);
  const key = keyPanel.text.replace(/\s/g, '');
  if (!KEY_PATTERN.test(key)) {
    refuse(app, form, words.keyWrong);
    return;
  }
  if (!isSure && hasWritten(app) && key !== authorKey(app)) {
    set(app, form, { isAsked: true, problem: '' });
    app.redraw(); // now, for the focus
    app.focus(idIn(form, 'keep-key'));
    return;
  }
  set(app, form, { busy: true, isAsked: false, problem: '' });
  app.focus(idIn(form, 'other-key'));
  // Nothing is replaced before the worker has said whose key that is: else nobody could tell which comments here are
  // hers.
  if (!app.state.thread) await app.load();
  const { thread, loaded } = app.state;
  const ids = loaded.slice(-MAX_MINE).map(({ id }) => id);
  const answer = thread && (await send<MineAnswer>(app, '/api/mine', { thread: thread.thread, key, ids }));
  const author = text(answer?.value?.author);
  if (!thread || !answer?.value || !author) {
    refuse(app, form, answer?.error ? refusedIn(app, answer.error) : words.noAnswer);
    return;
  }
  keepKey(app, key);
  knowMe(app, author);
  const mine = readComments(answer.value.comments);
  // An edit that waits, which this browser does not know of. What others read is here already.
  for (const comment of mine) if (comment.status) keepOwnOf(app, thread.thread, comment);
  const name = whoIn(app, form).name || (mine.filter(({ author }) => author.name).pop()?.author.name ?? '');
  change(app, form, { keyPanel: null });
  setWho(app, form, { name });
  app.set({ said: words.keyTaken });
  app.focus(idIn(form, 'devices'));
}

/** Back to the field: the key that was here stays. */
export function keepOldKey(app: App, form: Form): void {
  set(app, form, { isAsked: false });
  app.focus(idIn(form, 'other-key'));
}

export function set(app: App, form: Form, to: Partial<KeyPanel>): void {
  const { keyPanel } = formStateOf(app, form);
  if (keyPanel) change(app, form, { keyPanel: { ...keyPanel, ...to } });
}

function refuse(app: App, form: Form, problem: string): void {
  set(app, form, { problem, busy: false });
  app.redraw(); // now, for the words to be there when the field has the focus
  app.focus(idIn(form, 'other-key'));
}
