// Where we read Markdown otherwise than CommonMark: people write here who know no Markdown, and what they typed must
// not lose letters or turn bold by chance. Only what can be told apart from real marks. docs/decisions.md has each with
// its reason. Pure. Read next: rules/text/markdown.ts.

import type MarkdownIt from 'markdown-it';

type Parser = InstanceType<typeof MarkdownIt>;
type InlineState = InstanceType<Parser['inline']['State']>;

/** How far around a mark its word is looked at: what is longer is no word, and time must not grow with the text. */
const WORD = 100;

export function readAsPeopleType(parser: Parser): void {
  // A line above `---` is a line above a rule, and no heading.
  parser.disable('lheading');
  parser.inline.ruler.before('escape', 'backslash', backslash);
  parser.inline.State = class extends parser.inline.State {
    override scanDelims(start: number, canSplitWord: boolean): ReturnType<InlineState['scanDelims']> {
      return asPeopleMean(this, start, super.scanDelims(start, canSplitWord));
    }
  };
}

// ---- marks ----

const SPACE = /\s/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
/** Letters and signs of scripts that set no spaces between words. */
const EAST_ASIAN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3001-\u303f\ufe30-\ufe4f\uff01-\uffef]/u;
const LETTER = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{Nd}]/u;
/** `^_^`, `-_-`, `>_<`: what stands before and after the line. */
const FACES = ['^^', '--', '><', '<<', '>>', '..', '==', '@@'];

type Found = ReturnType<InlineState['scanDelims']>;

function asPeopleMean({ src, posMax }: InlineState, start: number, found: Found): Found {
  const end = start + found.length;
  const mark = src[start]!;
  const before = start === 0 ? ' ' : ([...src.slice(Math.max(0, start - 2), start)].at(-1) ?? ' ');
  const after = end >= posMax ? ' ' : String.fromCodePoint(src.codePointAt(end)!);
  if (SPACE.test(before) || SPACE.test(after)) return found;

  // “强调。”然后: no space will ever stand between the mark and the letter.
  const isEastAsian = EAST_ASIAN.test(before) || EAST_ASIAN.test(after);
  const isByPunctuation = PUNCTUATION.test(before) || PUNCTUATION.test(after);
  if (isEastAsian && isByPunctuation) return { ...found, can_open: true, can_close: true };

  // f**k … s***t, 2**8 and 3**9: two runs that stand alone in their words, between letters, are no pair.
  if (mark === '*' && isAlone(src, start, end)) {
    const next = src.indexOf('*', end);
    if (next > 0 && isAlone(src, next, endOfRun(src, next))) return { ...found, can_open: false };
  }
  const isFace = FACES.includes(before + after) || (before === ')' && src.startsWith('/¯', end));
  if (mark === '_' && isFace) return { ...found, can_open: false, can_close: false };
  return found;
}

function endOfRun(src: string, start: number): number {
  let end = start;
  while (src[end] === '*') end++;
  return end;
}

/** Between letters, with no other run in the word. */
function isAlone(src: string, start: number, end: number): boolean {
  if (!LETTER.test(src[start - 1] ?? '') || !LETTER.test(src[end] ?? '')) return false;
  const left = /\S*$/.exec(src.slice(Math.max(0, start - WORD), start))![0];
  const right = /^\S*/.exec(src.slice(end, end + WORD))![0];
  return !left.includes('*') && !right.includes('*');
}

// ---- backslashes ----

/** Where the parser would take an escape, the backslash and the marks right after it are what they are. */
function backslash(state: InlineState, isSilent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '\\' || pos + 1 >= state.posMax) return false;
  const isSign = isFace(src, pos) || isInPath(src, pos);
  if (!isSign && mayEscape(src, pos)) return false;
  const marks = isSign ? /^[*_~]*/.exec(src.slice(pos + 1, pos + WORD))![0] : '';
  if (!isSilent) state.pending += src[pos] + marks;
  state.pos += 1 + marks.length;
  return true;
}

/** ¯\_(ツ)_/¯ */
function isFace(src: string, pos: number): boolean {
  return src[pos - 1] === '¯' && src[pos + 1] === '_';
}

/** C:\Users\_me_, \\server\_share_: no backslash is doubled, as who knows Markdown would have done. */
function isInPath(src: string, pos: number): boolean {
  const left = /[^\s"'“‘(]*$/.exec(src.slice(Math.max(0, pos - WORD), pos))![0].replace(/^[*_~[<]+/, '');
  const right = /^\S*/.exec(src.slice(pos, pos + WORD))![0];
  return (
    /^(?:[a-z]:(?=\\[a-z\d])|\\\\[a-z\d][\w.-]*)(?:\\[^\s\\]*)+$/i.test(left + right) && !/[^\\]\\\\/.test(left + right)
  );
}

/** Whether what follows could be taken for a mark without the backslash. */
function mayEscape(src: string, pos: number): boolean {
  const rest = src.slice(pos + 1, pos + 40);
  const before = src.slice(Math.max(0, pos - WORD), pos);
  // A line that ends in a space and a backslash is a shell's; any other one ends a line, as in CommonMark.
  if (rest.startsWith('\n')) return !before.endsWith(' ');
  if (/^(?:[\\`*_~[\]<>]|&#?[a-z\d]+;|!\[|:\/\/|#+(?:\n|$))/i.test(rest)) return true;
  if (rest.startsWith('(')) return before.endsWith(']');
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /^[-+#]/.test(rest) ? line === '' : /^[.)]/.test(rest) && /^\d{1,9}$/.test(line);
}
