// The box to write in. It takes keys and keeps them from the first moment; everything around it (name, buttons,
// errors) is drawn by the composer when that has come, and a box whose composer cannot come still keeps its text.

import { Component, type ComponentChildren, h } from 'preact';
import { html } from '../html.ts';
import type { Form } from '../kit.ts';
import { Failed, type Props } from './shared.ts';

interface BoxProps extends Props {
  form: Form;
}

export class Box extends Component<BoxProps> {
  override render({ app, words, form }: BoxProps): ComponentChildren {
    const { composerFailed } = app.state;
    const composer = form.open ? app.state.composer : null;
    const { parent, draft } = form;
    const id = parent ? 'box-reply' : 'box';
    form.redraw = () => this.setState({});
    return html`<form novalidate part="form" class=${composer && 'full'} onSubmit=${(event: Event) => {
      event.preventDefault();
      app.later((it) => it.post(app, form));
    }}>
      <label for=${id}>${parent ? app.say(words.replyName, { name: parent.author.name }) : words.leave}</label>
      ${h('textarea', {
        id,
        part: 'field',
        rows: 2,
        dir: 'auto',
        value: draft.text,
        onFocus() {
          form.open = true;
          app.later(form.redraw);
        },
        onInput(event) {
          form.open = true;
          draft.text = (event.target as HTMLTextAreaElement).value;
          app.keepDraft(form);
          app.later((it) => it.typed(app, form));
        },
        ...composer?.box(app, form),
      })}
      ${composer?.view(app, form)}
      ${composerFailed && h(Failed, { words, said: words.formFailed, again: app.later })}
    </form>`;
  }
}
