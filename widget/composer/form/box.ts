// What the composer adds to the box that the embed drew: its ties to errors and counter, its height, and its keys.

import type { App, Form } from '../../embed/state.ts';
import { post } from '../send/post.ts';
import { formStateOf, idIn } from './form-state.ts';
import { toolOf, use } from './tools.ts';

export function box(app: App, form: Form): Record<string, unknown> {
  const { posting, waiting, preview, problems } = formStateOf(app, form);
  return {
    rows: LEAST_ROWS,
    readonly: posting || waiting,
    hidden: preview !== null,
    'aria-invalid': problems.body ? 'true' : undefined,
    'aria-describedby': `${idIn(form, 'body-error')} ${idIn(form, 'counter')}`,
    onKeyDown(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const tool = toolOf(event);
      if (event.key !== 'Enter' && !tool) return;
      event.preventDefault();
      if (tool) use(app, form, tool);
      else post(app, form);
    },
  };
}

const LINE = 60;
const LEAST_ROWS = 4;
const MOST_ROWS = 24;

/**
 * Makes the box as high as its text, where the browser does not do it by itself (field-sizing: not in Firefox before
 * 153, nor in Safari before 26). The rows are counted and not measured: to measure would lay the whole page out at
 * every key.
 */
export function fitHeight(app: App, { id, draft: { text } }: Form): void {
  const box = app.root.getElementById(id) as HTMLTextAreaElement | null;
  if (!box || globalThis.CSS?.supports('field-sizing', 'content')) return;
  const rows = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / LINE), 1);
  box.rows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, rows));
}
