// What the owner may ask for, out of unknown JSON: the shapes of contract/owner.ts; and where a list goes on.
// Settings: settings.ts. Pure.

import {
  type CommentChange,
  cleanLine,
  type FieldName,
  type ReplyRequest,
  type ThreadChange,
  VERDICTS,
  type Verdict,
  type VerdictRequest,
  type VerdictTarget,
} from '../../contract/index.ts';
import { MAX_ADDRESS, MAX_TITLE, MAX_VERDICTS } from '../limits.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../paths.ts';
import type { Result } from '../result.ts';
import { FieldReader, optional, type WithTree } from './field-reader.ts';

const MAX_TICKET = 10_000;
const MAX_CURSOR = 1_000;
export const WORDS_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Where a page of a list begins, as the page before it said; null is the first one. None of ours is longer than this.
 */
export function parseCursor(text: string | null | undefined): Result<string | null> {
  if ((text ?? '').length > MAX_CURSOR) return { ok: false, error: { cursor: 'too_long' } };
  return { ok: true, value: text || null };
}

export function parseReply(json: unknown): Result<ReplyRequest & WithTree> {
  const from = new FieldReader(json);
  return from.done({
    ticket: from.text('ticket', MAX_TICKET, (text) => text),
    parent: from.match('parent', ID_PATTERN),
    ...from.body(),
  });
}

/** A body that is sent may not be empty: a comment without words is a removed one. */
export function parseCommentChange(json: unknown): Result<CommentChange & Partial<WithTree>> {
  const from = new FieldReader(json);
  if (from.isCleared('body')) from.refuse('body', 'missing');
  return from.done({
    ...(from.optionalBody() ?? blank(from, json, 'body')),
    ...optional('pinned', from.optionalFlag('pinned')),
    ...optional('words', from.optionalMatch('words', WORDS_PATTERN)),
  });
}

/** What was sent shows nothing: cleaned, it would count as not sent. */
function blank(from: FieldReader, sent: unknown, name: FieldName): undefined {
  const isSent = typeof sent === 'object' && sent !== null && Object.hasOwn(sent, name);
  return isSent ? from.refuse(name, 'missing') : undefined;
}

export function parseThreadChange(json: unknown): Result<ThreadChange> {
  const from = new FieldReader(json);
  const title = from.isCleared('title')
    ? null
    : (from.optionalText('title', MAX_TITLE, cleanLine) ?? blank(from, json, 'title'));
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

export function parseVerdicts(json: unknown): Result<VerdictRequest> {
  const from = new FieldReader(json);
  const verdict = from.optionalMatch('verdict', /^[a-z]+$/) as Verdict | undefined;
  if (verdict === undefined) from.refuse('verdict', 'missing');
  else if (!VERDICTS.includes(verdict)) from.refuse('verdict', 'unknown');
  return from.done({
    comments: from.list('comments', MAX_VERDICTS, parseTarget),
    verdict: verdict ?? 'wait',
    ...optional('trust', from.optionalFlag('trust')),
    ...optional('block', from.optionalFlag('block')),
    ...optional('me', from.optionalFlag('me')),
  });
}

function parseTarget(json: unknown): VerdictTarget | null {
  const from = new FieldReader(json);
  const target = from.done({
    thread: from.match('thread', THREAD_PATTERN),
    id: from.match('id', ID_PATTERN),
    ...optional('words', from.optionalMatch('words', WORDS_PATTERN)),
  });
  return target.ok ? target.value : null;
}
