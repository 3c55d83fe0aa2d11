// The box to write in. It takes keys and keeps them from the first moment; everything around it (name, buttons,
// errors) is drawn by the composer when that has come, and a box whose composer cannot come still keeps its text.
// Read next: composer/form/view.ts for what is around it.

import type { VNode } from 'preact';
import { h } from '../../h.ts';
import { html } from '../../html.ts';
import type { App, Form } from '../state.ts';

export function drawForm(app: App, form: Form): VNode {
  const { words, state } = app;
  const { id, draft } = form;
  const composer = form.open ? state.composer : undefined;
  return html`<form novalidate part="form" class=${composer && 'full'} onSubmit=${(event: Event) => {
    event.preventDefault();
    app.withComposer((it) => it.post(form));
  }}>
    <label for=${id}>${form.label || words.leave}</label>
    ${h('textarea', {
      id,
      part: 'field',
      rows: 2,
      dir: 'auto',
      lang: app.lang,
      value: draft.text,
      onFocus() {
        if (form.open) return;
        form.open = true;
        app.withComposer(() => app.redraw());
      },
      onInput(event) {
        const { open } = form;
        form.open = true;
        draft.text = (event.target as HTMLTextAreaElement).value;
        app.keepDraft(form);
        app.withComposer((it) => {
          // Words may come without a focus: by dictation, by an extension.
          if (!open) app.redraw();
          it.typed(form);
        });
      },
      ...composer?.box(form),
    })}
    ${composer ? composer.view(form) : state.reading?.stuck()}
  </form>`;
}
