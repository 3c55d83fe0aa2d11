// "My comments on other devices": a button in the last line of the comments, and the panel that it opens below that.
// Markup; what happens is in author-key.ts.

import { type ComponentChildren, h } from 'preact';
import type { App, KeyPanel } from '../../embed/state.ts';
import { type Html, html } from '../../html.ts';
import { authorKey } from '../send/ticket.ts';
import { wordsOf } from '../words.ts';
import { copyKey, EMPTY_PANEL, hasWritten, keepOldKey, set, takeKey } from './author-key.ts';

interface PanelProps {
  app: App;
  keyPanel: KeyPanel;
}

/** The button, and what stands below its line. */
export function devices(app: App): ComponentChildren[] {
  const { keyPanel } = app.state;
  return [
    html`<button
      class="act"
      id="devices"
      aria-expanded=${keyPanel ? 'true' : 'false'}
      onClick=${() => app.set({ keyPanel: keyPanel ? null : EMPTY_PANEL })}
    >${wordsOf(app).devices}</button>`,
    keyPanel && h(Panel, { app, keyPanel }),
  ];
}

function Panel({ app, keyPanel }: PanelProps): Html {
  const words = wordsOf(app);
  return html`<div class="devices" role="group" aria-labelledby="devices">
    ${hasWritten(app) && h(KeyHere, { app, keyPanel })}
    <label for="other-key">${words.keyThere}</label>
    <div class="key">
      <div>
        <input
        id="other-key"
        part="field"
        autocomplete="off"
        autocapitalize="none"
        spellcheck=${false}
        dir="ltr"
        value=${keyPanel.text}
        readonly=${keyPanel.busy}
        aria-invalid=${keyPanel.problem ? 'true' : undefined}
        aria-describedby="other-key-error other-key-hint"
        onInput=${(event: Event) => {
          set(app, { text: (event.target as HTMLInputElement).value, problem: '', isAsked: false });
        }}
        onKeyDown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault(); // it would press the button that has the focus then
          takeKey(app);
        }}
      />
        <div id="other-key-error">${keyPanel.problem && html`<p class="error">${keyPanel.problem}</p>`}</div>
      </div>
      <button part="button" aria-disabled=${keyPanel.busy ? 'true' : undefined} onClick=${() => takeKey(app)}>
        ${words.useKey}
      </button>
    </div>
    <p class="hint muted" id="other-key-hint">${words.keyThereHint}</p>
    ${keyPanel.isAsked && h(Question, { app })}
  </div>`;
}

/** What the other device needs. */
function KeyHere({ app, keyPanel }: PanelProps): Html {
  const words = wordsOf(app);
  return html`<div>
    <label for="key">${words.keyHere}</label>
    <div class="key">
      <div>
        <input
          id="key"
          part="field"
          autocomplete="off"
          dir="ltr"
          readonly
          value=${authorKey(app)}
          aria-describedby="key-hint"
          onFocus=${(event: Event) => (event.target as HTMLInputElement).select()}
        />
      </div>
      <button part="button" onClick=${() => copyKey(app)}>${words.copy}</button>
    </div>
    <p class="hint muted">
      <span id="key-hint">${words.keyHint}</span>${' '}
      <span role="status">${keyPanel.isCopied && words.copied}</span>
    </p>
  </div>`;
}

function Question({ app }: Pick<PanelProps, 'app'>): Html {
  const words = wordsOf(app);
  return html`<div class="ask" role="group" aria-labelledby="key-ask">
    <p id="key-ask">${words.keyAsk}</p>
    <div class="key">
      <button part="button" id="keep-key" onClick=${() => keepOldKey(app)}>${words.keep}</button>
      <button part="button" onClick=${() => takeKey(app, true)}>${words.replaceKey}</button>
    </div>
  </div>`;
}
