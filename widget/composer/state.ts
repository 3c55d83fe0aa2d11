// What the composer keeps for one form, beside the text that the embed keeps. Read next: post.ts.

import type { Ask, FieldName, TicketAnswer } from '../../worker/contract/index.ts';
import type { App, Draft, Form } from '../kit.ts';
import { text } from '../thread.ts';

export interface Writing {
  name: string;
  url: string;
  remember: boolean;
  /** The fields show, though the reader is remembered. */
  changing: boolean;
  subject: string;
  ticket: TicketAnswer | null;
  /** Being fetched; both the first keystroke and the button may want it. */
  asking: Promise<void> | null;
  /** The words of an attempt on this ticket of which we do not know how it ended: it may have been stored. */
  sent: string | null;
  asks: Ask[];
  posting: boolean;
  /** Words beside a field. */
  problems: Partial<Record<FieldName, string>>;
  /** Words above the button. */
  refused: string;
}

interface Remembered {
  name: string;
  url: string;
}

export function remembered(app: App): Remembered | null {
  const kept = app.memory.read('name') as Partial<Remembered> | undefined;
  const name = text(kept?.name);
  return name ? { name, url: text(kept?.url) } : null;
}

export function writingOf(app: App, form: Form): Writing {
  if (!form.more) {
    const me = remembered(app);
    const draft = app.memory.read(app.draftOf(form)) as Partial<Draft> | undefined;
    const ticket = draft?.ticket?.ticket ? draft.ticket : null;
    form.more = {
      name: me?.name ?? '',
      url: me?.url ?? '',
      remember: me !== null,
      changing: false,
      subject: '',
      ticket,
      asking: null,
      sent: ticket && draft?.sent !== undefined ? draft.sent : null,
      asks: app.state.thread?.asks ?? [],
      posting: false,
      problems: {},
      refused: '',
    } satisfies Writing;
  }
  return form.more as Writing;
}

export function change(app: App, form: Form, to: Partial<Writing>): void {
  Object.assign(writingOf(app, form), to);
  form.redraw();
}

/** Puts the draft on disk; with the ticket once the words may have reached the worker, so that a retry after a
 * reload, or a crash, is still the same comment. */
export function keepDraft(app: App, form: Form): void {
  const { ticket, sent } = writingOf(app, form);
  const draft: Draft = { text: form.text, ...(ticket && sent !== null ? { ticket, sent } : {}) };
  app.memory.keep(app.draftOf(form), form.text || draft.sent !== undefined ? draft : undefined);
}
