// What a reader may send, out of unknown JSON: the shapes of contract/requests.ts and nothing beside them. Pure.

import {
  cleanLine,
  cleanText,
  type EditRequest,
  isEmail,
  KEY_PATTERN,
  MAX_EMAIL,
  MAX_MINE,
  MAX_NAME,
  MAX_REPORT,
  MAX_URL,
  type MineRequest,
  type NewComment,
  normalUrl,
  type OwnRequest,
  type PreviewRequest,
  type ReportRequest,
  type TicketRequest,
} from '../../contract/index.ts';
import { MAX_ADDRESS, MAX_CAPTCHA, MAX_LANG, MAX_PAGE_ID, MAX_TITLE } from '../limits.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../paths.ts';
import type { Result } from '../result.ts';
import { FieldReader, optional, type WithTree } from './field-reader.ts';

export function parseTicketRequest(json: unknown): Result<TicketRequest> {
  const from = new FieldReader(json);
  return from.done({
    page: from.text('page', MAX_ADDRESS, cleanLine),
    ...optional('id', from.optionalText('id', MAX_PAGE_ID, cleanLine)),
    ...optional('at', from.optionalText('at', MAX_ADDRESS, cleanLine)),
    // A long title is cut, not refused: it comes from the page, and its reader cannot mend it.
    ...optional('title', cut(from.optionalText('title', Number.POSITIVE_INFINITY, cleanLine), MAX_TITLE)),
    ...optional('lang', cut(from.optionalText('lang', Number.POSITIVE_INFINITY, cleanLine), MAX_LANG)),
  });
}

export function parseNewComment(json: unknown): Result<NewComment & WithTree> {
  const from = new FieldReader(json);
  const url = from.optionalText('url', MAX_URL, cleanText);
  const normal = url === undefined ? undefined : (normalUrl(url) ?? from.refuse('url', 'malformed'));
  const email = from.optionalText('email', MAX_EMAIL, cleanText);
  if (email !== undefined && !isEmail(email)) from.refuse('email', 'malformed');
  return from.done({
    ticket: from.text('ticket', 10_000, (text) => text),
    ...optional('key', from.optionalMatch('key', KEY_PATTERN)),
    name: from.text('name', MAX_NAME, cleanLine),
    ...optional('url', normal),
    ...optional('email', email),
    ...from.body(),
    ...optional('parent', from.optionalMatch('parent', ID_PATTERN)),
    ...optional('work', from.optionalMatch('work', /^\d{1,16}$/)),
    ...optional(
      'captcha',
      from.optionalText('captcha', MAX_CAPTCHA, (text) => text),
    ),
    ...optional('subject', from.optionalText('subject', Number.POSITIVE_INFINITY, cleanText)),
  });
}

export function parseEdit(json: unknown): Result<EditRequest & WithTree> {
  const from = new FieldReader(json);
  return from.done({
    thread: from.match('thread', THREAD_PATTERN),
    key: from.match('key', KEY_PATTERN),
    ...from.body(),
  });
}

export function parseOwn(json: unknown): Result<OwnRequest> {
  const from = new FieldReader(json);
  return from.done({ thread: from.match('thread', THREAD_PATTERN), key: from.match('key', KEY_PATTERN) });
}

export function parseReport(json: unknown): Result<ReportRequest> {
  const from = new FieldReader(json);
  return from.done({
    thread: from.match('thread', THREAD_PATTERN),
    reason: from.text('reason', MAX_REPORT, cleanText),
  });
}

export function parsePreview(json: unknown): Result<PreviewRequest & WithTree> {
  const from = new FieldReader(json);
  return from.done(from.body());
}

export function parseMine(json: unknown): Result<MineRequest> {
  const from = new FieldReader(json);
  return from.done({
    thread: from.match('thread', THREAD_PATTERN),
    key: from.match('key', KEY_PATTERN),
    ids: from.list('ids', MAX_MINE, (id) => (typeof id === 'string' && ID_PATTERN.test(id) ? id : null)),
    ...optional('sources', from.optionalFlag('sources')),
  });
}

function cut(text: string | undefined, max: number): string | undefined {
  return text === undefined ? undefined : [...text].slice(0, max).join('');
}
