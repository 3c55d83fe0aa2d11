// From the HTML that other systems keep to the contract's tree. It is read as text is read: only nodes that the
// contract names come out, images and frames become links, and no HTML is kept. Pure.
// Read next: rules/text/tree.ts for the limits, markdown.ts for the way from a tree to Markdown.

import { Parser } from 'htmlparser2';
import { dropUnseen, type Node, type ParentTag } from '../../contract/index.ts';
import { foldBlank, showsAnything } from '../../rules/text/blank.ts';
import { safeHref } from '../../rules/text/links.ts';
import { Tree } from '../../rules/text/tree.ts';
import { asTree } from '../../rules/text/valid-tree.ts';
import { addressesIn } from '../addresses.ts';

const INLINE: Record<string, ParentTag> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  cite: 'i',
  s: 's',
  del: 's',
  strike: 's',
};
const PARAGRAPHS =
  /^(?:p|div|section|article|header|footer|address|center|figure|figcaption|dl|dt|dd|table|tr|form|fieldset|details|summary)$/;
const HEADING = /^h[1-6]$/;
const UNREAD = /^(?:script|style|template|noscript|head|title|object|svg|math|select|textarea)$/;
const FRAMES = /^(?:iframe|video|audio|embed|source)$/;

export interface HtmlOptions {
  /** A bare line break is one, and an empty line parts paragraphs. */
  lines?: boolean;
  /** Addresses that stand bare are links, as where it came from they were made when it was shown. */
  links?: boolean;
}

export function htmlToTree(html: string, { lines = false, links = false }: HtmlOptions = {}): Node[] {
  const hasLines = lines || (html.includes('\n') && !/<(?:p|br|div|ul|ol|blockquote|pre|table)\b/i.test(html));
  const drawer = new Drawer(hasLines, links);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => drawer.open(name, attributes),
      onclosetag: (name) => drawer.close(name),
      ontext: (text) => drawer.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  const tree = tidy(drawer.end());
  // A row of `<br>` takes no more room than what a reader types here.
  return asTree(showsAnything(tree) ? foldBlank(tree) : tree);
}

/** What an open tag did to the tree, to be undone when it closes. */
interface Open {
  name: string;
  /** Levels of the tree. */
  levels: number;
  kind: 'box' | 'list' | 'inline' | 'nothing';
}

class Drawer {
  private readonly lines: boolean;
  private readonly links: boolean;
  private readonly tree = new Tree();
  /** The parser cuts text at every entity. */
  private waiting = '';
  private readonly open_: Open[] = [];
  /** A paragraph for text that stands bare in a box. */
  private hasParagraph = false;
  /** Depth of what is not read, and what was gathered in a `pre`. */
  private unread = 0;
  private pre: { text: string; lang?: string; depth: number } | null = null;
  private code: string | null = null;
  /** Of the code that follows, where what stands around it says so. */
  private lang: { lang?: string } = {};
  /** The line ends in a space so far: one is enough. */
  private hasSpace = false;

  constructor(lines: boolean, links: boolean) {
    this.lines = lines;
    this.links = links;
  }

  open(name: string, attributes: Record<string, string>): void {
    this.flush();
    if (this.unread > 0 || UNREAD.test(name)) {
      this.unread++;
      return;
    }
    if (this.pre) {
      this.openInPre(name, attributes);
      return;
    }
    if (this.code !== null) {
      if (name === 'br') this.code += '\n';
      this.push(name, 0, 'nothing');
      return;
    }
    if (name === 'pre') {
      this.endParagraph();
      this.pre = { text: '', ...this.lang, ...langOf(attributes), depth: 0 };
      this.lang = {};
    } else if (name === 'br') {
      this.inline();
      this.tree.leaf({ t: 'br' }, '\n');
      this.push(name, 0, 'nothing');
    } else if (name === 'hr') this.openRule();
    else if (name === 'img' || FRAMES.test(name)) this.openImage(name, attributes);
    else if (name === 'code' || name === 'tt' || name === 'kbd' || name === 'samp') {
      this.inline();
      this.code = '';
      this.push(name, 0, 'inline');
    } else if (name === 'a') this.openLink(attributes);
    else if (Object.hasOwn(INLINE, name)) {
      this.inline();
      const mark = INLINE[name]!;
      const isMarked = this.open_.some((open) => markOf(open.name) === mark);
      if (!isMarked) this.tree.enter({ t: mark });
      this.push(name, isMarked ? 0 : 1, 'inline');
    } else this.openBlock(name, attributes);
  }

  close(name: string): void {
    this.flush();
    if (this.unread > 0) {
      this.unread--;
      return;
    }
    if (this.pre) {
      if (name === 'pre' && this.pre.depth === 0) this.endPre();
      else this.pre.depth = Math.max(0, this.pre.depth - (name === 'pre' ? 1 : 0));
      return;
    }
    const open = this.open_.pop();
    if (!open) return;
    if (this.code !== null && open.kind === 'inline') {
      const { code } = this;
      this.code = null;
      this.drawCode(code, {});
    }
    if (open.kind === 'box' || open.kind === 'list') this.endParagraph();
    for (let level = 0; level < open.levels; level++) this.tree.leave();
  }

  text(given: string): void {
    if (this.unread === 0) this.waiting += given;
  }

  private flush(): void {
    if (this.waiting === '') return;
    const text = dropUnseen(this.waiting.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' '));
    this.waiting = '';
    if (this.pre) this.pre.text += text;
    else if (this.code !== null) this.code += text;
    else if (this.lines) this.textInLines(text);
    else this.run(text);
  }

  end(): Node[] {
    this.flush();
    if (this.pre) this.endPre();
    while (this.open_.length > 0) this.close(this.open_.at(-1)!.name);
    this.endParagraph();
    return this.tree.roots;
  }

  private textInLines(text: string): void {
    text.split(/\n[ \t]*(?:\n[ \t]*)+/).forEach((paragraph, i) => {
      if (i > 0) this.breakParagraph();
      paragraph.split('\n').forEach((line, j) => {
        if (j > 0 && (this.hasParagraph || this.isInline())) this.tree.leaf({ t: 'br' }, '\n');
        this.run(line);
      });
    });
  }

  /** Within markup a paragraph cannot end; two line breaks look the same. */
  private breakParagraph(): void {
    if (!this.isInline()) this.endParagraph();
    else for (let i = 0; i < 2; i++) this.tree.leaf({ t: 'br' }, '\n');
  }

  private run(text: string): void {
    const spaced = text.replace(/[ \t\n\f]+/g, ' ');
    const run = this.hasSpace ? spaced.replace(/^ /, '') : spaced;
    if (run === '' || (run === ' ' && !this.hasParagraph && !this.isInline())) return;
    this.inline();
    const isInLink = this.open_.some(({ name, levels }) => name === 'a' && levels > 0);
    if (this.links && !isInLink) this.drawLinked(run);
    else this.tree.text(run);
    this.hasSpace = run.endsWith(' ');
  }

  private drawLinked(run: string): void {
    for (const { text, href } of addressesIn(run)) {
      if (href !== null) this.tree.enter({ t: 'a', href });
      this.tree.text(text);
      if (href !== null) this.tree.leave();
    }
  }

  /** Makes sure that what comes next may stand in a line. */
  private inline(): void {
    const box = this.open_.findLast(({ kind }) => kind !== 'nothing');
    if (this.hasParagraph || box?.kind === 'inline') return;
    this.tree.enter({ t: 'p' });
    this.hasParagraph = true;
  }

  private isInline(): boolean {
    return this.open_.some(({ kind }) => kind === 'inline');
  }

  private endParagraph(): void {
    if (!this.hasParagraph) return;
    this.hasParagraph = false;
    this.hasSpace = false;
    this.tree.leave();
  }

  private push(name: string, levels: number, kind: Open['kind']): void {
    if (!Object.hasOwn(INLINE, name)) this.hasSpace = false;
    this.open_.push({ name, levels, kind });
  }

  private openBlock(name: string, attributes: Record<string, string>): void {
    const isHeading = HEADING.test(name);
    const isBlock = isHeading || PARAGRAPHS.test(name) || /^(?:blockquote|ul|ol|menu|li)$/.test(name);
    if (!isBlock || this.isInline()) {
      // A block inside of `<b>` or a link: a line of its own will do.
      if (isBlock) this.tree.leaf({ t: 'br' }, '\n');
      // The cells of a table are words of one line.
      else if ((name === 'td' || name === 'th') && this.hasParagraph) this.run(' ');
      this.push(name, 0, 'nothing');
      return;
    }
    this.endParagraph();
    if (name === 'div') this.lang = langOfDiv(attributes);
    if (name === 'blockquote') this.enter(name, 'box', { t: 'quote' });
    else if (name === 'ul' || name === 'menu') this.enter(name, 'list', { t: 'ul' });
    else if (name === 'ol') this.enter(name, 'list', { t: 'ol', ...startOf(attributes) });
    else if (name === 'li') this.openItem();
    else if (isHeading) {
      this.tree.enter({ t: 'p' });
      this.tree.enter({ t: 'b' });
      this.push(name, 2, 'inline');
    } else this.push(name, 0, 'box');
  }

  private enter(name: string, kind: Open['kind'], branch: { t: ParentTag; start?: number }): void {
    this.tree.enter(branch);
    this.push(name, 1, kind);
  }

  private openItem(): void {
    const isInList = this.open_.findLast(({ kind }) => kind === 'list' || kind === 'box')?.kind === 'list';
    if (!isInList) this.tree.enter({ t: 'ul' });
    this.tree.enter({ t: 'li' });
    this.push('li', isInList ? 1 : 2, 'box');
  }

  private openRule(): void {
    if (!this.isInline()) {
      this.endParagraph();
      this.tree.leaf({ t: 'hr' }, '\n');
    }
    this.push('hr', 0, 'nothing');
  }

  private openLink(attributes: Record<string, string>): void {
    this.inline();
    const href = safeHref(attributes.href?.trim() ?? '');
    if (href !== null) this.tree.enter({ t: 'a', href });
    this.push('a', href === null ? 0 : 1, href === null ? 'nothing' : 'inline');
  }

  private openImage(name: string, attributes: Record<string, string>): void {
    const source = attributes.src?.trim() ?? '';
    const href = safeHref(source.startsWith('//') ? `https:${source}` : source);
    const words = dropUnseen(attributes.alt ?? attributes.title ?? '').trim();
    if (href !== null || words !== '') this.inline();
    // A link cannot stand in a link: Tree draws its words only.
    if (href !== null) this.tree.enter({ t: 'a', href });
    this.tree.text(words === '' ? (href ?? '') : words);
    if (href !== null) this.tree.leave();
    this.push(name, 0, 'nothing');
  }

  private openInPre(name: string, attributes: Record<string, string>): void {
    if (!this.pre) return;
    if (name === 'pre') this.pre.depth++;
    else if (name === 'br') this.pre.text += '\n';
    else if (name === 'code') Object.assign(this.pre, langOf(attributes));
  }

  private endPre(): void {
    const { text, lang } = this.pre!;
    this.pre = null;
    const code = text.replace(/^\n/, '').trimEnd();
    if (code.includes('\n') || this.isInline()) this.drawCode(code, lang === undefined ? {} : { lang });
    else if (code !== '') this.tree.leaf({ t: 'pre', text: code, ...(lang !== undefined && { lang }) }, `${code}\n`);
  }

  /** Of several lines it is a block; within a link, say, where there can be none, code for each. */
  private drawCode(text: string, lang: { lang?: string }): void {
    const lines = text.split('\n');
    const [from, to] = [lines.findIndex(isFilled), lines.findLastIndex(isFilled)];
    const code = from < 0 ? [text] : lines.slice(from, to + 1);
    if (code.length > 1 && !this.isInline()) {
      this.endParagraph();
      this.tree.leaf({ t: 'pre', text: code.join('\n').trimEnd(), ...lang }, `${code.join('\n')}\n`);
      return;
    }
    code.forEach((line, i) => {
      if (i > 0) this.tree.leaf({ t: 'br' }, '\n');
      this.tree.leaf({ t: 'code', text: line }, line);
    });
  }
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}

/** GitHub says it of the box that the code is in. */
function langOfDiv(attributes: Record<string, string>): { lang?: string } {
  const lang = /(?:^|\s)highlight-(?:source|text)-([A-Za-z0-9+#._-]{1,30})(?:\s|$)/.exec(attributes.class ?? '')?.[1];
  return lang === undefined ? {} : { lang };
}

/** Bold within bold is bold, and no Markdown says more; a heading is bold. */
function markOf(name: string): ParentTag | null {
  if (HEADING.test(name)) return 'b';
  return Object.hasOwn(INLINE, name) ? INLINE[name]! : null;
}

function langOf(attributes: Record<string, string>): { lang?: string } {
  const lang = /(?:^|\s)lang(?:uage)?-([A-Za-z0-9+#._-]{1,30})(?:\s|$)/.exec(attributes.class ?? '')?.[1];
  return lang === undefined ? {} : { lang };
}

function startOf(attributes: Record<string, string>): { start?: number } {
  const start = Number(attributes.start ?? 1);
  return Number.isSafeInteger(start) && start >= 0 && start !== 1 ? { start } : {};
}

// ---- what markup leaves around its words: no empty elements, no spaces or breaks at a paragraph's ends ----

const BOXES = ['p', 'li', 'quote'];
const MARKS = ['b', 'i', 's', 'a'];

/** The mark touches words at both ends; what stood between goes outside. */
export function marked(node: Exclude<Node, string>, within: Node[]): Node[] {
  const parts = within.flatMap((each): Node[] =>
    typeof each === 'string' ? (each.match(/^\s+|\S(?:.*\S)?|\s+$/gs) ?? []) : [each],
  );
  const isWord = (each: Node) => (typeof each === 'string' ? each.trim() !== '' : each.t !== 'br');
  const [first, last] = [parts.findIndex(isWord), parts.findLastIndex(isWord)];
  if (first < 0) return parts;
  return [...parts.slice(0, first), { ...node, c: parts.slice(first, last + 1) } as Node, ...parts.slice(last + 1)];
}

function tidy(nodes: Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (typeof node === 'string') return [node];
    if (node.t === 'code') return node.text.trim() === '' ? [] : [node];
    if (!('c' in node)) return [node];
    const tidied = tidy(node.c);
    if (MARKS.includes(node.t)) return marked(node, withoutSpacesAtBreaks(tidied));
    const within = BOXES.includes(node.t) ? trimmed(tidied) : tidied;
    if (within.length === 0) return [];
    // One paragraph alone in a list's item is a tight list, as Markdown draws it.
    const only = within.length === 1 ? within[0] : undefined;
    const first = within[0];
    if (node.t === 'li' && only !== undefined && typeof only !== 'string' && only.t === 'p')
      return [{ ...node, c: only.c }];
    if (
      node.t === 'li' &&
      isParagraph(first) &&
      within.slice(1).every((each) => typeof each !== 'string' && isList(each))
    ) {
      return [{ ...node, c: [...first.c, ...within.slice(1)] }];
    }
    return [{ ...node, c: within }];
  });
}

function isParagraph(node: Node | undefined): node is { t: 'p'; c: Node[] } {
  return typeof node === 'object' && node.t === 'p';
}

function isList(node: Exclude<Node, string>): boolean {
  return node.t === 'ul' || node.t === 'ol';
}

export function trimmed(nodes: Node[]): Node[] {
  const kept = [...nodes];
  for (;;) {
    const first = kept[0];
    if (typeof first === 'string') {
      const text = first.trimStart();
      if (text !== '') {
        kept[0] = text;
        break;
      }
    } else if (!isBreak(first)) break;
    kept.shift();
  }
  for (;;) {
    const last = kept.at(-1);
    if (typeof last === 'string') {
      const text = last.trimEnd();
      if (text !== '') {
        kept[kept.length - 1] = text;
        break;
      }
    } else if (!isBreak(last)) break;
    kept.pop();
  }
  return withoutSpacesAtBreaks(kept);
}

/** Between a break and a link, say, there may be nothing but a space. */
function withoutSpacesAtBreaks(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node, i): Node[] => {
    if (typeof node !== 'string') return [node];
    const start = isBreak(nodes[i - 1]) ? node.trimStart() : node;
    const text = isBreak(nodes[i + 1]) ? start.trimEnd() : start;
    return text === '' ? [] : [text];
  });
}

function isBreak(node: Node | undefined): boolean {
  return typeof node === 'object' && node.t === 'br';
}
