// "My comments on other devices": a line beside "Remember me", and the panel that it opens in place. Markup; what
// happens is in author-key.ts.

import { h } from 'preact';
import type { App, Form } from '../../embed/state.ts';
import { type Html, html } from '../../html.ts';
import { change, type FormProps, idIn, type KeyPanel } from '../form/form-state.ts';
import { authorKey } from '../send/ticket.ts';
import { wordsOf } from '../words.ts';
import { copyKey, EMPTY_PANEL, hasWritten, keepOldKey, set, takeKey } from './author-key.ts';

export function DevicesButton({ app, form, formState }: FormProps): Html {
  const isOpen = formState.keyPanel !== null;
  return html`<button
    type="button"
    class="act"
    id=${idIn(form, 'devices')}
    aria-expanded=${isOpen ? 'true' : 'false'}
    onClick=${() => change(app, form, { keyPanel: isOpen ? null : EMPTY_PANEL })}
  >${wordsOf(app).devices}</button>`;
}

export function DevicesPanel({ app, form, keyPanel }: { app: App; form: Form; keyPanel: KeyPanel }): Html {
  const words = wordsOf(app);
  return html`<div class="devices" role="group" aria-labelledby=${idIn(form, 'devices')}>
    ${hasWritten(app) && h(KeyHere, { app, form, keyPanel })}
    <label for=${idIn(form, 'other-key')}>${words.keyThere}</label>
    <div class="key">
      <div>
        <input
        id=${idIn(form, 'other-key')}
        part="field"
        autocomplete="off"
        autocapitalize="none"
        spellcheck=${false}
        dir="ltr"
        value=${keyPanel.text}
        readonly=${keyPanel.busy}
        aria-invalid=${keyPanel.problem ? 'true' : undefined}
        aria-describedby=${`${idIn(form, 'other-key-error')} ${idIn(form, 'other-key-hint')}`}
        onInput=${(event: Event) => {
          set(app, form, { text: (event.target as HTMLInputElement).value, problem: '', isAsked: false });
        }}
        onKeyDown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault(); // it would post the comment
          takeKey(app, form);
        }}
      />
        <div id=${idIn(form, 'other-key-error')}>${keyPanel.problem && html`<p class="error">${keyPanel.problem}</p>`}</div>
      </div>
      <button type="button" part="button" aria-disabled=${keyPanel.busy ? 'true' : undefined} onClick=${() => takeKey(app, form)}>
        ${words.useKey}
      </button>
    </div>
    <p class="hint muted" id=${idIn(form, 'other-key-hint')}>${words.keyThereHint}</p>
    ${keyPanel.isAsked && h(Question, { app, form })}
  </div>`;
}

/** What the other device needs. */
function KeyHere({ app, form, keyPanel }: { app: App; form: Form; keyPanel: KeyPanel }): Html {
  const words = wordsOf(app);
  return html`<div>
    <label for=${idIn(form, 'key')}>${words.keyHere}</label>
    <div class="key">
      <div>
        <input
          id=${idIn(form, 'key')}
          part="field"
          autocomplete="off"
          dir="ltr"
          readonly
          value=${authorKey(app)}
          aria-describedby=${idIn(form, 'key-hint')}
          onFocus=${(event: Event) => (event.target as HTMLInputElement).select()}
        />
      </div>
      <button type="button" part="button" onClick=${() => copyKey(app, form)}>${words.copy}</button>
    </div>
    <p class="hint muted">
      <span id=${idIn(form, 'key-hint')}>${words.keyHint}</span>${' '}
      <span role="status">${keyPanel.isCopied && words.copied}</span>
    </p>
  </div>`;
}

function Question({ app, form }: { app: App; form: Form }): Html {
  const words = wordsOf(app);
  const id = idIn(form, 'key-ask');
  return html`<div class="ask" role="group" aria-labelledby=${id}>
    <p id=${id}>${words.keyAsk}</p>
    <div class="key">
      <button type="button" part="button" id=${idIn(form, 'keep-key')} onClick=${() => keepOldKey(app, form)}>${words.keep}</button>
      <button type="button" part="button" onClick=${() => takeKey(app, form, true)}>${words.replaceKey}</button>
    </div>
  </div>`;
}
