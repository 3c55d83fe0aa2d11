// The ticket of a form, and the author key. Both are made when somebody starts to write, never on reading.

import type { TicketAnswer } from '../../worker/contract/index.ts';
import type { Refusal } from '../api.ts';
import type { App, Form } from '../kit.ts';
import { text } from '../thread.ts';
import { change, writingOf } from './state.ts';

/** One secret a site and browser: 128 random bits. It alone says who wrote a comment. */
export function authorKey(app: App): string {
  const kept = text(app.memory.read('key'));
  if (/^[\w-]{22,64}$/.test(kept)) return kept;
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
  const key = btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  app.memory.keep('key', key);
  return key;
}

/** On each keystroke: the first one fetches the ticket, so that its two seconds pass while the reader types. */
export function typed(app: App, form: Form): void {
  const writing = writingOf(app, form);
  if (form.text && !writing.ticket) fetchTicket(app, form);
  const { body: _, ...problems } = writing.problems;
  change(app, form, { problems, refused: '' });
}

/** Fetches a ticket unless there is one or one is on its way; a refusal comes back, and the next call tries again. */
export async function fetchTicket(app: App, form: Form): Promise<Refusal | null> {
  const writing = writingOf(app, form);
  let refusal: Refusal | null = null;
  writing.asking ??= ask(app, form).then((answer) => {
    writing.asking = null;
    refusal = answer;
  });
  await writing.asking;
  return writing.ticket ? null : (refusal ?? { code: 'unreachable' });
}

async function ask(app: App, form: Form): Promise<Refusal | null> {
  authorKey(app);
  const { url, id, title } = app.page;
  const answer = await app.api.post<TicketAnswer>('/api/tickets', { page: url, title, ...(id ? { id } : {}) });
  if (!answer.ok) return answer.error;
  const ticket = answer.value;
  change(app, form, { ticket, sent: null, asks: Array.isArray(ticket.asks) ? ticket.asks : [] });
  return null;
}
