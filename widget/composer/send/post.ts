// What happens on "Post comment" and on "Save", from the check of the fields to the worker's yes, and what becomes of
// letters that wait. The text is let go of in one place only: after a 201.
// Read next: composer/send/deliver.ts, composer/send/outbox.ts, composer/own/own.ts.

import type { CommentAnswer, PublicComment } from '../../../worker/contract/index.ts';
import { type Refusal, send } from '../../api.ts';
import { readComments } from '../../embed/read-thread.ts';
import type { App, Form } from '../../embed/state.ts';
import { isPassing } from '../../words/errors.ts';
import { clean, firstOf, problemsOf, wordsFor } from '../form/check.ts';
import { change, formStateOf, idIn } from '../form/form-state.ts';
import { whoIn } from '../form/who.ts';
import { keepOwnOf, takeOwn } from '../own/own.ts';
import { keepSource } from '../own/sources.ts';
import { refusedIn, wordsOf } from '../words.ts';
import { deliver, type Outcome } from './deliver.ts';
import { dropLetter, formOf, keepLetter, type Letter, letters, takeBack } from './outbox.ts';
import { authorKey, dropTicket, fetchTicket, pageTitle } from './ticket.ts';

/** After so long without an answer the form says what it is waiting for. */
const LONG = 3_000;
/** Between two tries of what waits; doubled each time. */
const AGAIN = 20_000;
const AGAIN_AT_MOST = 10 * 60_000;

/** On each keystroke. The first one fetches the ticket, so that its two seconds pass while the reader types. */
export function typed(app: App, form: Form): void {
  const formState = formStateOf(app, form);
  if (formState.waiting) unsend(app, form);
  // What is wrong with it comes back with the next press of the button, not here: the reader is typing.
  if (form.kind !== 'edit' && form.draft.text && !form.draft.ticket) fetchTicket(app, form);
  const { body: _, ...problems } = formState.problems;
  change(app, form, { problems, refused: '' });
}

export async function post(app: App, form: Form): Promise<void> {
  const formState = formStateOf(app, form);
  if (formState.posting) return;
  const { asks, subject } = formState;
  const { name, url, email } = whoIn(app, form);
  const isEdit = form.kind === 'edit';
  const asked = (field: 'url' | 'email', value: string) => (asks.includes(field) ? value : '');
  const fields = { name, url: asked('url', url), email: asked('email', email), body: form.draft.text };
  const written = clean(isEdit ? { ...fields, name: '-', url: '', email: '' } : fields);
  const problems = problemsOf(written);
  if (firstOf(problems)) {
    point(app, form, wordsFor(app, problems, written.body), '');
    return;
  }
  change(app, form, { posting: true, problems: {}, refused: '', preview: null });
  const slow = setTimeout(() => change(app, form, { working: true }), LONG);
  if (isEdit) await save(app, form, written.body);
  else {
    await formState.asking;
    // If it waits already, it is sent with the ticket that it began with.
    const { ticket, sent, key } = letters(app).find(({ draft }) => draft === form.name) ?? form.draft;
    const letter: Letter = {
      draft: form.name,
      page: app.page,
      query: app.query,
      title: pageTitle(app),
      ...written,
      subject,
      ...(app.state.thread ? { thread: app.state.thread.thread } : {}),
      ...(form.about && !formState.isOrphan ? { parent: form.about.id } : {}),
      ...(ticket ? { ticket } : {}),
      sent,
      key,
    };
    keepLetter(app, letter);
    await settleLetter(app, letter, await deliver(app, letter), true);
  }
  clearTimeout(slow);
  change(app, form, { posting: false, working: false });
}

/** "Don’t send": the words are in the box again. */
export function unsend(app: App, form: Form): void {
  const letter = letters(app).find(({ draft }) => draft === form.name);
  if (letter) takeBack(app, letter);
  change(app, form, { waiting: false });
}

let tries = 0;
let trying: ReturnType<typeof setTimeout> | undefined;

/** Sends everything that waits, one after the other; in one tab at a time, where the browser can say so. */
export async function flush(app: App): Promise<void> {
  clearTimeout(trying);
  for (const { draft } of letters(app)) {
    const form = formOf(app, { draft });
    if (form && formStateOf(app, form).posting) continue;
    await alone(draft, async () => {
      // Read anew: another tab may have sent it, or its writer taken it back.
      const letter = letters(app).find((one) => one.draft === draft);
      if (!letter) return;
      const open = formOf(app, letter);
      if (open) change(app, open, { posting: true });
      await settleLetter(app, letter, await deliver(app, letter), false);
      if (open) change(app, open, { posting: false });
    });
  }
}

function alone(name: string, job: () => Promise<void>): Promise<void> {
  // Not everywhere: not without https, not before Safari 15.4. The worker's tickets hold without it too.
  return navigator.locks ? navigator.locks.request(`afterword:${name}`, job) : job();
}

async function settleLetter(app: App, letter: Letter, outcome: Outcome, isAwaited: boolean): Promise<void> {
  const form = formOf(app, letter);
  if ('comment' in outcome) {
    await posted(app, letter, outcome, isAwaited);
  } else if (isPassing(outcome.refusal)) {
    if (form) change(app, form, { waiting: true });
    else app.redraw();
    app.emit('error', { code: outcome.refusal.code });
    const wait = Math.min(AGAIN * 2 ** tries++, AGAIN_AT_MOST);
    clearTimeout(trying);
    trying = setTimeout(() => flush(app), Math.max(wait, 1000 * (outcome.refusal.retryAfter ?? 0)));
  } else {
    takeBack(app, letter);
    if (form) {
      change(app, form, { waiting: false, isOrphan: !!outcome.refusal.fields?.parent });
      refuse(app, form, outcome.refusal, letter.body);
      await showSame(app, outcome.refusal);
    } else app.set({ said: refusedIn(app, outcome.refusal) });
  }
}

async function posted(
  app: App,
  letter: Letter,
  { comment, earlier }: { comment: PublicComment; earlier?: true },
  isAwaited: boolean,
): Promise<void> {
  const form = formOf(app, letter);
  const words = wordsOf(app);
  tries = 0;
  dropLetter(app, letter);
  if (form) {
    const { name, url, email, remember } = whoIn(app, form);
    if (isAwaited) app.memory.keep('name', remember ? { name, url, email } : undefined);
    if (!earlier) {
      form.draft.text = '';
      form.restored = '';
      form.open = false;
    }
    dropTicket(app, form); // and with it the draft: keepDraft forgets an empty one
    // The form starts anew and is closed, but keeps what it asks for until the next ticket says that.
    change(app, form, { subject: '', changing: false, waiting: false });
  } else app.memory.keep(letter.draft, undefined);

  const source = earlier ? '' : letter.body;
  if (letter.query !== app.query) {
    if (letter.thread) keepOwnOf(app, letter.thread, comment);
    if (source) keepSource(app, comment, source);
    app.set({ said: withMail(app, words.sentLater, letter) });
    return;
  }
  await takeOwn(app, comment, { source, key: letter.key });
  const isShown = isAwaited && !earlier;
  const said = withMail(app, isShown ? (comment.status ? words.thanks : words.posted) : words.sentLater, letter);
  app.set({
    said,
    ...(isShown && { told: { id: comment.id, words: withMail(app, words.thankYou, letter), said } }),
    ...(form && form === app.state.inner && !earlier && { inner: null }),
  });
  if (isShown) await app.state.reading?.show(comment.id);
}

/** What was said already is shown, if others see it: it may have been posted in another tab. */
async function showSame(app: App, { comment }: Refusal): Promise<void> {
  if (!comment) return;
  await app.load();
  await app.state.reading?.show(comment);
}

/** Who left an address is told what comes to it. */
function withMail(app: App, said: string, { email }: Letter): string {
  return email ? `${said} ${wordsOf(app).mailed}` : said;
}

async function save(app: App, form: Form, body: string): Promise<void> {
  const thread = app.state.thread?.thread;
  const { about } = form;
  if (!about) return;
  const answer = await send<CommentAnswer>(
    app,
    `/api/comments/${about.id}`,
    { thread, key: authorKey(app), body },
    'PUT',
  );
  const [comment] = readComments([answer.value?.comment]);
  if (!comment) {
    refuse(app, form, answer.error ?? { code: 'unreachable' }, body);
    return;
  }
  form.draft.text = '';
  app.keepDraft(form);
  const waits = answer.value?.status === 'pending';
  await takeOwn(app, waits ? { ...comment, status: 'pending' } : comment, { source: body });
  const words = wordsOf(app);
  const said = waits ? (about.status ? words.thanks : words.editWaits) : words.saved;
  app.set({ inner: null, said, told: { id: comment.id, words: waits ? '' : said, said } });
  await app.state.reading?.show(comment.id);
}

function refuse(app: App, form: Form, refusal: Refusal, body: string): void {
  const problems = refusal.code === 'invalid_request' && refusal.fields ? wordsFor(app, refusal.fields, body) : {};
  const said = refusal.comment ? wordsOf(app).sentLater : refusedIn(app, refusal);
  point(app, form, problems, firstOf(problems) ? '' : said);
  app.emit('error', { code: refusal.code });
}

function point(app: App, form: Form, problems: ReturnType<typeof wordsFor>, refused: string): void {
  const first = firstOf(problems);
  change(app, form, { problems, refused, preview: null, ...(first && first !== 'body' ? { changing: true } : {}) });
  if (!first) return;
  app.redraw(); // now, for the focus
  app.focus(first === 'body' ? form.id : idIn(form, first));
}
