// The box to write in. It takes keys and keeps them from the first moment; everything around it (name, buttons,
// errors) is drawn by the composer when that has come, and a box whose composer cannot come still keeps its text.
// Read next: composer/form/view.ts for what is around it.

import type { VNode } from 'preact';
import type { Composer } from '../../composer/api.ts';
import { h } from '../../h.ts';
import { html } from '../../html.ts';
import type { App, Form } from '../state.ts';

export function drawForm(app: App, form: Form): VNode {
  const { words, state } = app;
  const { id, draft } = form;
  const composer = form.open ? state.composer : undefined;
  function unfold(job?: (composer: Composer) => void): void {
    const { open } = form;
    form.open = true;
    app.withComposer((it) => {
      if (!open) app.redraw();
      job?.(it);
    });
  }
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
      onFocus: () => unfold(),
      onInput(event) {
        draft.text = (event.target as HTMLTextAreaElement).value;
        app.keepDraft(form);
        // Words may come without a focus: by dictation, by an extension.
        unfold((it) => it.typed(form));
      },
      ...composer?.box(form),
    })}
    ${composer ? composer.view(form) : state.reading?.stuck()}
  </form>`;
}
