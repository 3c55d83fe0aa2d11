// The form around the box: fields, errors, buttons. Markup only; what happens on a press is in post.ts.

import { h, type VNode } from 'preact';
import { lengthOf, MAX_BODY } from '../../worker/contract/index.ts';
import { type Html, html } from '../html.ts';
import type { App, Form } from '../kit.ts';
import { say } from '../words/say.ts';
import type { Field as FieldName } from './check.ts';
import { dropTicket } from './ticket.ts';
import { words } from './words.ts';
import { change, idIn, remembered, type Writing, writingOf } from './writing.ts';

interface Props {
  app: App;
  form: Form;
  writing: Writing;
}

export function view(app: App, form: Form): VNode {
  const writing = writingOf(app, form);
  const props = { app, form, writing };
  const { posting, refused } = writing;
  return html`<div>
    ${h(Problem, { ...props, field: 'body' })}
    ${h(Counter, props)}
    ${form.restored && form.draft.text && h(DraftBack, props)}
    ${writing.changing || !remembered(app) ? h(Fields, props) : h(PostingAs, props)}
    <div class="trap" aria-hidden="true">
      <label>
        Subject
        <input name="subject" tabindex="-1" autocomplete="off" value=${writing.subject} onInput=${(event: Event) => {
          writing.subject = typedIn(event);
        }} />
      </label>
    </div>
    <div role="alert">${refused && html`<p class="error refused">${refused}</p>`}</div>
    <div class="row">
      <button class="main" part="button" aria-disabled=${posting ? 'true' : undefined}>
        <span>${posting ? words.posting : form.parent ? words.postReply : words.postComment}</span>
      </button>
      ${form.parent && html`<button type="button" class="act" onClick=${() => cancel(app, form)}>${words.cancel}</button>`}
      <p class="muted">${words.privacy}</p>
    </div>
  </div>`;
}

/** The draft stays. */
function cancel(app: App, { parent }: Form): void {
  app.set({ reply: null });
  if (parent) app.focus(`reply-${parent.id}`);
}

function DraftBack({ app, form }: Props): Html {
  return html`<p class="hint muted">
    ${words.draft}${' '}
    <button type="button" class="act" onClick=${() => {
      form.draft.text = '';
      form.restored = false;
      dropTicket(app, form);
      form.redraw();
      app.focus(idIn(form, 'box'));
    }}>${words.discard}</button>
  </p>`;
}

function PostingAs({ app, form, writing }: Props): Html {
  return html`<p class="hint">
    ${say(words.postingAs, words.code, { name: writing.name })}${' '}
    <button type="button" class="act" onClick=${() => {
      change(app, form, { changing: true });
      setTimeout(() => app.focus(idIn(form, 'name')));
    }}>${words.change}</button>
  </p>`;
}

function Fields(props: Props): Html {
  const { app, form, writing } = props;
  return html`<div class="fields">
    ${h(Field, { ...props, field: 'name', type: 'text' })}
    ${writing.asks.includes('url') && h(Field, { ...props, field: 'url', type: 'url' })}
    <label class="remember">
      <input type="checkbox" checked=${writing.remember} onChange=${(event: Event) => {
        change(app, form, { remember: (event.target as HTMLInputElement).checked });
      }} />
      ${words.remember}
    </label>
  </div>`;
}

function Field({ app, form, writing, field, type }: Props & { field: 'name' | 'url'; type: string }): Html {
  const id = idIn(form, field);
  return html`<div>
    <label for=${id}>${words[field]}</label>
    <input
      id=${id}
      part="field"
      type=${type}
      autocomplete=${field}
      dir=${field === 'name' ? 'auto' : 'ltr'}
      value=${writing[field]}
      readonly=${writing.posting}
      aria-invalid=${writing.problems[field] ? 'true' : undefined}
      aria-describedby=${idIn(form, `${field}-error`)}
      onInput=${(event: Event) => {
        const { [field]: _, ...problems } = writing.problems;
        change(app, form, { [field]: typedIn(event), problems, changing: true });
      }}
    />
    ${h(Problem, { app, form, writing, field })}
  </div>`;
}

function Problem({ form, writing, field }: Props & { field: FieldName }): Html {
  const problem = writing.problems[field];
  return html`<div id=${idIn(form, `${field}-error`)}>${problem && html`<p class="error">${problem}</p>`}</div>`;
}

const COUNT_FROM = 200;

/** It speaks at 100, at 20 and at 0, not at every key. */
function Counter({ form }: Props): Html {
  const left = MAX_BODY - lengthOf(form.draft.text);
  const said = say(left < 0 ? words.over : words.left, words.code, { n: Math.abs(left) });
  return html`<div>
    <p class=${left < 0 ? 'error' : 'hint muted'} id=${idIn(form, 'counter')}>${left <= COUNT_FROM && said}</p>
    <p class="unseen" role="status">${[100, 20, 0].includes(left) && said}</p>
  </div>`;
}

function typedIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
