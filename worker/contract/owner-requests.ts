// The checks that turn unknown JSON into what the owner asks for. Readers' requests: requests.ts; settings: settings.ts.

import { ID_PATTERN } from './endpoints.ts';
import type { Result } from './errors.ts';
import { MAX_ADDRESS, MAX_BODY, MAX_TITLE } from './limits.ts';
import type { CommentChange, ReplyRequest, ThreadChange } from './owner.ts';
import { Fields, optional } from './requests.ts';
import { cleanLine, cleanText } from './text.ts';

const MAX_TICKET = 10_000;
export const WORDS_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

export function parseReply(json: unknown): Result<ReplyRequest> {
  const from = new Fields(json);
  return from.done({
    ticket: from.text('ticket', MAX_TICKET, (text) => text),
    parent: from.match('parent', ID_PATTERN),
    body: from.text('body', MAX_BODY, cleanText),
  });
}

/** A body that is sent may not be empty: a comment without words is a removed one. */
export function parseCommentChange(json: unknown): Result<CommentChange> {
  const from = new Fields(json);
  if (from.isCleared('body')) from.refuse('body', 'missing');
  return from.done({
    ...optional('body', from.optionalText('body', MAX_BODY, cleanText) ?? blank(json)),
    ...optional('pinned', from.optionalFlag('pinned')),
    ...optional('words', from.optionalMatch('words', WORDS_PATTERN)),
  });

  function blank(sent: unknown): undefined {
    // Blanks only: cleaned, it would count as not sent.
    const isSent = typeof sent === 'object' && sent !== null && Object.hasOwn(sent, 'body');
    return isSent ? from.refuse('body', 'missing') : undefined;
  }
}

export function parseThreadChange(json: unknown): Result<ThreadChange> {
  const from = new Fields(json);
  const title = from.isCleared('title') ? null : from.optionalText('title', MAX_TITLE, cleanLine);
  const closesAt = from.isCleared('closesAt') ? null : time(from.optionalText('closesAt', 40, cleanLine));
  return from.done({
    ...optional('open', from.optionalFlag('open')),
    ...optional('movedTo', from.optionalText('movedTo', MAX_ADDRESS, cleanLine)),
    ...optional('title', title),
    ...optional('closesAt', closesAt),
  });

  function time(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? from.refuse('closesAt', 'malformed') : new Date(at).toISOString();
  }
}
