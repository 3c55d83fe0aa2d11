// From a tree that came as HTML to Markdown: what the owner edits, and what is exported. HTML has what Markdown has
// not: spaces and line breaks at the ends of what is marked, marks around nothing, code of several lines. These are put
// right first. Pure. Read next: rules/text/to-markdown.ts.

import type { Node } from '../../contract/index.ts';
import { toMarkdown } from '../../rules/text/to-markdown.ts';
import { marked, trimmed } from './html.ts';

/** Drawn again it gives the same tree, but for what is put right. */
export function treeToMarkdown(nodes: readonly Node[]): string {
  return toMarkdown(putRight(nodes));
}

function putRight(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (typeof node === 'string') return [node];
    if (node.t === 'code') return node.text === '' ? [] : [{ ...node, text: node.text.replaceAll('\n', ' ') }];
    if (!('c' in node) || node.t === 'a') return [node];
    const within = putRight(node.c);
    switch (node.t) {
      case 'b':
      case 'i':
      case 's':
        return marked(node, within);
      default: {
        const c = trimmed(within);
        return c.length === 0 ? [] : [{ ...node, c }];
      }
    }
  });
}
