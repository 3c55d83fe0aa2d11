// The ticket of a form, and the author key. Both are made when somebody starts to write, never on reading.

import { KEY_PATTERN, type TicketAnswer } from '../../../worker/contract/index.ts';
import { type Refusal, send } from '../../api.ts';
import { text } from '../../embed/read-thread.ts';
import type { App, Form } from '../../embed/state.ts';
import { change, formStateOf } from '../form/form-state.ts';
import type { Letter } from './outbox.ts';
import { workFor } from './proof.ts';

/** One secret a site and browser: 128 random bits. It alone says who wrote a comment. */
export function authorKey(app: Pick<App, 'memory'>): string {
  const kept = text(app.memory.read('key'));
  if (KEY_PATTERN.test(kept)) return kept;
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
  const key = btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  keepKey(app, key);
  return key;
}

export function keepKey({ memory }: Pick<App, 'memory'>, key: string): void {
  memory.keep('key', key);
}

/**
 * Fetches the form's ticket; while that is under way, the same request serves all. A refusal, or undefined when it is
 * there.
 */
export function fetchTicket(app: App, form: Form): Promise<Refusal | undefined> {
  const formState = formStateOf(app, form);
  formState.asking ??= askTicket(app, { page: app.page, title: pageTitle(app) })
    .then((answer) => {
      if ('code' in answer) return answer;
      form.draft.ticket = answer;
      app.keepDraft(form);
      change(app, form, { asks: Array.isArray(answer.asks) ? answer.asks : [] });
      return undefined;
    })
    .finally(() => {
      formState.asking = null;
    });
  return formState.asking;
}

export async function askTicket(
  app: Pick<App, 'ask' | 'bring' | 'memory' | 'words'>,
  { page, title }: Pick<Letter, 'page' | 'title'>,
): Promise<TicketAnswer | Refusal> {
  authorKey(app);
  const answer = await send<TicketAnswer>(app, '/api/tickets', { ...page, title, lang: app.words.code });
  if (answer.error) return answer.error;
  // The work is done while the reader writes.
  workFor(app, answer.value);
  return answer.value;
}

/** A ticket of which an attempt may have been stored is never let go of here: deliver.ts asks first. */
export function dropTicket(app: Pick<App, 'keepDraft'>, form: Form): void {
  delete form.draft.ticket;
  delete form.draft.sent;
  delete form.draft.key;
  app.keepDraft(form);
}

export function pageTitle({ setting }: Pick<App, 'setting'>): string {
  return (
    setting('data-page-title') ||
    document.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content ||
    document.title
  );
}
