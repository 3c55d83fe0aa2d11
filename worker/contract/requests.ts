// What a reader or the owner may send, and the checks that turn unknown JSON into it. By hand: a schema
// library costs the widget more than the whole form. Unknown fields are dropped, so `status`, `owner`,
// `likes` or `createdAt` can never come from outside: the shapes below have no place for them.

import { ID_PATTERN, KEY_PATTERN, THREAD_PATTERN } from './endpoints.ts';
import type { Captcha, FieldName, FieldProblem, FieldProblems, Result, Work } from './errors.ts';
import {
  MAX_ADDRESS,
  MAX_BODY,
  MAX_CAPTCHA,
  MAX_EMAIL,
  MAX_MINE,
  MAX_NAME,
  MAX_PAGE_ID,
  MAX_REPORT,
  MAX_TITLE,
  MAX_URL,
  MAX_VERDICTS,
} from './limits.ts';
import { VERDICTS, type Verdict, type VerdictRequest, type VerdictTarget } from './owner.ts';
import { cleanLine, cleanText, lengthOf } from './text.ts';
import type { Ask, PublicComment } from './thread.ts';

export interface TicketRequest {
  page: string;
  id?: string;
  title?: string;
}

export interface TicketAnswer {
  ticket: string;
  /** The id of the comment it will write. */
  id: string;
  notBefore: string;
  expiresAt: string;
  work?: Work;
  captcha?: Captcha;
  asks: Ask[];
}

/** What a reader sends. `subject` is the trap: people leave it empty. */
export interface NewComment {
  ticket: string;
  key?: string;
  name: string;
  url?: string;
  email?: string;
  body: string;
  parent?: string;
  work?: string;
  captcha?: string;
  subject?: string;
}

export interface CommentAnswer {
  comment: PublicComment;
  status: 'approved' | 'pending';
  reasons: string[];
}

export interface EditRequest {
  thread: string;
  key: string;
  body: string;
}

/** Withdraw, like, unlike. */
export interface OwnRequest {
  thread: string;
  key: string;
}

export interface ReportRequest {
  thread: string;
  reason: string;
}

export interface PreviewRequest {
  body: string;
}

export interface MineRequest {
  thread: string;
  key: string;
  ids: string[];
}

export interface MineAnswer {
  /** Those of the ids that this key wrote. */
  comments: PublicComment[];
  /** The author id that this key makes: who carried it from another device learns which comments are theirs. */
  author: string;
}

export interface CountsAnswer {
  counts: number[];
}

// ---- single fields; the widget's form uses these as well ----

/** A problem, or null where the name may stand. Give it cleaned text (cleanLine). */
export function checkName(name: string): FieldProblem | null {
  if (name === '') return 'missing';
  return lengthOf(name) > MAX_NAME ? 'too_long' : null;
}

/** A problem, or null where the text may stand. Give it cleaned text (cleanText). */
export function checkBody(body: string): FieldProblem | null {
  if (body === '') return 'missing';
  return lengthOf(body) > MAX_BODY ? 'too_long' : null;
}

/** The address in its normal form, or null: http and https only, no user or password inside. */
export function normalUrl(text: string): string | null {
  if (lengthOf(text) > MAX_URL || !/^https?:\/\//i.test(text)) return null;
  try {
    const url = new URL(text);
    return url.username || url.password || !url.hostname ? null : url.href;
  } catch {
    return null; // not URL.canParse: readers' browsers before Chrome 120 and Safari 17 lack it
  }
}

/** Good enough to be worth a mail; only the mail itself proves an address. */
export function isEmail(text: string): boolean {
  return lengthOf(text) <= MAX_EMAIL && /^[^\s@<>()[\],;:"]+@[^\s@.<>()[\],;:"]+(\.[^\s@.<>()[\],;:"]+)+$/.test(text);
}

// ---- whole requests ----

export function parseTicketRequest(json: unknown): Result<TicketRequest> {
  const from = new Fields(json);
  return from.done({
    page: from.text('page', MAX_ADDRESS, cleanLine),
    ...optional('id', from.optionalText('id', MAX_PAGE_ID, cleanLine)),
    // A long title is cut, not refused: it comes from the page, and its reader cannot mend it.
    ...optional('title', cut(from.optionalText('title', Number.POSITIVE_INFINITY, cleanLine), MAX_TITLE)),
  });
}

export function parseNewComment(json: unknown): Result<NewComment> {
  const from = new Fields(json);
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
    body: from.text('body', MAX_BODY, cleanText),
    ...optional('parent', from.optionalMatch('parent', ID_PATTERN)),
    ...optional('work', from.optionalMatch('work', /^\d{1,16}$/)),
    ...optional(
      'captcha',
      from.optionalText('captcha', MAX_CAPTCHA, (text) => text),
    ),
    ...optional('subject', from.optionalText('subject', Number.POSITIVE_INFINITY, cleanText)),
  });
}

export function parseEdit(json: unknown): Result<EditRequest> {
  const from = new Fields(json);
  return from.done({
    thread: from.match('thread', THREAD_PATTERN),
    key: from.match('key', KEY_PATTERN),
    body: from.text('body', MAX_BODY, cleanText),
  });
}

export function parseOwn(json: unknown): Result<OwnRequest> {
  const from = new Fields(json);
  return from.done({ thread: from.match('thread', THREAD_PATTERN), key: from.match('key', KEY_PATTERN) });
}

export function parseReport(json: unknown): Result<ReportRequest> {
  const from = new Fields(json);
  return from.done({
    thread: from.match('thread', THREAD_PATTERN),
    reason: from.text('reason', MAX_REPORT, cleanText),
  });
}

export function parsePreview(json: unknown): Result<PreviewRequest> {
  const from = new Fields(json);
  return from.done({ body: from.text('body', MAX_BODY, cleanText) });
}

export function parseMine(json: unknown): Result<MineRequest> {
  const from = new Fields(json);
  return from.done({
    thread: from.match('thread', THREAD_PATTERN),
    key: from.match('key', KEY_PATTERN),
    ids: from.list('ids', MAX_MINE, (id) => (typeof id === 'string' && ID_PATTERN.test(id) ? id : null)),
  });
}

export function parseVerdicts(json: unknown): Result<VerdictRequest> {
  const from = new Fields(json);
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
  const from = new Fields(json);
  const target = from.done({
    thread: from.match('thread', THREAD_PATTERN),
    id: from.match('id', ID_PATTERN),
    ...optional('words', from.optionalMatch('words', /^[A-Za-z0-9_-]{1,64}$/)),
  });
  return target.ok ? target.value : null;
}

/** Reads known fields of unknown JSON and gathers every problem, so that a form can show them all at once. */
export class Fields {
  private readonly json: Record<string, unknown>;
  private readonly problems: FieldProblems = {};

  constructor(json: unknown) {
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    this.json = isObject ? (json as Record<string, unknown>) : {};
    if (!isObject) this.problems.request = 'wrong_type';
  }

  /** Notes a problem; the first one of a field stands. Returns undefined for use with `??`. */
  refuse(name: FieldName, problem: FieldProblem): undefined {
    this.problems[name] ??= problem;
    return undefined;
  }

  text(name: FieldName, max: number, clean: (text: string) => string): string {
    const text = this.optionalText(name, max, clean);
    if (text === undefined) this.refuse(name, 'missing');
    return text ?? '';
  }

  /** Empty, null and absent are one: a form sends its empty fields too. */
  optionalText(name: FieldName, max: number, clean: (text: string) => string): string | undefined {
    const value = this.own(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.refuse(name, 'wrong_type');
    const text = clean(value);
    if (lengthOf(text) > max) return this.refuse(name, 'too_long');
    return text === '' ? undefined : text;
  }

  match(name: FieldName, pattern: RegExp): string {
    const text = this.optionalMatch(name, pattern);
    if (text === undefined) this.refuse(name, 'missing');
    return text ?? '';
  }

  optionalMatch(name: FieldName, pattern: RegExp): string | undefined {
    const value = this.own(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return this.refuse(name, 'wrong_type');
    return pattern.test(value) ? value : this.refuse(name, 'malformed');
  }

  optionalFlag(name: FieldName): boolean | undefined {
    const value = this.own(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'boolean' ? value : this.refuse(name, 'wrong_type');
  }

  /** Sent, and empty: what stands is to be taken back. */
  isCleared(name: FieldName): boolean {
    const value = this.own(name);
    return value === null || value === '';
  }

  list<T>(name: FieldName, max: number, parse: (item: unknown) => T | null): T[] {
    const value = this.own(name);
    if (!Array.isArray(value)) {
      this.refuse(name, value === undefined ? 'missing' : 'wrong_type');
      return [];
    }
    if (value.length > max) {
      this.refuse(name, 'too_many');
      return [];
    }
    const items = value.map(parse);
    if (items.includes(null)) this.refuse(name, 'malformed');
    return items.filter((item) => item !== null);
  }

  done<T>(value: T): Result<T> {
    return Object.keys(this.problems).length > 0 ? { ok: false, error: this.problems } : { ok: true, value };
  }

  // Own properties only: `{"__proto__": …}` must not lend a field.
  private own(name: string): unknown {
    return Object.hasOwn(this.json, name) ? this.json[name] : undefined;
  }
}

export function optional<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
}

function cut(text: string | undefined, max: number): string | undefined {
  return text === undefined ? undefined : [...text].slice(0, max).join('');
}
