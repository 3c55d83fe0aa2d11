// What the composer adds to the box that the embed drew: its ties to errors and counter, and the keys that post.

import type { App, Form } from '../kit.ts';
import { post } from './post.ts';
import { idIn, writingOf } from './writing.ts';

export function box(app: App, form: Form): Record<string, unknown> {
  const { posting, problems } = writingOf(app, form);
  return {
    readOnly: posting,
    'aria-invalid': problems.body ? 'true' : undefined,
    'aria-describedby': `${idIn(form, 'body-error')} ${idIn(form, 'counter')}`,
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      post(app, form);
    },
  };
}
