// What the composer adds to a comment: to one's own Edit and Delete, notes of what waits, and the question before it is
// deleted; to anybody's the field of a report, and thanks. Markup; what happens is in actions.ts.

import type { ComponentChildren } from 'preact';
import { EDIT_WINDOW, MAX_REPORT, type PublicComment } from '../../../worker/contract/index.ts';
import type { App, Asked } from '../../embed/state.ts';
import { type Html, html } from '../../html.ts';
import type { ComposerExtras } from '../api.ts';
import { wordsOf } from '../words.ts';
import { askFor, close, report, startEdit, withdraw } from './actions.ts';

export function extras(app: App, comment: PublicComment): ComposerExtras {
  const { state } = app;
  const { id, status, gone } = comment;
  const words = wordsOf(app);
  const { asked, told } = state;
  // If it waits and has another author id than ours, it was written with a key that was replaced since.
  const isOwn = comment.author.id ? comment.author.id === state.me : status;
  // If others can read this comment already, it is an edit that waits.
  const isEdit = status && state.loaded.some((one) => one.id === id);
  const note = [!gone && told?.id === id && told.words, status && (isEdit ? words.editWaits : words.onlyYou)]
    .filter(Boolean)
    .join(' ');
  return {
    ...(status && { badge: html`<span class="badge waits" part="badge">${words.waiting}</span>` }),
    ...(note && { note: html`<p class="note muted" key=${note}>${note}</p>` }),
    ...(isOwn && !gone && { acts: ownActs(app, comment) }),
    ...(asked?.id === id &&
      (asked.what === 'delete' ? { instead: deleteAsked(app, asked) } : { below: reportAsked(app, asked) })),
  };
}

function ownActs(app: App, comment: PublicComment): ComponentChildren {
  const words = wordsOf(app);
  const { id, status, createdAt } = comment;
  const mayEdit = status || app.now() - Date.parse(createdAt) < EDIT_WINDOW;
  return [
    mayEdit &&
      html`<button class="act" id=${`edit-${id}`} onClick=${() => startEdit(app, comment)}>${words.edit}</button>`,
    html`<button class="act" id=${`delete-${id}`} onClick=${() => askFor(app, 'delete', id)}>${words.delete}</button>`,
  ];
}

function deleteAsked(app: App, asked: Asked): Html {
  const words = wordsOf(app);
  return html`<div class="acts" role="group" aria-labelledby="asked">
    <p id="asked">${words.deleteAsk}</p>
    <button class="act" id="answer" aria-disabled=${asked.busy ? 'true' : undefined} onClick=${() => withdraw(app, asked)}>${words.delete}</button>
    <button class="act" onClick=${() => close(app, asked)}>${words.keep}</button>
    ${problem(asked)}
  </div>`;
}

function reportAsked(app: App, asked: Asked): Html {
  const words = wordsOf(app);
  return html`<form class="ask" novalidate onSubmit=${(event: Event) => {
    event.preventDefault();
    report(app, asked);
  }}>
    <label for="answer">${words.reportAsk}</label>
    <div class="key">
      <div>
        <input id="answer" part="field" dir="auto" maxlength=${MAX_REPORT} value=${asked.text} aria-describedby="asked-error" onInput=${(
          event: Event,
        ) => {
          asked.text = (event.target as HTMLInputElement).value;
          app.memory.keep(`report:${asked.id}`, asked.text);
        }} />
        ${problem(asked)}
      </div>
      <button part="button" aria-disabled=${asked.busy ? 'true' : undefined}>${words.sendReport}</button>
      <button type="button" class="act" onClick=${() => close(app, asked)}>${words.cancel}</button>
    </div>
  </form>`;
}

function problem({ refused }: Asked): ComponentChildren {
  return html`<div role="alert" id="asked-error">${refused && html`<p class="error">${refused}</p>`}</div>`;
}
