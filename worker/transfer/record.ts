// What every converter yields: pages and comments as another system wrote them down, in words of our own. Nothing here
// is trusted yet: addresses, names, dates and parents are judged in plan.ts. The converters, one a format, are in
// formats/. Pure, as all of this folder: it runs in the owner's browser, in Node and on the worker.

export const SYSTEMS = [
  'afterword',
  'artalk',
  'blogger',
  'comentario',
  'commento',
  'cusdis',
  'cwd',
  'disqus',
  'fastcomments',
  'giscus',
  'hyvor',
  'isso',
  'remark42',
  'staticman',
  'twikoo',
  'utterances',
  'valine',
  'waline',
  'wordpress',
] as const;
export type System = (typeof SYSTEMS)[number];

/** `removed`: deleted where it came from. */
export type ForeignStatus = 'approved' | 'pending' | 'spam' | 'removed';

/**
 * Exactly one of them. `hasHtml`: Markdown in which HTML is HTML. `lines`: HTML in which a bare line break is one, as
 * WordPress keeps it; `links`: bare addresses were shown as links.
 */
export type ForeignBody = { markdown: string; hasHtml?: boolean } | { html: string; lines?: boolean; links?: boolean };

export interface ForeignComment {
  type: 'comment';
  /** Unique within its system. */
  id: string;
  /** Of a ForeignPage, which may come later. */
  page: string;
  parent: string | null;
  name: string;
  email?: string;
  url?: string;
  body: ForeignBody;
  /** Milliseconds since 1970; null where there is none or it cannot be read. */
  at: number | null;
  status: ForeignStatus;
  likes?: number;
  pinned?: boolean;
  /** The system itself says that it is the site owner's. */
  isOwner?: boolean;
}

export interface ForeignPage {
  type: 'page';
  id: string;
  /** An address, a path, or whatever its system names pages by. */
  address: string;
  title: string;
  isClosed?: boolean;
  /** Where it was met, too; the first that is on a site of the owner's counts. */
  others?: string[];
  /** It was shown to nobody, or not to everybody. */
  hidden?: 'deleted' | 'private';
}

/** Known at sight to be no comment of a reader's. */
export interface ForeignSkip {
  type: 'skip';
  id: string;
  page: string;
  reason: SkipReason;
}

/** What the file counts and has not: comments, threads, or, where no number is told, that more follows. */
export interface ForeignMissing {
  type: 'missing';
  what: 'comments' | 'threads' | 'pages';
  count: number;
}

export type ForeignRecord = ForeignComment | ForeignPage | ForeignSkip | ForeignMissing;

/** Why a comment was left out, for the report. */
export type SkipReason =
  | 'pingback'
  | 'not-a-comment'
  | 'deleted-page'
  | 'private-page'
  | 'removed-without-replies'
  | 'no-text'
  | 'no-address'
  | 'other-site'
  | 'same-id-twice'
  | 'no-id';

/** A file that cannot be read to its end. `where` is a line or a record, in words. */
export class TransferError extends Error {
  override readonly name = 'TransferError';

  constructor(problem: string, where?: string) {
    super(where === undefined ? problem : `${where}: ${problem}`);
  }

  /** In the browser what is loaded late (Host in read.ts) is built by itself, and has its own class of this name. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'TransferError';
  }
}

export const ENDS_EARLY = 'The file ends too early: it was cut off. Get it once more.';
export const NO_COMMENTS = 'The file has no comments in it.';

// ---- reading unknown JSON: other people's exports are of many versions, and all of their fields may be missing ----

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text, or a number as text; '' for everything else. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

/** True for true, 1, '1' and 'true': SQLite and some exports have no booleans. */
export function flag(value: unknown): boolean {
  return value === true || value === 1 || value === 1n || /^(?:1|true)$/i.test(text(value).trim());
}

export function count(value: unknown): number {
  const number = Number(text(value) || 0);
  return Number.isFinite(number) && number > 0 ? Math.floor(number) : 0;
}

export function array(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('[')) return [];
  try {
    return array(JSON.parse(value)); // Twikoo's lists are text in some of its dumps
  } catch {
    return [];
  }
}

/** An id, also as MongoDB (`{$oid}`) and LeanCloud (`{objectId}`) write one; null for none. */
export function idIn(value: unknown): string | null {
  const id = isObject(value) ? text(value.$oid ?? value.objectId) : text(value);
  return id.trim() === '' ? null : id.trim();
}

/**
 * Milliseconds since 1970, or null. Takes ISO 8601, `YYYY-MM-DD hh:mm:ss` with an offset or else in UTC, milliseconds,
 * seconds, and LeanCloud's and MongoDB's objects.
 */
export function time(value: unknown): number | null {
  if (isObject(value)) return time(value.iso ?? value.$date ?? value.$numberLong ?? null);
  const given = text(value).trim();
  if (given === '') return null;
  const number = Number(given);
  // Seconds until the year 5138; later ones are milliseconds since 1973.
  if (Number.isFinite(number)) return inRange(number < 1e11 ? number * 1000 : number);
  const match =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)((?:\.\d+)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?(?:\s*(?:[+-]\d{4}|[A-Z]{3,4}))?$/i.exec(
      given,
    );
  if (!match) return inRange(Date.parse(given));
  const [, day, clock, fraction = '', zone = 'Z'] = match;
  const offset = /^[a-z]/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return inRange(Date.parse(`${day}T${clock}${fraction.slice(0, 4)}${offset}`));
}

// 0000-00-00 is how MySQL says that there is no date.
function inRange(milliseconds: number): number | null {
  return Number.isFinite(milliseconds) && milliseconds > 0 && milliseconds < 2 ** 48 ? Math.floor(milliseconds) : null;
}

/** The field, where it is worth having: `exactOptionalPropertyTypes` wants no undefined. */
export function given<K extends string>(name: K, value: unknown): { [P in K]?: string } {
  const found = text(value).trim();
  return (found === '' ? {} : { [name]: found }) as { [P in K]?: string };
}

/** As Isso, Waline, Artalk, cwd and GitHub have it: their Markdown may have HTML in it. */
export function markdownWithHtml(source: string): ForeignBody {
  return { markdown: source, hasHtml: true };
}
