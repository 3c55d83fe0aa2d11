// The form around the box: tools, fields, errors, buttons. Markup only; what happens on a press is in
// composer/send/post.ts.

import { Component, type ComponentChildren, h, type VNode } from 'preact';
import { lengthOf, MAX_BODY } from '../../../worker/contract/index.ts';
import { drawNodes } from '../../embed/components/body.ts';
import type { App, Form } from '../../embed/state.ts';
import { type Html, html } from '../../html.ts';
import { formOf, letters, takeBack } from '../send/outbox.ts';
import { unsend } from '../send/post.ts';
import { dropTicket } from '../send/ticket.ts';
import { wordsOf } from '../words.ts';
import type { WrittenField } from './check.ts';
import { change, type FormProps, formStateOf, idIn } from './form-state.ts';
import { Tools } from './tools.ts';
import { remembered, setWho, whoIn } from './who.ts';

export function view(app: App, form: Form): VNode {
  return h(viewClass(), { app, form, key: form.name }) as VNode;
}

interface ViewProps {
  app: App;
  form: Form;
  key?: string;
}

let made: (new (props: ViewProps) => Component<ViewProps>) | undefined;

/** Made at the first use: only then has the embed handed its Component over. */
function viewClass(): NonNullable<typeof made> {
  made ??= class View extends Component<ViewProps> {
    override render({ app, form }: ViewProps): ComponentChildren {
      formStateOf(app, form).redraw = () => this.forceUpdate();
      return draw(app, form);
    }
  };
  return made;
}

/** By its own style: without the sheet it would invite people to fill it in. */
const OUT_OF_SIGHT = { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' };

function draw(app: App, form: Form): ComponentChildren {
  const formState = formStateOf(app, form);
  const words = wordsOf(app);
  const props = { app, form, formState };
  const { posting, working, waiting, refused, preview } = formState;
  const isEdit = form.kind === 'edit';
  const kind = formState.isOrphan ? 'comment' : form.kind;
  const label = { comment: words.postComment, reply: words.postReply, edit: words.save }[kind];
  return html`<div>
    ${preview && html`<div class="body preview" dir="auto" lang=${app.lang}>${drawNodes(preview)}</div>`}
    ${h(Problem, { ...props, field: 'body' })}
    ${h(Counter, props)}
    ${h(Tools, props)}
    ${form.restored && form.draft.text && !waiting && h(DraftBack, props)}
    ${!isEdit && h(Who, props)}
    <div style=${OUT_OF_SIGHT} aria-hidden="true">
      <label>
        Subject
        <input name="subject" tabindex="-1" autocomplete="off" value=${formState.subject} onInput=${(event: Event) => {
          // An extension, or the browser itself, may fill in what nobody sees.
          formState.subject = (event as InputEvent).inputType === 'insertText' ? typedIn(event) : '';
        }} />
      </label>
    </div>
    <slot name="captcha" />
    <div role="alert">${refused && html`<p class="error refused" key=${refused}>${refused}</p>`}</div>
    ${waiting && !posting && h(Waiting, { app, onTakeBack: () => takeFormBack(app, form) })}
    <div class="row">
      <button class="main" part="button" aria-disabled=${posting ? 'true' : undefined}>
        <span key=${posting}>${posting ? words.posting : label}</span>
      </button>
      ${form.about && html`<button type="button" class="act" onClick=${() => cancel(app, form)}>${words.cancel}</button>`}
      ${!formState.isLasting && html`<p class="error">${words.notKept}</p>`}
      ${working && html`<p class="muted" role="status">${words.working}</p>`}
    </div>
  </div>`;
}

/** Letters that were written elsewhere on this site, or in a reply that is not open. */
export function outbox(app: App): ComponentChildren {
  return letters(app)
    .filter((letter) => !formOf(app, letter))
    .map((letter) =>
      h(Waiting, {
        key: letter.draft,
        app,
        onTakeBack: () => {
          takeBack(app, letter);
          app.redraw();
        },
      }),
    );
}

function Waiting({ app, onTakeBack }: { app: App; onTakeBack: () => void; key?: string }): Html {
  const words = wordsOf(app);
  return html`<p class="error refused" role="status">
    ${navigator.onLine === false ? words.offline : words.retrying}${' '}
    <button type="button" class="act" onClick=${onTakeBack}>${words.dontSend}</button>
  </p>`;
}

function takeFormBack(app: App, form: Form): void {
  unsend(app, form);
  app.focus(form.id);
}

/** Closes the form. Its draft stays. */
function cancel(app: App, { kind, about }: Form): void {
  app.set({ inner: null });
  if (about) app.focus(`${kind}-${about.id}`);
}

function DraftBack({ app, form }: FormProps): Html {
  const words = wordsOf(app);
  return html`<p class="hint muted" role="status">
    ${words.draft}${' '}
    <button type="button" class="act" onClick=${() => {
      form.draft.text = '';
      form.restored = '';
      dropTicket(app, form);
      app.redraw();
      app.focus(form.id);
    }}>${words.discard}</button>
  </p>`;
}

/** Who writes: the fields, or the name that was remembered. */
function Who(props: FormProps): Html {
  const { app, form, formState } = props;
  const known = formState.changing ? null : remembered(app);
  const isKnown = known !== null && whoIn(app, form).name !== '';
  return html`<div>
    ${!isKnown && h(Fields, props)}
    <div class="who">
      ${h(isKnown ? PostingAs : Remember, props)}
      <p class="hint muted">${wordsOf(app).privacy}</p>
    </div>
    ${known?.email === '' && formState.asks.includes('email') && h(EmailOnly, props)}
  </div>`;
}

function PostingAs({ app, form }: FormProps): Html {
  const words = wordsOf(app);
  return html`<p class="hint">
    ${app.say(words.postingAs, whoIn(app, form))}${' '}
    <button type="button" class="act" onClick=${() => {
      change(app, form, { changing: true });
      app.redraw(); // now, for the focus
      app.focus(idIn(form, 'name'));
    }}>${words.change}</button>
  </p>`;
}

function Fields(props: FormProps): Html {
  const { formState } = props;
  return html`<div class="fields">
    ${h(Field, { ...props, field: 'name', type: 'text' })}
    ${formState.asks.includes('url') && h(Field, { ...props, field: 'url', type: 'url' })}
    ${formState.asks.includes('email') && h(Field, { ...props, field: 'email', type: 'email' })}
  </div>`;
}

/** Somebody who is remembered without an address may have come before one was of use here, so the field still shows. */
function EmailOnly(props: FormProps): Html {
  return html`<div class="fields">${h(Field, { ...props, field: 'email', type: 'email' })}</div>`;
}

function Remember({ app, form }: FormProps): Html {
  return html`<label class="remember">
    <input type="checkbox" checked=${whoIn(app, form).remember} onChange=${(event: Event) => {
      setWho(app, form, { remember: (event.target as HTMLInputElement).checked });
    }} />
    ${wordsOf(app).remember}
  </label>`;
}

interface FieldProps extends FormProps {
  field: 'name' | 'url' | 'email';
  type: string;
}

function Field({ app, form, formState, field, type }: FieldProps): Html {
  const id = idIn(form, field);
  return html`<div class=${field === 'email' && 'wide-field'}>
    <label for=${id}>${wordsOf(app)[field]}</label>
    <input
      id=${id}
      part="field"
      type=${type}
      autocomplete=${field}
      dir=${field === 'name' ? 'auto' : 'ltr'}
      value=${whoIn(app, form)[field]}
      readonly=${formState.posting || formState.waiting}
      aria-invalid=${formState.problems[field] ? 'true' : undefined}
      aria-describedby=${idIn(form, `${field}-error`)}
      onInput=${(event: Event) => {
        const { [field]: _, ...problems } = formState.problems;
        // The e-mail field may stand alone, and must not move under the reader's hands.
        const changing = formState.changing || field !== 'email';
        setWho(app, form, { [field]: typedIn(event) });
        change(app, form, { problems, changing });
      }}
    />
    ${h(Problem, { app, form, formState, field })}
  </div>`;
}

function Problem({ form, formState, field }: FormProps & { field: WrittenField }): Html {
  const problem = formState.problems[field];
  return html`<div id=${idIn(form, `${field}-error`)}>${problem && html`<p class="error" key=${problem}>${problem}</p>`}</div>`;
}

const COUNT_FROM = 200;

/** A screen reader says what is left at 100, at 20 and at 0 only: at every key it would be noise. */
function Counter({ app, form }: FormProps): Html {
  const words = wordsOf(app);
  const left = MAX_BODY - lengthOf(form.draft.text);
  const said = app.say(left < 0 ? words.over : words.left, { n: Math.abs(left) });
  return html`<div>
    <p class=${left < 0 ? 'error' : 'hint muted'} id=${idIn(form, 'counter')}>${left <= COUNT_FROM && said}</p>
    <p class="unseen" role="status">${[100, 20, 0].includes(left) && said}</p>
  </div>`;
}

function typedIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
