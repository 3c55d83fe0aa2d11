// A comment's tree written as Markdown again, to edit one whose source this browser does not have. Pure. It gives the
// same tree back, not the same letters.

import type { Node } from '../../worker/contract/index.ts';

const MARKS = { b: '**', i: '*', s: '~~' } as const;

export function toMarkdown(nodes: readonly Node[]): string {
  return blocks(nodes).join('\n\n');
}

function blocks(nodes: readonly Node[]): string[] {
  const out: string[] = [];
  let line: Node[] = [];
  const end = () => {
    if (line.length > 0) out.push(paragraph(line));
    line = [];
  };
  for (const node of nodes) {
    const block = typeof node === 'string' ? null : blockOf(node);
    if (block === null) line.push(node);
    else {
      end();
      out.push(block);
    }
  }
  end();
  return out;
}

/** Null for what stands inside a line. */
function blockOf(node: Exclude<Node, string>): string | null {
  switch (node.t) {
    case 'p':
      return paragraph(node.c);
    case 'quote':
      return indent(toMarkdown(node.c), '> ', '> ');
    case 'ul':
      return node.c.map((item) => listItem(item, '- ')).join('\n');
    case 'ol':
      return node.c.map((item, i) => listItem(item, `${(node.start ?? 1) + i}. `)).join('\n');
    case 'pre': {
      const fence = longest(node.text, /`{3,}/g, 2);
      return `${fence}${node.lang ?? ''}\n${node.text.replace(/\n$/, '')}\n${fence}`;
    }
    case 'hr':
      return '---';
    default:
      return null;
  }
}

function listItem(item: Node, mark: string): string {
  const inside = typeof item === 'object' && 'c' in item ? item.c : [item];
  return indent(blocks(inside).join('\n'), mark, ' '.repeat(mark.length));
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, i) => (i === 0 ? first : rest) + line)
    .map((line) => line.trimEnd())
    .join('\n');
}

/** What would begin a block is no such thing in here. */
function paragraph(nodes: readonly Node[]): string {
  return inline(nodes)
    .split('\n')
    .map((line) =>
      line.replace(/^(\s*)([#>+=-]|\d+(?=[.)]))/, (_, space, mark) =>
        /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
      ),
    )
    .join('\n');
}

function inline(nodes: readonly Node[]): string {
  return nodes.map(inlineOf).join('');
}

function inlineOf(node: Node): string {
  if (typeof node === 'string') return escaped(node);
  switch (node.t) {
    case 'b':
    case 'i':
    case 's':
      return MARKS[node.t] + inline(node.c) + MARKS[node.t];
    case 'a': {
      const words = inline(node.c);
      return node.c.length === 1 && node.c[0] === node.href ? node.href : `[${words}](<${node.href}>)`;
    }
    case 'code': {
      const fence = longest(node.text, /`+/g, 0);
      const space = /^`|`$/.test(node.text) ? ' ' : '';
      return fence + space + node.text + space + fence;
    }
    case 'br':
      return '\n';
    default:
      return 'c' in node ? inline(node.c) : '';
  }
}

// Without looking back in the pattern: Safari before 16.4 would not read this file at all.
function escaped(text: string): string {
  const isWord = (at: number) => /\w/.test(text[at] ?? '');
  return text.replace(/[\\`*[\]<_]|~~|&(?=#?\w+;)/g, (mark, at: number) =>
    mark === '_' && isWord(at - 1) && isWord(at + 1) ? mark : `\\${mark}`,
  );
}

/** One backtick more than the longest run in it. */
function longest(text: string, runs: RegExp, least: number): string {
  return '`'.repeat(Math.max(least, ...(text.match(runs) ?? []).map((run) => run.length)) + 1);
}
