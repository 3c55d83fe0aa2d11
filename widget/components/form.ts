// The box to write in. It takes keys and keeps them from the first moment; everything around it (name, buttons,
// errors) is drawn by the composer when that has come, and a box whose composer cannot come still keeps its text.

import { Component, type ComponentChildren, h } from 'preact';
import type { View } from '../app.ts';
import { html } from '../html.ts';
import type { Form } from '../kit.ts';
import type { Words } from '../words/english.ts';
import { Again } from './section.ts';

interface BoxProps {
  view: View;
  words: Words;
  form: Form;
}

export class Box extends Component<BoxProps> {
  override componentDidMount(): void {
    this.props.form.redraw = () => this.setState({});
  }

  override render({ view, words, form }: BoxProps): ComponentChildren {
    const { composer, composerFailed } = view.state;
    const { parent } = form;
    const id = parent ? 'box-reply' : 'box';
    return html`<form novalidate part="form" class=${composer ? 'full' : ''} onSubmit=${(event: Event) => {
      event.preventDefault();
      composer?.post(view, form);
    }}>
      <label for=${id}>${parent ? view.say(words.replyName, { name: parent.author.name }) : words.leave}</label>
      ${h('textarea', {
        id,
        part: 'field',
        rows: 2,
        dir: 'auto',
        value: form.text,
        onFocus: view.compose,
        onInput: (event) => {
          form.text = (event.currentTarget as HTMLTextAreaElement).value;
          view.memory.keep(
            view.draftOf(form),
            form.text ? { ...(view.memory.read(view.draftOf(form)) as object), text: form.text } : undefined,
          );
          if (composer) composer.typed(view, form);
          else view.compose();
        },
        ...composer?.box(view, form),
      })}
      ${composer?.view(view, form)}
      ${composerFailed && html`<p class="muted">${words.formFailed} ${h(Again, { words, onClick: view.compose })}</p>`}
    </form>`;
  }
}
