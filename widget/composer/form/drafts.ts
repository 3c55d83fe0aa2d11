// Drafts of this page whose box does not show: of a reply that was closed, of a comment that is gone or may no longer
// be edited, of another tab. They are announced, their words can be read, and they can be gone on with.

import { type ComponentChildren, h } from 'preact';
import type { Branch } from '../../../worker/contract/index.ts';
import { text } from '../../embed/read-thread.ts';
import type { App, Draft, Form } from '../../embed/state.ts';
import { type Html, html } from '../../html.ts';
import { namesIn } from '../../storage.ts';
import { letters } from '../send/outbox.ts';
import { wordsOf } from '../words.ts';

/** Names of drafts that this page has kept: where site data is blocked they are on no disk. */
const written = new WeakMap<App, Set<string>>();

function draftOf({ memory }: Pick<App, 'memory'>, name: string): Draft {
  const draft = memory.read(name) as Draft | undefined;
  return { ...draft, text: text(draft?.text) };
}

/** Call once. */
export function noteDrafts(app: App): void {
  const { keepDraft } = app;
  app.keepDraft = (form) => {
    keepDraft(form);
    written.set(app, (written.get(app) ?? new Set()).add(form.name));
  };
}

export function drafts(app: App): ComponentChildren {
  const { form, inner, reading } = app.state;
  const shown = [!reading?.closed() && form.name, inner && isPlaced(app, inner) && inner.name];
  const waiting = letters(app).map(({ draft }) => draft);
  return [...new Set([...namesIn(app.memory, `draft:${app.query}:`), ...(written.get(app) ?? [])])]
    .filter((name) => draftOf(app, name).text && !shown.includes(name) && !waiting.includes(name))
    .map((name) => h(Elsewhere, { key: name, app, name }));
}

/** Whether the comment that it is about is there to hold it. */
function isPlaced({ state }: App, { kind, about }: Form): boolean {
  const isIn = (branches: Branch[]): boolean =>
    branches.some(
      ({ comment, replies }) => (comment.id === about?.id && !(kind === 'edit' && comment.gone)) || isIn(replies),
    );
  return isIn(state.reading?.seen().branches ?? []);
}

function Elsewhere({ app, name }: { app: App; name: string; key: string }): Html {
  const words = wordsOf(app);
  return html`<div class="elsewhere">
    <p class="hint muted" role="status">
      ${words.draft}${' '}
      ${!app.state.reading?.closed() && html`<button type="button" class="act" onClick=${() => goOn(app, name)}>${words.edit}</button> `}
      <button type="button" class="act" onClick=${() => {
        app.memory.keep(name, undefined);
        app.redraw();
        app.focus('box');
      }}>${words.discard}</button>
    </p>
    <p tabindex="0" dir="auto" lang=${app.lang}>${draftOf(app, name).text}</p>
  </div>`;
}

/** Where it was written, if that is there still; else in the box of the page. */
async function goOn(app: App, name: string): Promise<void> {
  const { memory, state } = app;
  const [, first = '', kind, id] = /^(.*:(\w+):(\w*))\+*$/s.exec(name) ?? [];
  const draft = draftOf(app, name);
  if (id) await state.reading?.show(id);
  const button = app.root.getElementById(`${kind}-${id}`);
  if (button && (name === first || !draftOf(app, first).text)) {
    memory.keep(name, undefined);
    memory.keep(first, draft);
    button.click();
    return;
  }
  const { form } = state;
  const { ticket, sent, key } = draft;
  const whose = { name: draft.name, url: draft.url };
  form.draft.text = [form.draft.text, draft.text].filter(Boolean).join('\n\n');
  Object.assign(form.draft, { ...whose, ...form.draft }, !form.draft.ticket && ticket && { ticket, sent, key });
  form.open = true;
  memory.keep(name, undefined);
  app.keepDraft(form);
  app.redraw();
  app.focus(form.id);
}
