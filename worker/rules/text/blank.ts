// What shows nothing takes no room: paragraphs of `&nbsp;` and rows of `\` breaks are folded as blank lines are. Pure.

import { isSeen, type Node } from '../../contract/index.ts';
import { plainText, walk } from './tree.ts';

type Parent = Extract<Node, { c: Node[] }>;

/** So many breaks in a row: the words that follow are a blank line away. */
const MOST_BREAKS = 2;
/** So much that shows nothing may stand within a line; spaces are drawn as one anyway. */
const LONG_GAP =
  /((?:(?![ \t\n])[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cf}\u2800]){40})(?:(?![ \t\n])[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cf}\u2800])+/gu;

/** Whether a reader sees anything of it. */
export function showsAnything(nodes: readonly Node[]): boolean {
  return isSeen(plainText(nodes)) || [...walk(nodes)].some((node) => typeof node !== 'string' && node.t === 'hr');
}

/** Without paragraphs that show nothing, without breaks at the ends of what is left, and without long rows of them. */
export function foldBlank(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (typeof node === 'string' || !('c' in node)) return [node];
    if (node.t === 'p') return showsAnything([node]) ? [foldLine(node)] : [];
    if (node.t !== 'li') return [{ ...node, c: foldBlank(node.c) }];
    // The words of a tight list stand in the item itself.
    return [foldLine({ ...node, c: foldBlank(node.c) })];
  });
}

/** What stands in one line, as far as its blocks. */
function foldLine(line: Parent): Parent {
  const breaks = new Set<Node>();
  let row: Node[] = [];
  let isStart = true;
  const endRow = (isEnd: boolean) => {
    for (const each of isStart || isEnd ? row : row.slice(MOST_BREAKS)) breaks.add(each);
    row = [];
    isStart = isEnd;
  };
  for (const node of walk([line])) {
    if (node === line) continue;
    if (typeof node === 'string') {
      if (isSeen(node)) endRow(false);
    } else if (node.t === 'br') row.push(node);
    else if ('text' in node || node.t === 'hr') endRow(false);
    else if (BLOCKS.includes(node.t)) endRow(true);
  }
  endRow(true);
  return without(line, breaks);
}

const BLOCKS: readonly string[] = ['p', 'quote', 'ul', 'ol', 'li'];

function without(parent: Parent, breaks: ReadonlySet<Node>): Parent {
  const c: Node[] = [];
  for (const node of parent.c) {
    if (breaks.has(node)) continue;
    const kept = typeof node === 'string' ? node.replace(LONG_GAP, '$1') : 'c' in node ? without(node, breaks) : node;
    const last = c.at(-1);
    // Adjacent strings are one.
    if (typeof kept === 'string' && typeof last === 'string') c[c.length - 1] = last + kept;
    else c.push(kept);
  }
  return { ...parent, c };
}
