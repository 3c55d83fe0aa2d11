// Grows the contract's tree of a comment, within its limits: past them nothing is made any more and the text goes on,
// so that no character is lost. Also reads trees. Pure. Read next: markdown.ts, which grows one.

import type { Node, ParentTag } from '../../contract/index.ts';
import { MAX_DEPTH, MAX_NODES } from '../limits.ts';

type ElementNode = Exclude<Node, string> & { c: Node[] };

interface OpenElement {
  t: ElementNode['t'];
  /** Null: it is not drawn, and what is in it goes to the one above. */
  node: ElementNode | null;
  /** The text that ends it, where it is shown as it was written. */
  end?: string;
}

/** Kept back for the paragraph that takes the rest of the text once the others are used up. */
const RESERVE = 2;

export class Tree {
  readonly roots: Node[] = [];
  private readonly open: OpenElement[] = [];
  private count = 0;
  /** Once the nodes are used up: what is still to come, as text. */
  private rest: { c: Node[] } | null = null;

  enter(branch: { t: ParentTag; start?: number } | { t: 'a'; href: string }): void {
    const isNestedLink = branch.t === 'a' && this.open.some(({ node }) => node?.t === 'a');
    const isTooDeep = this.depth >= MAX_DEPTH - 1;
    const node = isNestedLink || isTooDeep || !this.hasRoom() ? null : ({ ...branch, c: [] } as ElementNode);
    if (node) this.place(node);
    this.open.push({ t: branch.t, node });
  }

  /** Markup that leads to nothing, shown as it was written; what is in it is drawn. */
  enterAsText(start: string, end: string): void {
    this.text(start);
    this.open.push({ t: 'a', node: null, end });
  }

  leave(): void {
    const left = this.open.pop();
    if (left?.end !== undefined) this.text(left.end);
    // Nothing else parts the paragraphs of what is only text.
    if (this.rest && left && BLOCKS.includes(left.t)) this.text('\n');
  }

  /** An element without nodes in it; `instead` is its text, where no more can be made. */
  leaf(node: Exclude<Node, string | ElementNode>, instead: string): void {
    if (this.hasRoom()) this.place(node);
    else this.text(instead);
  }

  /** Adjacent strings become one. */
  text(text: string): void {
    if (text === '') return;
    const siblings = this.siblings;
    const last = siblings.at(-1);
    if (typeof last === 'string') siblings[siblings.length - 1] = last + text;
    else if (this.rest || this.hasRoom()) this.place(text);
    else this.text(text);
  }

  private place(node: Node): void {
    this.siblings.push(node);
    this.count++;
  }

  /** False once the nodes are used up; from then on everything is text of one last paragraph. */
  private hasRoom(): boolean {
    if (this.rest) return false;
    if (this.count < MAX_NODES - RESERVE) return true;
    const paragraph: ElementNode = { t: 'p', c: [] };
    this.roots.push(paragraph);
    this.count++;
    this.rest = paragraph;
    return false;
  }

  private get siblings(): Node[] {
    return (this.rest ?? this.open.findLast(({ node }) => node !== null)?.node)?.c ?? this.roots;
  }

  private get depth(): number {
    return this.open.filter(({ node }) => node !== null).length;
  }
}

/** Depth first, in the order of reading. */
export function* walk(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if (typeof node !== 'string' && 'c' in node) yield* walk(node.c);
  }
}

const BLOCKS: readonly string[] = ['p', 'quote', 'ul', 'ol', 'li', 'pre', 'hr', 'br'];

/** What a reader reads: markup joins, blocks part. `ca<b>si</b>no` is one word here. */
export function plainText(nodes: readonly Node[]): string {
  let text = '';
  for (const node of nodes) {
    if (typeof node === 'string') text += node;
    else {
      const edge = BLOCKS.includes(node.t) ? '\n' : '';
      text += edge + ('c' in node ? plainText(node.c) : 'text' in node ? node.text : '') + edge;
    }
  }
  return text;
}
