// A filter that learns from the owner's verdicts: naive Bayes over the words, links and names of what was approved and
// of what was marked as spam. It asks nobody else, and only ever makes a comment wait, with the words that made it
// think so. Words are kept as 18-bit hashes, three letters each: a lesson fits into the metadata of a row in the inbox,
// and a model does not spell out what was said. Pure. Read next: store/sweep/learn.ts; `npm run bench:filter` measures
// it.

import type { Words } from '../comment/facts.ts';
import { fnv1a } from '../hash.ts';
import { plainText, walk } from '../text/tree.ts';
import { fold } from './likeness.ts';

/** Distinct tokens of one comment: beyond these it has said what it is. */
const MOST_TOKENS = 160;
/** Of each kind, before the filter says anything. */
const ENOUGH_LESSONS = 20;
/** Tokens that decide, the most telling ones: else a long text would be judged by its length. */
const DECIDING = 40;
/** Odds, as a logarithm: less spam is found than could be, and few comments are held for nothing. */
const HOLD_FROM = 8;
/** What one comment said once is chance. */
const LEAST_SEEN = 2;
const MOST_IN_MODEL = 6_000;

export interface Token {
  /** As the owner may read it. */
  word: string;
  code: string;
}

/** What the owner's verdicts taught. */
export interface Model {
  spam: number;
  ham: number;
  /** Of each token: in how many comments of each kind it was. */
  counts: ReadonlyMap<string, [spam: number, ham: number]>;
}

export interface Lesson {
  isSpam: boolean;
  /** The codes, one after another. */
  tokens: string;
}

type Sample = Pick<Words, 'name' | 'url' | 'body'>;

// ---- tokens ----

const WORD = /[\p{L}\p{N}$€£%]+(?:['’-][\p{L}\p{N}]+)*/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const LONGEST = 30;

/** Distinct tokens, links and name first. */
export function tokensOf({ name, url, body }: Sample): Token[] {
  const tokens = new Map<string, string>();
  const add = (kind: string, word: string) => {
    if (tokens.size < MOST_TOKENS) tokens.set(codeOf(`${kind} ${word}`), word);
  };
  const links = [...walk(body)].flatMap((node) => (typeof node !== 'string' && node.t === 'a' ? node.href : []));
  for (const href of url === undefined ? links : [...links, url]) {
    const host = hostOf(href);
    add('host', host);
    add('zone', `.${host.split('.').at(-1)}`);
  }
  if (links.length > 0) add('links', links.length > 3 ? 'many links' : `${links.length} links`);
  for (const word of wordsOf(name)) add('name', word);
  for (const word of wordsOf(plainText(body))) add('word', word);
  return [...tokens].map(([code, word]) => ({ code, word }));
}

/** Words without regard to case; of scripts that are written without spaces, every two letters. */
function* wordsOf(text: string): Generator<string> {
  for (const [word] of fold(text).matchAll(WORD)) {
    if (UNSPACED.test(word)) {
      const letters = [...word];
      for (let at = 0; at < Math.max(1, letters.length - 1); at++) yield letters.slice(at, at + 2).join('');
    } else if (word.length > 1 && word.length <= LONGEST) yield word;
  }
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).hostname.replace(/^www\./, '') || 'mailto' : '';
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** FNV-1a, folded to 18 bits. */
function codeOf(token: string): string {
  const hash = fnv1a(token);
  const bits = ((hash >>> 18) ^ hash) & 0x3ffff;
  return ALPHABET[bits >>> 12]! + ALPHABET[(bits >>> 6) & 63]! + ALPHABET[bits & 63]!;
}

// ---- learning ----

export function lessonOf(words: Sample, isSpam: boolean): Lesson {
  return { isSpam, tokens: tokensOf(words).reduce((text, { code }) => text + code, '') };
}

export function learn(lessons: readonly Lesson[]): Model {
  const all = new Map<string, [number, number]>();
  let spam = 0;
  for (const { isSpam, tokens } of lessons) {
    if (isSpam) spam++;
    for (let at = 0; at + 3 <= tokens.length; at += 3) {
      const code = tokens.slice(at, at + 3);
      const counts = all.get(code);
      if (counts) counts[isSpam ? 0 : 1]++;
      else all.set(code, isSpam ? [1, 0] : [0, 1]);
    }
  }
  const telling = [...all].filter(([, [one, other]]) => one + other >= LEAST_SEEN);
  telling.sort(([, a], [, b]) => b[0] + b[1] - a[0] - a[1]);
  return { spam, ham: lessons.length - spam, counts: new Map(telling.slice(0, MOST_IN_MODEL)) };
}

// ---- judging ----

/** The words that make it look like spam, the most telling first; null where it does not. */
export function looksLikeSpam(words: Sample, model: Model): string[] | null {
  if (model.spam < ENOUGH_LESSONS || model.ham < ENOUGH_LESSONS) return null;
  const weighed = tokensOf(words).flatMap(({ code, word }) => {
    const counts = model.counts.get(code);
    return counts ? [{ word, weight: weightOf(counts, model) }] : [];
  });
  weighed.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const deciding = weighed.slice(0, DECIDING);
  const odds = deciding.reduce((sum, { weight }) => sum + weight, 0);
  if (odds < HOLD_FROM) return null;
  return deciding.filter(({ weight }) => weight > 0).map(({ word }) => word);
}

/**
 * How much more often spam has it: the logarithm of the ratio. One half of a comment stands for what was never seen.
 */
function weightOf([spam, ham]: [number, number], model: Model): number {
  const inSpam = (spam + 0.5) / (model.spam + 1);
  const inHam = (ham + 0.5) / (model.ham + 1);
  return Math.log(inSpam / inHam);
}

// ---- as text ----

/**
 * `code spam,ham` without marks between them: three letters, and two of the same alphabet for each number (63 at most).
 */
export function writeCounts({ counts }: Model): string {
  const digit = (n: number) => ALPHABET[Math.min(63, n)]!;
  let text = '';
  // Numbers beyond 63 are made smaller in proportion.
  for (const [code, [spam, ham]] of counts) {
    const scale = Math.max(1, Math.max(spam, ham) / 63);
    text += code + digit(Math.round(spam / scale)) + digit(Math.round(ham / scale));
  }
  return text;
}

export function readCounts(text: string): Model['counts'] {
  const counts = new Map<string, [number, number]>();
  const number = (at: number) => Math.max(0, ALPHABET.indexOf(text[at]!));
  for (let at = 0; at + 5 <= text.length; at += 5) counts.set(text.slice(at, at + 3), [number(at + 3), number(at + 4)]);
  return counts;
}
