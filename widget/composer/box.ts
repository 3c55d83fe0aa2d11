// What the composer adds to the box that the embed drew: its ties to errors and counter, and the keys that post.

import type { App, Form } from '../kit.ts';
import { post } from './post.ts';
import { writingOf } from './state.ts';

export function box(app: App, form: Form): Record<string, unknown> {
  const { posting, problems } = writingOf(app, form);
  const suffix = form.parent ? '-reply' : '';
  return {
    readOnly: posting,
    'aria-invalid': problems.body ? 'true' : undefined,
    'aria-describedby': `body-error${suffix} counter${suffix}`,
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        post(app, form);
      }
    },
  };
}
