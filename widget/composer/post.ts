// What happens on "Post comment", from the check of the fields to the worker's yes. The text is let go of in one
// place only: after a 201. Read next: ticket.ts, recover.ts.

import type { CommentAnswer } from '../../worker/contract/index.ts';
import type { Refusal } from '../api.ts';
import type { App, Form } from '../kit.ts';
import { readComment } from '../thread.ts';
import { errorWords, fieldWords } from '../words/errors.ts';
import { say } from '../words/say.ts';
import { clean, problemsOf, wordsFor } from './check.ts';
import { wasStored } from './recover.ts';
import { change, keepDraft, writingOf } from './state.ts';
import { authorKey, fetchTicket } from './ticket.ts';
import { words } from './words.ts';

/** How often a ticket that is too young, or the clock of another machine, may make us wait. */
const WAITS = 5;

export async function post(app: App, form: Form): Promise<void> {
  const writing = writingOf(app, form);
  if (writing.posting) return;
  const written = clean({ name: writing.name, url: writing.url, body: form.text });
  const problems = problemsOf(written);
  const first = (['body', 'name', 'url'] as const).find((field) => problems[field]);
  if (first) {
    change(app, form, { problems: wordsFor(problems, written.body), changing: first !== 'body', refused: '' });
    focusField(app, form, first);
    return;
  }
  change(app, form, { posting: true, problems: {}, refused: '' });
  const refusal = await send(app, form, written);
  change(app, form, { posting: false });
  if (refusal) refuse(app, form, refusal, written.body);
}

async function send(app: App, form: Form, written: ReturnType<typeof clean>): Promise<Refusal | null> {
  const writing = writingOf(app, form);
  const { body, name, url } = written;
  let renewed = false;
  for (let waits = 0; ; ) {
    if (!writing.ticket) {
      const refusal = await fetchTicket(app, form);
      if (refusal) return refusal;
    }
    const { ticket } = writing;
    if (!ticket) return { code: 'unreachable' };
    // The worker's clock decides; ours only spares a refusal, and if it is wrong by minutes it is not heeded.
    await pause(Math.min(Date.parse(ticket.notBefore) - app.now(), 3_000));

    const unsure = writing.sent;
    writing.sent = body;
    keepDraft(app, form);
    const answer = await app.api.post<CommentAnswer>('/api/comments', {
      ticket: ticket.ticket,
      key: authorKey(app),
      name,
      body,
      subject: writing.subject,
      ...(url && writing.asks.includes('url') ? { url } : {}),
      ...(form.parent ? { parent: form.parent.id } : {}),
    });
    if (answer.ok) {
      await posted(app, form, answer.value, written);
      return null;
    }

    const { error } = answer;
    const { code, retryAfter = 2 } = error;
    const outcomeUnknown = code === 'unreachable' || code === 'internal' || code === 'unavailable';
    if (!outcomeUnknown) writing.sent = unsure;
    keepDraft(app, form);
    if (code === 'too_soon' && waits++ < WAITS) {
      await pause(retryAfter * 1000);
      continue;
    }
    if ((code !== 'bad_ticket' && code !== 'expired_ticket') || renewed) return error;

    if (unsure !== null) {
      // An earlier attempt on this ticket may have been stored. A new ticket now could make a second comment.
      const earlier = await wasStored(app, ticket.id);
      if (earlier === 'unknown') return { code: 'unreachable' };
      if (earlier) {
        if (unsure === body) {
          await posted(app, form, { comment: earlier, status: earlier.status ?? 'approved', reasons: [] }, written);
          return null;
        }
        // The first words are there; those of now stay in the box, to be posted or not.
        await takeIn(app, { comment: earlier, status: earlier.status ?? 'approved', reasons: [] });
        writing.ticket = null;
        writing.sent = null;
        keepDraft(app, form);
        app.set({ said: words.sentLater });
        return null;
      }
    }
    renewed = true;
    writing.ticket = null;
    writing.sent = null;
    keepDraft(app, form);
  }
}

async function posted(app: App, form: Form, answer: CommentAnswer, written: ReturnType<typeof clean>): Promise<void> {
  const { name, url } = written;
  const { remember } = writingOf(app, form);
  app.memory.keep(app.draftOf(form), undefined);
  app.memory.keep('name', remember ? { name, url } : undefined);
  form.text = '';
  form.restored = false;
  // The next comment of this form starts anew, but for who writes it.
  form.more = undefined;
  const fresh = writingOf(app, form);
  fresh.name = name;
  fresh.url = url;
  fresh.remember = remember;
  const id = await takeIn(app, answer);
  if (form.parent) app.set({ reply: null });
  app.set({ said: answer.status === 'approved' ? words.posted : words.thanks });
  app.show(id);
}

async function takeIn(app: App, { comment: json, status }: CommentAnswer): Promise<string> {
  const comment = readComment(json);
  if (status === 'pending') comment.status = 'pending';
  // Own comments are kept by thread; after a failed load we do not know it yet.
  if (!app.state.thread) await app.load();
  app.own({ id: comment.id, status, comment });
  app.emit('afterword-comment', { id: comment.id, status });
  return comment.id;
}

function refuse(app: App, form: Form, refusal: Refusal, body: string): void {
  const { code, fields, retryAfter = 60 } = refusal;
  const problems = code === 'invalid_request' && fields ? wordsFor(fields, body) : {};
  const first = (['body', 'name', 'url'] as const).find((field) => problems[field]);
  let refused: string = first ? '' : say(errorWords[code] ?? errorWords.internal, { n: retryAfter }, words.code);
  if (code === 'invalid_request' && fields?.parent) refused = fieldWords.parent;
  if (code === 'unavailable' && retryAfter > 3600) {
    const when = new Date(app.now() + retryAfter * 1000);
    refused = say(fieldWords.tomorrow, { name: when.toLocaleTimeString([], { timeStyle: 'short' }) }, words.code);
  }
  change(app, form, { problems, refused, changing: first === 'name' || first === 'url' });
  if (first) focusField(app, form, first);
  app.emit('afterword-error', { code });
}

function focusField(app: App, form: Form, field: 'body' | 'name' | 'url'): void {
  const suffix = form.parent ? '-reply' : '';
  // Drawn in the same turn or in the next one: preact gathers redraws.
  setTimeout(() => app.focus(field === 'body' ? `box${suffix}` : `${field}${suffix}`));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, milliseconds || 0)));
}
