// A fact out of a file, as the wire would have made it: names and titles in one line and not too long, addresses that
// can be linked, a tree that text can make. What can be put right is, from the words' source where there is nothing
// else; what cannot is refused. Whatever an importer makes goes through here, too (plan.ts): so nothing that was taken
// in once is refused later, when it comes back out of a backup. Pure.

import { cleanLine, cleanText, isEmail, MAX_NAME, normalUrl } from '../contract/index.ts';
import {
  type CommentFact,
  FACT_KINDS,
  type HideAct,
  SCHEMA_VERSION,
  type Screening,
  type Words,
} from '../rules/comment/facts.ts';
import { MAX_TITLE } from '../rules/limits.ts';
import { endingOf } from '../rules/page/ending.ts';
import { pageByItself } from '../rules/page/page.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../rules/paths.ts';
import { toTree } from '../rules/text/markdown.ts';
import { asTree } from '../rules/text/valid-tree.ts';
import { isObject, TransferError, text } from './record.ts';

export const AUTHOR_ID = /^[A-Za-z0-9_-]{1,64}$/;
export const ANONYMOUS = 'Anonymous';
export const HASH = /^[A-Za-z0-9_-]{1,64}$/;

/** The whole file is of a version to come: to leave out what is not understood would be to lose it. */
export class NewerError extends TransferError {
  readonly isNewer = true;

  constructor() {
    super('This was written by a newer Afterword.');
  }
}

/** Says what is wrong, and throws. */
type Refuse = (problem: string) => never;
type Json = Record<string, unknown>;

const KINDS: readonly string[] = FACT_KINDS;
const HIDES: readonly unknown[] = ['remove', 'spam', 'erase', 'wait', 'restore'] satisfies HideAct[];
const STATUSES = ['approved', 'pending', 'spam'] as const;
const MAX_REASONS = 20;
const MAX_REASON = 300;
/** Beyond them no id can be made. */
const LAST_TIME = 2 ** 48;

export function readFact(value: unknown, refuse: Refuse): CommentFact {
  if (!isObject(value) || !KINDS.includes(text(value.kind))) return refuse('There is no fact in it.');
  if (!isTime(value.at)) return refuse('The fact has no time.');
  if (typeof value.v !== 'number' || value.v > SCHEMA_VERSION) throw new NewerError();
  return withFields(value, fieldsOf(value, refuse)) as unknown as CommentFact;
}

/** In the order that they had; what is undefined is left out. */
function withFields(value: Json, fields: Json): Json {
  const all = Object.entries({ ...value, ...fields });
  return Object.fromEntries(all.filter(([, each]) => each !== undefined));
}

/** Those that are checked, as they may stand. */
function fieldsOf(value: Json, refuse: Refuse): Json {
  switch (value.kind) {
    case 'post':
      return { ...wordedFields(value, refuse), ...screenedFields(value, refuse), ...postFields(value, refuse) };
    case 'edit':
      return { ...wordedFields(value, refuse), ...screenedFields(value, refuse), ...editFields(value, refuse) };
    case 'owner':
      return wordedFields(value, refuse);
    case 'ok':
      requireHash(value, refuse);
      return {};
    case 'hide':
      return HIDES.includes(value.act) ? {} : refuse('The fact does not say what was done.');
    case 'pin':
    case 'me':
      return { on: value.on === true };
    default:
      return {};
  }
}

function wordedFields(value: Json, refuse: Refuse): Json {
  requireHash(value, refuse);
  return { words: wordsIn(value.words, refuse) };
}

function requireHash(value: Json, refuse: Refuse): void {
  if (!HASH.test(text(value.hash))) refuse('The fact has no hash.');
}

/** The hash stays: it is the name by which verdicts know them. */
function wordsIn(value: unknown, refuse: Refuse): Words {
  if (!isObject(value) || typeof value.name !== 'string') return refuse('The fact has no words.');
  if (!Array.isArray(value.body) && typeof value.source !== 'string') return refuse('The fact has no words.');
  return wordsAsAllowed(value);
}

/** Words as they may stand. Given such, it gives the same. */
export function wordsAsAllowed(words: Json): Words {
  const { url, parent, body } = words;
  const source = cleanText(text(words.source));
  return withFields(words, {
    // Before it was refused, a name could be of letters that nobody sees. A stub has none.
    name: cutLine(words.name, MAX_NAME) || (words.name === '' ? '' : ANONYMOUS),
    url: typeof url === 'string' ? (normalUrl(cleanText(url)) ?? undefined) : undefined,
    parent: typeof parent === 'string' && ID_PATTERN.test(parent) ? parent : null,
    source,
    body: Array.isArray(body) ? asTree(body) : source === '' ? [] : toTree(source),
  }) as unknown as Words;
}

function screenedFields({ screening }: Json, refuse: Refuse): { screening: Screening } {
  if (!isObject(screening) || !Array.isArray(screening.reasons)) return refuse('The fact has no screening.');
  const reasons = screening.reasons.filter((reason) => typeof reason === 'string').slice(0, MAX_REASONS);
  return {
    screening: {
      ...screening,
      // Of a status to come it is not known whether it is public.
      status: STATUSES.find((each) => each === screening.status) ?? 'pending',
      reasons: reasons.map((reason) => cutLine(reason, MAX_REASON)),
    },
  };
}

function postFields(value: Json, refuse: Refuse): Json {
  // Of words that went nothing stays that their author said.
  const isBare = value.stub === true;
  const page = isBare ? '' : pageByItself(text(value.page), undefined)?.address;
  if (page === undefined) return refuse('The page has no address.');
  const { authorId, email, ending, likes, approvedAt } = value;
  return {
    page,
    title: isBare ? '' : cutLine(value.title, MAX_TITLE),
    authorId: AUTHOR_ID.test(text(authorId)) ? text(authorId) : null,
    email: isEmail(text(email)) ? email : undefined,
    ending: typeof ending === 'string' && endingOf(`https://x.example/x${ending}`) === ending ? ending : undefined,
    likes: isCount(likes) ? likes : undefined,
    approvedAt: isTime(approvedAt) ? approvedAt : undefined,
    ...Object.fromEntries(
      ['known', 'owner', 'notify', 'stub'].map((mark) => [mark, value[mark] === true || undefined]),
    ),
  };
}

function editFields(value: Json, refuse: Refuse): Json {
  if (!AUTHOR_ID.test(text(value.authorId))) return refuse('The edit has no author.');
  const { before, publishedAt } = value;
  if (before === undefined) return { publishedAt: isTime(publishedAt) ? publishedAt : undefined };
  if (!isObject(before) || !isTime(before.at)) return refuse('The fact has no words.');
  return {
    before: { ...before, ...wordedFields(before, refuse), first: before.first === true },
    publishedAt: isTime(publishedAt) ? publishedAt : undefined,
  };
}

/** One field of a page's state, as the desk would have set it. */
export function readPageMeta(field: string, meta: unknown, refuse: Refuse): Json {
  if (!isObject(meta) || !isTime(meta.at)) return refuse('The page has no state.');
  const { value } = meta;
  switch (field) {
    case 'open':
      if (typeof value !== 'boolean') return refuse('The page’s state is malformed.');
      return withFields(meta, { page: pageByItself(text(meta.page), undefined)?.address });
    case 'title':
      return { ...meta, value: value === null ? null : cutLine(value, MAX_TITLE) };
    case 'closesAt': {
      const isDate = value === null || value === '' || !Number.isNaN(Date.parse(text(value)));
      return isDate ? meta : refuse('The page’s state is malformed.');
    }
    case 'moved': {
      const page = pageByItself(text(meta.page), undefined)?.address;
      if (!THREAD_PATTERN.test(text(value)) || page === undefined)
        return refuse('The page’s new address is malformed.');
      return { ...meta, page };
    }
    case 'from': {
      // '' takes it back.
      const isRight = value === '' || THREAD_PATTERN.test(text(value));
      const page = pageByItself(text(meta.page), undefined)?.address;
      return isRight ? withFields(meta, { page }) : refuse('The page’s former address is malformed.');
    }
    default:
      return refuse('The field is unknown.');
  }
}

function cutLine(value: unknown, longest: number): string {
  return [...cleanLine(text(value))].slice(0, longest).join('').trimEnd();
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < LAST_TIME;
}
