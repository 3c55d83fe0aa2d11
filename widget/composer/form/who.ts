// Who writes here: one person, in however many forms. What she typed in one of them stands in the others, too. Name
// and website are kept with the draft that they were typed for, and beyond it only where she ticked "Remember me"; an
// e-mail address only there. Read next: composer/form/form-state.ts.

import { text } from '../../embed/read-thread.ts';
import type { App, Form, State } from '../../embed/state.ts';
import type { FormState } from './form-state.ts';

export interface Who {
  name: string;
  url: string;
  email: string;
  remember: boolean;
}

/** What was typed last, since the page came. */
const typed = new WeakMap<State, Partial<Who>>();

/** Who ticked "Remember me", or null. */
export function remembered({ memory }: Pick<App, 'memory'>): Omit<Who, 'remember'> | null {
  const kept = memory.read('name') as Record<string, unknown> | undefined;
  const name = text(kept?.name);
  return name ? { name, url: text(kept?.url), email: text(kept?.email) } : null;
}

export function whoIn(app: Pick<App, 'memory' | 'state'>, form: Form): Who {
  const { state } = app;
  const known = remembered(app);
  return {
    name: '',
    url: '',
    email: '',
    remember: known !== null,
    ...known,
    ...inDraft(state.form),
    ...typed.get(state),
    ...inDraft(form),
  };
}

export function setWho(app: Pick<App, 'keepDraft' | 'state'>, form: Form, to: Partial<Who>): void {
  const { state } = app;
  typed.set(state, { ...typed.get(state), ...to });
  const { email: _, remember: __, ...kept } = to;
  Object.assign(form.draft, kept);
  app.keepDraft(form);
  for (const one of [state.form, state.inner]) (one?.more as FormState | undefined)?.redraw();
}

function inDraft({ draft: { name, url } }: Form): Partial<Who> {
  return { ...(text(name) && { name: text(name) }), ...(text(url) && { url: text(url) }) };
}
