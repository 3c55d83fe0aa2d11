// What was posted and has no answer yet: kept in this browser, and sent again when the connection is back, on any page
// of the site. A letter is put here before it is sent, so a crash in between loses nothing, and it always goes with the
// ticket it began with, so it is never there twice. Read next: composer/send/deliver.ts, which sends
// one; composer/send/post.ts, which decides what then.

import type { TicketAnswer } from '../../../worker/contract/index.ts';
import { text } from '../../embed/read-thread.ts';
import type { App, Draft, Form } from '../../embed/state.ts';
import type { AskedPage } from '../../page.ts';

export interface Letter {
  /** The draft it was written as; a letter has the name of its draft, and there is one of each. */
  draft: string;
  page: AskedPage;
  /** `page=…&id=…&at=…` */
  query: string;
  title: string;
  /** Where it was known. */
  thread?: string;
  parent?: string;
  name: string;
  url: string;
  email: string;
  body: string;
  subject: string;
  ticket?: TicketAnswer;
  /** The words of an attempt on this ticket of which nobody knows how it ended. */
  sent?: string | undefined;
  /** The author key that it went with. With another one, which may be in use by now, it would be another comment. */
  key?: string | undefined;
}

const MOST = 20;

export function letters({ memory }: Pick<App, 'memory'>): Letter[] {
  const kept = memory.read('outbox');
  return (Array.isArray(kept) ? (kept as (Letter | null)[]) : []).filter(
    (one): one is Letter => !!one && !!text(one.draft) && !!text(one.body) && !!text(one.query) && !!one.page,
  );
}

export function keepLetter(app: Pick<App, 'memory'>, letter: Letter): void {
  keep(app, [...letters(app).filter(({ draft }) => draft !== letter.draft), letter]);
}

export function dropLetter(app: Pick<App, 'memory'>, letter: Pick<Letter, 'draft'>): void {
  keep(
    app,
    letters(app).filter(({ draft }) => draft !== letter.draft),
  );
}

/**
 * Puts it back into its box, or to where its box will find it. If an attempt may have been stored, what that was stays
 * with the draft.
 */
export function takeBack(app: Pick<App, 'keepDraft' | 'memory' | 'state'>, letter: Letter): void {
  dropLetter(app, letter);
  const { body, name, url, ticket, sent, key } = letter;
  const draft: Draft = {
    text: body,
    name,
    url,
    ...(ticket ? { ticket } : {}),
    ...(sent === undefined ? {} : { sent, key }),
  };
  const form = formOf(app, letter);
  if (form) {
    const { text: words } = form.draft; // typed meanwhile, perhaps
    Object.assign(form.draft, draft, { text: words });
    app.keepDraft(form);
  } else {
    app.memory.keep(letter.draft, draft);
  }
}

export function isWaiting(app: Pick<App, 'memory'>, form: Form): boolean {
  return letters(app).some(({ draft }) => draft === form.name);
}

/** The form on this page that it was written in, if it is open. */
export function formOf(
  { state: { form, inner } }: Pick<App, 'state'>,
  { draft }: Pick<Letter, 'draft'>,
): Form | undefined {
  return [form, inner].find((one) => one?.name === draft) ?? undefined;
}

function keep({ memory }: Pick<App, 'memory'>, kept: Letter[]): void {
  memory.keep('outbox', kept.length > 0 ? kept.slice(-MOST) : undefined);
}
