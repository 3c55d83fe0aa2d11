// From a tree back to Markdown: what the owner edits and what is exported where a comment came as HTML. Drawing it again
// gives the same tree. Pure. Read next: rules/text/markdown.ts, the other way.

import type { Node } from '../contract/index.ts';

export function treeToMarkdown(nodes: readonly Node[]): string {
  return blocks(nodes).trim();
}

/** Blocks part by an empty line; lines that stand bare among them are a paragraph. */
function blocks(nodes: readonly Node[], isTight = false): string {
  const parts: string[] = [];
  let line: Node[] = [];
  const endLine = () => {
    if (line.length > 0) parts.push(atLineStarts(inline(line)));
    line = [];
  };
  for (const node of nodes) {
    if (isInline(node)) line.push(node);
    else {
      endLine();
      parts.push(block(node));
    }
  }
  endLine();
  return parts.filter((part) => part !== '').join(isTight ? '\n' : '\n\n');
}

function isInline(node: Node): boolean {
  return typeof node === 'string' || ['b', 'i', 's', 'a', 'code', 'br'].includes(node.t);
}

function block(node: Node): string {
  if (typeof node === 'string') return escaped(node);
  switch (node.t) {
    case 'p':
      return blocks(node.c);
    case 'quote':
      return indent(blocks(node.c), '> ', '> ');
    case 'ul':
      return node.c.map((item) => indent(itemOf(item), '- ', '  ')).join('\n');
    case 'ol': {
      const first = node.start ?? 1;
      return node.c
        .map((item, i) => {
          const mark = `${first + i}. `;
          return indent(itemOf(item), mark, ' '.repeat(mark.length));
        })
        .join('\n');
    }
    case 'li':
      return indent(itemOf(node), '- ', '  ');
    case 'pre': {
      const fence = '`'.repeat(Math.max(3, longestRun(node.text) + 1));
      return `${fence}${node.lang ?? ''}\n${node.text}\n${fence}`;
    }
    case 'hr':
      return '---';
    default:
      return inline([node]);
  }
}

function itemOf(node: Node): string {
  if (typeof node === 'string' || !('c' in node)) return block(node);
  const isTight = node.c.every((child) => typeof child === 'string' || child.t !== 'p');
  return blocks(node.c, isTight);
}

function inline(nodes: readonly Node[]): string {
  return nodes.map(inlineNode).join('');
}

function inlineNode(node: Node): string {
  if (typeof node === 'string') return escaped(node);
  switch (node.t) {
    case 'b':
      return wrap(inline(node.c), '**');
    case 'i':
      return wrap(inline(node.c), '*');
    case 's':
      return wrap(inline(node.c), '~~');
    case 'a': {
      const [only] = node.c;
      const isBare = node.c.length === 1 && only === node.href && /^https?:/.test(node.href);
      return isBare ? `<${node.href}>` : `[${inline(node.c)}](<${node.href.replace(/[<>]/g, encodeURIComponent)}>)`;
    }
    case 'code': {
      const fence = '`'.repeat(longestRun(node.text) + 1);
      const space = /^`|`$|^ .* $/s.test(node.text) ? ' ' : '';
      return node.text === '' ? '' : `${fence}${space}${node.text.replaceAll('\n', ' ')}${space}${fence}`;
    }
    case 'br':
      return '\n';
    default:
      return block(node);
  }
}

/** Marks must touch the words that they mark. */
function wrap(text: string, mark: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return words === '' ? text : `${before}${mark}${words}${mark}${after}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function escaped(text: string): string {
  return (
    text
      .replace(/[\\`*_[\]<>~]/g, '\\$&')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/!(?=\\\[)/g, '\\!')
      // What is no link in the tree must not become one.
      .replace(/\b(https?):\/\//gi, '$1:\\/\\/')
  );
}

// What would begin a heading, a list, a rule or the underline of a heading.
function atLineStarts(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^(\s*)([#+=|-])/, '$1\\$2')
        .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
        .replace(/^\s{4,}/, ' '),
    )
    .join('\n');
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, i) => (i === 0 ? first : line === '' ? rest.trimEnd() : rest) + line)
    .join('\n');
}
