// What the composer keeps for one form, beside the draft that the embed keeps. Read next: composer/send/post.ts.

import type { Ask, FieldName, Node } from '../../../worker/contract/index.ts';
import type { Refusal } from '../../api.ts';
import type { App, Form } from '../../embed/state.ts';
import { isLasting } from '../../storage.ts';
import { isWaiting } from '../send/outbox.ts';

export interface FormState {
  /** The fields show, though the reader is remembered. */
  changing: boolean;
  /** What stands in the trap: a field that readers do not see, so who fills it in is a program. */
  subject: string;
  /**
   * The request for a ticket, while it is under way: the first keystroke and the button may both want to wait for it.
   */
  asking: Promise<Refusal | undefined> | null;
  /** What else the form may ask for. */
  asks: Ask[];
  posting: boolean;
  /** Posting takes so long that the reader is told: the ticket asks for a piece of work (composer/send/proof.ts). */
  working: boolean;
  /** What is kept here outlives the page. */
  isLasting: boolean;
  /** The comment that it answers is gone: it can be posted as one of its own. */
  isOrphan: boolean;
  /** It waits in the outbox. */
  waiting: boolean;
  /** What it will look like; null where the text itself shows. */
  preview: Node[] | null;
  /** Which tool the Tab key stops at. */
  tool: number;
  /** Words beside a field. */
  problems: Partial<Record<FieldName, string>>;
  /** Words above the button. */
  refused: string;
  /** Draws what stands around the box, so that a key costs the same under ten comments and under a thousand. */
  redraw(): void;
}

/** What each part of a form is drawn from. */
export interface FormProps {
  app: App;
  form: Form;
  formState: FormState;
}

export function formStateOf(app: Pick<App, 'memory' | 'state'>, form: Form): FormState {
  form.more ??= {
    changing: false,
    subject: '',
    asking: null,
    // The thread may not have come yet, or not at all.
    asks: (form.draft.ticket ?? app.state.thread)?.asks ?? [],
    posting: false,
    working: false,
    isLasting: isLasting(app.memory),
    isOrphan: false,
    waiting: isWaiting(app, form),
    preview: null,
    tool: 0,
    problems: {},
    refused: '',
    redraw() {},
  } satisfies FormState;
  return form.more as FormState;
}

const BOX = ['posting', 'waiting', 'preview'] as const;

export function change(app: App, form: Form, to: Partial<FormState>): void {
  const formState = formStateOf(app, form);
  const before = { ...formState };
  Object.assign(formState, to);
  // The box itself is drawn with the rest: its look changes seldom.
  const isOfBox =
    BOX.some((name) => before[name] !== formState[name]) || before.problems.body !== formState.problems.body;
  if (isOfBox) app.redraw();
  else formState.redraw();
}

/** An id in this form. There may be a form under a comment beside the page's own, and each needs ids of its own. */
export function idIn(form: Form, name: string): string {
  return form.kind === 'comment' ? name : `${name}-${form.kind}`;
}
