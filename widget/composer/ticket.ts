// The ticket of a form, and the author key. Both are made when somebody starts to write, never on reading.

import type { TicketAnswer } from '../../worker/contract/index.ts';
import type { Refusal } from '../api.ts';
import type { App, Form } from '../kit.ts';
import { text } from '../thread.ts';
import { change, writingOf } from './writing.ts';

/** One secret a site and browser: 128 random bits. It alone says who wrote a comment. */
export function authorKey(app: App): string {
  const kept = text(app.memory.read('key'));
  if (/^[\w-]{22,64}$/.test(kept)) return kept;
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
  const key = btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  app.memory.keep('key', key);
  return key;
}

/** On each keystroke. The first one fetches the ticket, so that its two seconds pass while the reader types. */
export function typed(app: App, form: Form): void {
  const { text, ticket } = form.draft;
  // What is wrong with it comes back with the next press of the button, not here: the reader is typing.
  if (text && !ticket) fetchTicket(app, form);
  const { body: _, ...problems } = writingOf(app, form).problems;
  change(app, form, { problems, refused: '' });
}

/** A refusal, or undefined when the form has its ticket. */
export function fetchTicket(app: App, form: Form): Promise<Refusal | undefined> {
  const writing = writingOf(app, form);
  writing.asking ??= ask(app, form).finally(() => {
    writing.asking = null;
  });
  return writing.asking;
}

/** A ticket of which an attempt may have been stored is never let go of here: post.ts asks first. */
export function dropTicket(app: App, form: Form): void {
  delete form.draft.ticket;
  delete form.draft.sent;
  app.keepDraft(form);
}

async function ask(app: App, form: Form): Promise<Refusal | undefined> {
  authorKey(app);
  const { url, id } = app.page;
  const { value, error } = (await app.ask<TicketAnswer>('/api/tickets', {
    page: url,
    ...(id ? { id } : {}),
    title: pageTitle(app),
  })) as { value: TicketAnswer; error?: Refusal };
  if (error) return error;
  form.draft.ticket = value;
  app.keepDraft(form);
  change(app, form, { asks: Array.isArray(value.asks) ? value.asks : [] });
  return undefined;
}

function pageTitle(app: App): string {
  return (
    app.setting('data-page-title') ||
    document.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content ||
    document.title
  );
}
