// Leaves out the backslashes that Markdown does not need. Whether one is needed depends on all that stands around it,
// so it is tried: a block is read again without it. Pure. Read next: to-markdown.ts, which sets more than are needed.

import { treeReader } from './markdown.ts';

/** Letters read in all, about a third of a second. Past them a text that is made to be slow keeps its backslashes. */
const MOST_READ = 500_000;
/** Longer than any comment: it is not even looked at. */
const TOO_LONG = 50_000;

const NEEDLESS = /\\|<h|&#12;/;

/** What is read of a text; null once it is too much. */
type Read = (text: string) => string | null;

/** Blocks of Markdown as one text, from which the same tree is read as from all of them as they are. */
export function withFewerEscapes(blocks: readonly string[]): string {
  const text = blocks.join('\n\n');
  if (!NEEDLESS.test(text) || text.length > TOO_LONG) return text;
  const toTree = treeReader();
  let left = MOST_READ;
  const read: Read = (each) => {
    left -= each.length;
    return left < 0 ? null : JSON.stringify(toTree(each));
  };
  // A block is read as what it is among others: it is not all there is, and another paragraph follows.
  const around = blocks.length > 1 ? '\n\nx' : '';
  const shorter = blocks.map((block) => shorten(block, (each) => read(each + around))).join('\n\n');
  if (blocks.length === 1 || JSON.stringify(toTree(shorter)) === JSON.stringify(toTree(text))) return shorter;
  // A link's definition in another block can make a difference.
  return shorten(text, read);
}

/** The fewest: without any one more another tree is read. */
function shorten(text: string, read: Read): string {
  if (!NEEDLESS.test(text)) return text;
  const wanted = read(text);
  const isSame = (shorter: string) => wanted !== null && read(shorter) === wanted;
  let least = withoutBackslashes(text, isSame, 'halves');
  // Without one, another may be needless, too.
  for (let before = ''; before !== least; ) {
    before = least;
    least = withoutOthers(least, isSame);
    least = withoutBackslashes(least, isSame, 'singles');
  }
  return least;
}

type IsSame = (shorter: string) => boolean;

function withoutBackslashes(text: string, isSame: IsSame, by: 'halves' | 'singles'): string {
  const parts = text.split('\\');
  const isKept = parts.map(() => true);
  const textOf = () => parts.reduce((sum, part, i) => sum + (isKept[i] ? '\\' : '') + part);
  const leaveOut = (from: number, to: number) => {
    isKept.fill(false, from, to);
    if (isSame(textOf())) return;
    isKept.fill(true, from, to);
    if (to - from < 2) return;
    const middle = (from + to) >> 1;
    leaveOut(from, middle);
    leaveOut(middle, to);
  };
  // Most texts need none of them.
  if (by === 'halves' && parts.length > 1) leaveOut(1, parts.length);
  else for (let i = 1; i < parts.length; i++) leaveOut(i, i + 1);
  return textOf();
}

/** An address that is known without its brackets, and what draws nothing. */
function withoutOthers(text: string, isSame: IsSame): string {
  let least = text;
  for (const { 0: part, index } of [...text.matchAll(/<https?:[^\s<>]+>|&#12;/g)].reverse()) {
    const shorter = least.slice(0, index) + part.slice(1, -1).replace('#12', '') + least.slice(index + part.length);
    if (isSame(shorter)) least = shorter;
  }
  return least;
}
