// A comment's tree written as Markdown again, for comments that came as HTML: the owner edits them, and they are
// exported. markdown.ts makes the same tree of it, and it reads as if somebody had typed it: no backslash stands in it
// that could be left out. Pure.
// Some trees do not come back to the letter, though every word does: marks that stand three deep, a list of one single
// paragraph that is not tight, a heading with a line right below its list, and what was cut at MAX_NODES.

import type { Node } from '../../contract/index.ts';
import { withFewerEscapes } from './fewer-escapes.ts';

type Parent = Extract<Node, { c: Node[] }>;

export function toMarkdown(nodes: readonly Node[]): string {
  return withFewerEscapes(blocksOf(nodes, '\n\n'));
}

/** The same, with every backslash that might be needed. */
export function toEscapedMarkdown(nodes: readonly Node[]): string {
  return blocks(nodes, '\n\n');
}

// ---- blocks ----

/** `gap` parts them. `itemMark`: of the list that they are an item of. */
function blocks(nodes: readonly Node[], gap: string, itemMark = ''): string {
  return blocksOf(nodes, gap, itemMark).join(gap);
}

function blocksOf(nodes: readonly Node[], gap: string, itemMark = ''): string[] {
  const out: string[] = [];
  let line: Node[] = [];
  let listMark = itemMark;
  const endLine = () => {
    if (line.length === 0) return;
    // A line right after a quotation would go on with it.
    if (gap === '\n' && out[out.length - 1]?.startsWith('>')) out.push('>');
    out.push(paragraph(line));
    line = [];
  };
  for (const node of nodes) {
    listMark = markOf(node, listMark);
    const block = blockOf(node, gap, itemMark, listMark);
    if (block === undefined) line.push(node);
    else {
      endLine();
      out.push(block);
    }
  }
  endLine();
  return out;
}

/** Undefined for what stands in a line. */
function blockOf(node: Node, gap: string, itemMark: string, listMark: string): string | undefined {
  if (typeof node === 'string') return;
  switch (node.t) {
    case 'p':
      // Only a heading is a paragraph in a list without gaps.
      return isBold(node) && gap === '\n' ? heading(node.c[0].c) : paragraph(node.c);
    case 'quote':
      return indent(blocks(node.c, '\n\n'), '> ', '> ');
    case 'ul':
    case 'ol': {
      const gapOfItems = node.c.some((item) => itemOf(item).some(needsGap)) ? '\n\n' : '\n';
      const items = node.c.map((item, i) => {
        const number = node.t === 'ol' ? Math.min((node.start ?? 1) + i, 999_999_999) : '';
        const start = `${number}${listMark} `;
        return indent(blocks(itemOf(item), gapOfItems, listMark), start, ' '.repeat(start.length));
      });
      return items.join(gapOfItems);
    }
    case 'pre': {
      let fence = '```';
      while (node.text.includes(fence)) fence += '`';
      return `${fence}${node.lang ?? ''}\n${node.text}\n${fence}`;
    }
    case 'hr':
      // `- ---` would be one rule.
      return itemMark ? '***' : '---';
  }
}

/** Of a list; '' of anything else. Two lists in a row differ by it, and so do `- + -`, for `- - -` is a rule. */
function markOf(node: Node, before: string): string {
  const t = typeof node === 'string' ? '' : node.t;
  return t === 'ul' ? (before === '-' ? '+' : '-') : t === 'ol' ? (before === '.' ? ')' : '.') : '';
}

/** What is in an item. HTML has other things in lists, too. */
function itemOf(node: Node): readonly Node[] {
  return typeof node === 'object' && (node.t === 'li' || node.t === 'p') ? node.c : [node];
}

/** A list whose items hold paragraphs has gaps. Two quotations in a row would be one without. */
function needsGap(node: Node, i: number, nodes: readonly Node[]): boolean {
  const next = nodes[i + 1];
  return (
    typeof node === 'object' &&
    (node.t === 'p' ? !isBold(node) : node.t === 'quote' && typeof next === 'object' && next.t === 'quote')
  );
}

function isBold(node: Parent): node is Parent & { c: [Parent] } {
  const [only] = node.c;
  return node.c.length === 1 && typeof only === 'object' && only.t === 'b';
}

function paragraph(nodes: readonly Node[]): string {
  return lines(nodes) || '&#12;';
}

function heading(nodes: readonly Node[]): string {
  // A line with nothing on it is a backslash alone.
  const text = lines(nodes)
    .replace(/(?:^\\)?\n(?:\\\n)*/g, ' ')
    .trim();
  return (text && `# ${text.replace(/ (#+)$/, ' \\$1')}`) || '#';
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, i) => {
      const start = i === 0 ? first : rest;
      return line === '' ? start.trimEnd() : start + line;
    })
    .join('\n');
}

// ---- lines ----

// Until a line is whole, what is to stay as it is stands between characters that no tree has (dropUnseen): a mark that
// opens in \x02 … \x07, one that closes in \x04 … \x06, anything else in \x01 … \x06, and an address that shows itself
// in \x08 … \x08.

function raw(text: string): string {
  return `\x01${text}\x06`;
}

/** Draws nothing, for a form feed is dropped, and is punctuation to what stands beside it. */
const NOTHING = raw('&#12;');

/** `around`: `[` in a link, and `*` or `_` within such a mark. */
function inline(nodes: readonly Node[], around = ''): string {
  return nodes.map((node) => inlineOf(node, around)).join('');
}

function inlineOf(node: Node, around: string): string {
  if (typeof node === 'string') {
    const marks = around.includes('[') ? /[[\]]|:(?=\/\/.*[[\]])/g : /:(?=\/\/)/g;
    return node.replace(/\n/g, raw('&#10;')).replace(marks, raw('\\$&'));
  }
  switch (node.t) {
    case 's':
      return marked(node.c, '~~', around);
    case 'b':
    case 'i':
      return emphasis(node, around);
    case 'a': {
      const { href } = node;
      const [text] = node.c;
      const isBare = node.c.length === 1 && typeof text === 'string' && /^https?:[^\s<>]+$/i.test(text);
      if (isBare && [text, `${text}/`, encodeURI(text)].includes(href)) return `\x08${text}\x08`;
      const address = href.replace(/&(?=#?\w+;)/g, '\\&');
      return raw('[') + inline(node.c, '[') + raw(/[()]/.test(href) ? `](<${address}>)` : `](${address})`);
    }
    case 'code': {
      const { text } = node;
      let fence = '`';
      while (text.match(/`+/g)?.some((run) => run === fence)) fence += '`';
      const isStripped = text.startsWith(' ') && text.endsWith(' ') && /[^ ]/.test(text);
      const space = isStripped || /^`|`$/.test(text) ? ' ' : '';
      return raw(fence + space + text + space + fence);
    }
    case 'br':
      return '\n';
    default:
      return 'c' in node ? inline(node.c, around) : '';
  }
}

function emphasis(node: Parent, around: string): string {
  let within = node;
  let size = node.t === 'b' ? 2 : 1;
  // `***` is bold in italics, and `****` bold in bold.
  for (; isBold(within); size += 2) within = within.c[0];
  // By turns: of two stars in a row nobody knows whether the second opens or closes.
  const letter = around.endsWith('*') ? '_' : '*';
  return marked(within.c, letter.repeat(size), around + letter);
}

function marked(nodes: readonly Node[], mark: string, around: string): string {
  const words = inline(nodes, around) || NOTHING;
  return `\x02${mark}\x07${words}\x04${mark}\x06`;
}

/** Known for an address without any mark, where it stands apart. */
const BARE =
  /(^|[\s(])\x08(https?:\/\/[\w-]+(?:\.[\w-]+)*(?::\d+)?(?:\/|[/?#][\w!%&+,./:;=?@~#-]*[A-Za-z\d/=-])?)\x08(?=[!',.:;?]*(?:$|[\s")}]))/gi;

/** What Markdown takes for a letter: neither a space nor punctuation. */
const LETTER = '[^\\p{P}\\p{S}\\p{Zs}\\p{Cs}\\t\\n\\x01-\\x08]';
const IS_LETTER = new RegExp(LETTER, 'u');

/** After what something has to stand that draws nothing. */
const GAPS = [
  // At the ends of a line and of what is marked: a space, and a line break that would be none.
  /\n$|(?:^|\n)(?=[ \t])/g,
  /[ \t](?=\n|$)/g,
  /\x07(?=[\p{Zs}\t\n])|[\p{Zs}\t\n](?=\x04)/gu,
  // Between what would be a face.
  /([-^<>.=@])(?=\x02_+\x07\1)|([-^<>.=@])(?=\x04_+\x06\2)|>(?=\x02_+\x07<|\x04_+\x06<)/g,
  // Between what would be one mark.
  /`\x06(?=\x01`)|\x04(.)[*_~]*\x06(?=\x02\1)/g,
  // Between a letter and a mark that would be none beside it.
  new RegExp(`${LETTER}(?=\\x02(?:_|[*~]+\\x07(?!${LETTER})|[*]+\\x07[^\\s*]*\\s))`, 'gu'),
  new RegExp(`(?:\\x04_+|(?!${LETTER})[^]\\x04[*~]+)\\x06(?=${LETTER})`, 'gu'),
];

/** Where a line begins like a block, up to where it is to be escaped. */
const BLOCK =
  /(?:^|\n)(?:\d{1,9}(?=[.)](?:[ \t\n]|$))|(?=>|\+(?:[ \t\n]|$)|-(?:[ \t]|[- \t]*(?:\n|$))|#{1,6}(?:[ \t\n]|$)))/g;

/** What is to stay, and what is a mark. */
const MARK =
  /[\x01-\x04]([^\x06\x07]*)[\x06\x07]|\\(?=[!-/:-@[-`{-~\n\x01-\x08])|[`*_~]|&(?=#?[A-Za-z\d]+;)|<(?=[^<>\n\t ]*[:@])|\](?=[(:])|!(?=\x01\[)/g;

function lines(nodes: readonly Node[]): string {
  let text = inline(nodes)
    .replace(BARE, `$1${raw('$2')}`)
    .replace(/\x08(.*?)\x08/g, raw('<$1>'))
    // A line with nothing on it would end the paragraph.
    .replace(/^(?=\n)/, raw('\\'))
    .replace(/[\n\x07](?=\n)/g, `$&${raw('\\')}`);
  for (const gap of GAPS) text = text.replace(gap, `$&${NOTHING}`);
  return text
    .replace(BLOCK, `$&${raw('\\')}`)
    .replace(MARK, (mark, kept: string | undefined, at: number, all: string) => {
      return kept ?? (isWord(mark, all[at - 1] ?? '', all[at + 1] ?? ' ') ? mark : `\\${mark}`);
    });
}

/** One tilde, a line between letters, and either of the others between spaces. */
function isWord(mark: string, before: string, after: string): boolean {
  if (mark === '~') return !/[~\x01-\x08]/.test(before + after);
  if (mark === '_' && IS_LETTER.test(before) && IS_LETTER.test(after)) return true;
  return /[*_]/.test(mark) && /[\p{Zs}\t][\p{Zs}\t\n]/u.test(before + after);
}
