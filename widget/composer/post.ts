// What happens on "Post comment", from the check of the fields to the worker's yes. The text is let go of in one
// place only: after a 201. Read next: ticket.ts, own.ts.

import type { CommentAnswer, PublicComment } from '../../worker/contract/index.ts';
import type { Refusal } from '../api.ts';
import type { App, Form } from '../kit.ts';
import { readComments } from '../thread.ts';
import { refusalWords } from '../words/errors.ts';
import { clean, firstOf, problemsOf, type Written, wordsFor } from './check.ts';
import { askMine, takeOwn } from './own.ts';
import { authorKey, dropTicket, fetchTicket } from './ticket.ts';
import { words } from './words.ts';
import { change, idIn, writingOf } from './writing.ts';

/** How often a ticket that is too young may make us wait. */
const WAITS = 5;
/** A ticket is two seconds young at most; more than this and our clock or the worker's is wrong. */
const LONGEST_WAIT = 3_000;

export async function post(app: App, form: Form): Promise<void> {
  const { name, url, posting } = writingOf(app, form);
  if (posting) return;
  const written = clean({ name, url, body: form.draft.text });
  const problems = problemsOf(written);
  if (firstOf(problems)) {
    point(app, form, wordsFor(problems, written.body), '');
    return;
  }
  change(app, form, { posting: true, problems: {}, refused: '' });
  const refusal = await send(app, form, written);
  change(app, form, { posting: false });
  if (refusal) refuse(app, form, refusal, written.body);
}

/** Undefined when it is settled; else why it is not. */
async function send(app: App, form: Form, written: Written): Promise<Refusal | undefined> {
  const { draft } = form;
  for (let waits = 0, renewed = false; ; ) {
    const refused = draft.ticket ? undefined : await fetchTicket(app, form);
    const { ticket } = draft;
    if (refused || !ticket) return refused ?? { code: 'unreachable' };
    await pause(Math.min(Date.parse(ticket.notBefore) - app.now(), LONGEST_WAIT));

    // On disk before it is sent: a crash in between must not turn into a second comment.
    const unsure = draft.sent;
    draft.sent = written.body;
    app.keepDraft(form);
    const answer = await app.ask<CommentAnswer>('/api/comments', commentOf(app, form, written));
    const { error } = answer;
    if (!error) {
      const [comment] = readComments([answer.value.comment]);
      if (!comment) return { code: 'unreachable' };
      if (answer.value.status === 'pending') comment.status = 'pending';
      await posted(app, form, comment);
      return undefined;
    }

    // These may have been stored all the same; any other code says that these words were not.
    if (!['unreachable', 'internal', 'unavailable'].includes(error.code)) draft.sent = unsure;
    app.keepDraft(form);
    if (error.code === 'too_soon' && waits++ < WAITS) {
      await pause(1000 * (error.retryAfter || 1));
      continue;
    }
    if (!['bad_ticket', 'expired_ticket'].includes(error.code) || renewed) return error;

    if (unsure !== undefined) {
      // An earlier attempt on this ticket may have been stored: a new one now could make a second comment.
      const mine = await askMine(app, [ticket.id]);
      if (!mine) return { code: 'unreachable' };
      const stored = mine.find(({ id }) => id === ticket.id);
      if (stored && unsure === written.body) {
        await posted(app, form, stored);
        return undefined;
      }
      if (stored) {
        // The first words are there; those of now stay in the box, to be posted or not.
        dropTicket(app, form);
        await takeOwn(app, stored);
        app.set({ said: words.sentLater });
        return undefined;
      }
    }
    renewed = true;
    dropTicket(app, form);
  }
}

function commentOf(app: App, form: Form, { name, url, body }: Written): object {
  const { asks, subject } = writingOf(app, form);
  const { parent } = form;
  return {
    ticket: form.draft.ticket?.ticket,
    key: authorKey(app),
    name,
    body,
    subject,
    ...(url && asks.includes('url') ? { url } : {}),
    ...(parent ? { parent: parent.id } : {}),
  };
}

async function posted(app: App, form: Form, comment: PublicComment): Promise<void> {
  const { name, url, remember } = writingOf(app, form);
  app.memory.keep('name', remember ? { name, url } : undefined);
  form.draft.text = '';
  form.restored = false;
  dropTicket(app, form); // and with it the draft: keepDraft forgets an empty one
  // The form starts anew, but for who writes; `asks` stands until the next ticket.
  change(app, form, { subject: '', changing: false });
  await takeOwn(app, comment);
  app.set({ said: comment.status ? words.thanks : words.posted, ...(form.parent ? { reply: null } : {}) });
  app.later((composer) => composer.show(app, comment.id));
}

function refuse(app: App, form: Form, refusal: Refusal, body: string): void {
  const problems = refusal.code === 'invalid_request' && refusal.fields ? wordsFor(refusal.fields, body) : {};
  point(app, form, problems, firstOf(problems) ? '' : refusalWords(refusal, app.now(), words.code));
  app.emit('error', { code: refusal.code });
}

function point(app: App, form: Form, problems: ReturnType<typeof wordsFor>, refused: string): void {
  const first = firstOf(problems);
  change(app, form, { problems, refused, ...(first === 'name' || first === 'url' ? { changing: true } : {}) });
  // Preact gathers redraws: the field may be there in the next turn only.
  if (first) setTimeout(() => app.focus(idIn(form, first === 'body' ? 'box' : first)));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, milliseconds || 0)));
}
