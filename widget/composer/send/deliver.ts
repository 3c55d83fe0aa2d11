// Sends one letter, from its ticket to the worker's answer. Knows no form and draws nothing. What it must never do is
// write a comment twice: before a second ticket is taken the worker is asked what became of the first.
// Read next: composer/send/post.ts.

import type { CommentAnswer, PublicComment, Thread } from '../../../worker/contract/index.ts';
import { type Refusal, send } from '../../api.ts';
import { readComments, readThread } from '../../embed/read-thread.ts';
import type { App } from '../../embed/state.ts';
import { askMine } from '../own/own.ts';
import { keepLetter, type Letter } from './outbox.ts';
import { proofFor } from './proof.ts';
import { askTicket, authorKey } from './ticket.ts';

/** `earlier`: what the worker has are words that were sent before these; these were not sent. */
export type Outcome = { comment: PublicComment; earlier?: true } | { refusal: Refusal };

/** How often a ticket that is too young may make us wait. */
const WAITS = 5;
/** A ticket is two seconds young at most; more than this and our clock or the worker's is wrong. */
const LONGEST_WAIT = 3_000;
const UNREACHABLE: Outcome = { refusal: { code: 'unreachable' } };

/** What it takes to send a letter. */
type Sender = Pick<App, 'ask' | 'bring' | 'host' | 'memory' | 'now' | 'words'>;

export async function deliver(app: Sender, letter: Letter): Promise<Outcome> {
  for (let waits = 0, renewed = false, proved = false; ; ) {
    if (!letter.ticket) {
      const answer = await askTicket(app, letter);
      if ('code' in answer) return { refusal: answer };
      letter.ticket = answer;
      keepLetter(app, letter);
    }
    const { ticket } = letter;
    await pause(Math.min(Date.parse(ticket.notBefore) - app.now(), LONGEST_WAIT));
    const proof = await proofFor(app, ticket);

    // On disk before it is sent: a crash in between must not turn into a second comment.
    const unsure = letter.sent;
    letter.sent = letter.body;
    letter.key ??= authorKey(app);
    keepLetter(app, letter);
    const answer = await send<CommentAnswer>(app, '/api/comments', { ...commentOf(letter), ...proof });
    const { error } = answer;
    if (!error) {
      const [comment] = readComments([answer.value.comment]);
      if (!comment) return UNREACHABLE;
      return { comment: answer.value.status === 'pending' ? { ...comment, status: 'pending' } : comment };
    }

    // After one of these the words may have been stored all the same; any other code says that they were not.
    if (!['unreachable', 'internal', 'unavailable'].includes(error.code)) letter.sent = unsure;
    if (letter.sent === undefined) letter.key = undefined;
    keepLetter(app, letter);
    if (error.code === 'too_soon' && waits++ < WAITS) {
      await pause(1000 * (error.retryAfter || 1));
      continue;
    }
    if (error.code === 'proof_required' && (error.work || error.captcha) && !proved) {
      // Asked for after the ticket was issued, or the captcha was too old: once more, with what it says now.
      proved = true;
      const { work, captcha } = error;
      Object.assign(ticket, work ? { work } : {}, captcha ? { captcha } : {});
      continue;
    }
    if (!['bad_ticket', 'expired_ticket'].includes(error.code) || renewed) return { refusal: error };

    if (unsure !== undefined) {
      // An earlier attempt on this ticket may have been stored: a new one now could make a second comment.
      const mine = await askMine(app, await threadOf(app, letter), [ticket.id], letter.key);
      if (!mine) return UNREACHABLE;
      const stored = mine.find(({ id }) => id === ticket.id);
      if (stored) return { comment: stored, ...(unsure === letter.body ? {} : { earlier: true }) };
    }
    renewed = true;
    delete letter.ticket;
    letter.sent = undefined;
    letter.key = undefined;
  }
}

function commentOf({ ticket, key, name, url, email, body, subject, parent }: Letter): object {
  return {
    ticket: ticket?.ticket,
    key,
    name,
    body,
    subject,
    ...(url ? { url } : {}),
    ...(email ? { email } : {}),
    ...(parent ? { parent } : {}),
  };
}

/** It may have been written before this browser knew what the thread is called. */
async function threadOf(app: Pick<App, 'ask'>, letter: Letter): Promise<string> {
  if (letter.thread) return letter.thread;
  const answer = await app.ask<Thread>(`/api/thread?${letter.query}`);
  return answer.value ? readThread(answer.value).thread : '';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, milliseconds || 0)));
}
