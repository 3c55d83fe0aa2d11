// The form around the box: fields, errors, buttons. Markup only; what happens on a press is in post.ts.

import { h, type VNode } from 'preact';
import { lengthOf, MAX_BODY } from '../../worker/contract/index.ts';
import { type Html, html } from '../html.ts';
import type { App, Form } from '../kit.ts';
import { say } from '../words/say.ts';
import { change, remembered, type Writing, writingOf } from './state.ts';
import { words } from './words.ts';

interface Props {
  app: App;
  form: Form;
  writing: Writing;
}

export function view(app: App, form: Form): VNode {
  const writing = writingOf(app, form);
  const props = { app, form, writing };
  const suffix = suffixOf(form);
  const me = remembered(app);
  return html`<div>
    ${h(Problem, { ...props, field: 'body' })}
    ${h(Counter, props)}
    ${
      form.restored &&
      form.text &&
      html`<p class="hint muted">${words.draft} <button type="button" class="act" onClick=${() => {
        form.text = '';
        form.restored = false;
        app.memory.keep(app.draftOf(form), undefined);
        change(app, form, { ticket: null, sent: null });
        app.focus(`box${suffix}`);
      }}>${words.discard}</button></p>`
    }
    ${
      me && me.name === writing.name && !writing.changing
        ? html`<p class="hint">${say(words.postingAs, { name: me.name }, words.code)} <button type="button" class="act" onClick=${() => {
            change(app, form, { changing: true });
            setTimeout(() => app.focus(`name${suffix}`));
          }}>${words.change}</button></p>`
        : h(Fields, props)
    }
    <div class="trap" aria-hidden="true">
      <label>Subject <input name="subject" tabindex="-1" autocomplete="off" value=${writing.subject} onInput=${(
        event: Event,
      ) => {
        writing.subject = (event.target as HTMLInputElement).value;
      }} /></label>
    </div>
    <div role="alert">${writing.refused && html`<p class="error refused">${writing.refused}</p>`}</div>
    <div class="row">
      <button class="main" part="button" aria-disabled=${writing.posting ? 'true' : undefined}>
        <span>${writing.posting ? words.posting : form.parent ? words.postReply : words.postComment}</span>
      </button>
      ${form.parent && html`<button type="button" class="act" onClick=${() => app.closeReply()}>${words.cancel}</button>`}
      <p class="muted">${words.privacy}</p>
    </div>
  </div>`;
}

function Fields({ app, form, writing }: Props): Html {
  return html`<div class="fields">
    ${h(Field, { app, form, writing, field: 'name', autocomplete: 'name', type: 'text' })}
    ${writing.asks.includes('url') && h(Field, { app, form, writing, field: 'url', autocomplete: 'url', type: 'url' })}
    <label class="remember">
      <input type="checkbox" checked=${writing.remember} onChange=${(event: Event) => {
        change(app, form, { remember: (event.target as HTMLInputElement).checked });
      }} />
      ${words.remember}
    </label>
  </div>`;
}

interface FieldProps extends Props {
  field: 'name' | 'url';
  autocomplete: string;
  type: string;
}

function Field({ app, form, writing, field, autocomplete, type }: FieldProps): Html {
  const id = field + suffixOf(form);
  return html`<div>
    <label for=${id}>${words[field]}</label>
    <input
      id=${id}
      part="field"
      type=${type}
      autocomplete=${autocomplete}
      dir=${field === 'name' ? 'auto' : 'ltr'}
      value=${writing[field]}
      readonly=${writing.posting}
      aria-invalid=${writing.problems[field] ? 'true' : undefined}
      aria-describedby=${`${field}-error${suffixOf(form)}`}
      onInput=${(event: Event) => {
        const { [field]: _, ...problems } = writing.problems;
        change(app, form, { [field]: (event.target as HTMLInputElement).value, problems, changing: true });
      }}
    />
    ${h(Problem, { app, form, writing, field })}
  </div>`;
}

function Problem({ form, writing, field }: Props & { field: 'body' | 'name' | 'url' }): Html {
  const problem = writing.problems[field];
  return html`<div id=${`${field}-error${suffixOf(form)}`}>${problem && html`<p class="error">${problem}</p>`}</div>`;
}

/** From 200 left on. It speaks at 100, at 20 and at 0, not at every key. */
function Counter({ form }: Props): Html {
  const left = MAX_BODY - lengthOf(form.text);
  const said = left >= 0 ? say(words.left, { n: left }, words.code) : say(words.over, { n: -left }, words.code);
  const speaks = left === 100 || left === 20 || left === 0;
  return html`<div id=${`counter${suffixOf(form)}`}>
    ${left <= 200 && html`<p class=${left < 0 ? 'error' : 'hint muted'} aria-live=${speaks ? 'polite' : 'off'}>${said}</p>`}
  </div>`;
}

function suffixOf(form: Form): string {
  return form.parent ? '-reply' : '';
}
