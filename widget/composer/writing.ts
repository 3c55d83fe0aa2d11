// What the composer keeps for one form, beside the draft that the embed keeps. Read next: post.ts.

import type { Ask, FieldName } from '../../worker/contract/index.ts';
import type { Refusal } from '../api.ts';
import type { App, Form } from '../kit.ts';
import { text } from '../thread.ts';

export interface Writing {
  name: string;
  url: string;
  remember: boolean;
  /** The fields show, though the reader is remembered. */
  changing: boolean;
  /** The trap. */
  subject: string;
  /** A ticket on its way; the first keystroke and the button may both want it. */
  asking: Promise<Refusal | undefined> | null;
  /** What else the form may ask for. */
  asks: Ask[];
  posting: boolean;
  /** Words beside a field. */
  problems: Partial<Record<FieldName, string>>;
  /** Words above the button. */
  refused: string;
}

/** Who ticked "Remember me", or null. */
export function remembered(app: App): { name: string; url: string } | null {
  const kept = app.memory.read('name') as { name?: unknown; url?: unknown } | undefined;
  const name = text(kept?.name);
  return name ? { name, url: text(kept?.url) } : null;
}

export function writingOf(app: App, form: Form): Writing {
  form.more ??= {
    name: '',
    url: '',
    ...remembered(app),
    remember: remembered(app) !== null,
    changing: false,
    subject: '',
    asking: null,
    asks: app.state.thread?.asks ?? [],
    posting: false,
    problems: {},
    refused: '',
  } satisfies Writing;
  return form.more as Writing;
}

export function change(app: App, form: Form, to: Partial<Writing>): void {
  Object.assign(writingOf(app, form), to);
  form.redraw();
}

/** The same form under a comment has ids of its own. */
export function idIn(form: Form, name: string): string {
  return form.parent ? `${name}-reply` : name;
}
