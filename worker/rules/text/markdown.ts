// From what a reader wrote to the contract's tree: CommonMark, parsed once when it is written. Raw HTML is text, images
// are links, headings are bold paragraphs, there are no tables; a single line break is a line break. Only nodes named
// here can come out, and what is not markup is text, to the last character.
// Pure. Read next: dialect.ts for where we differ, tree.ts for the limits, links.ts for what may be linked.

import MarkdownIt from 'markdown-it';
import { dropUnseen, type Node } from '../../contract/index.ts';
import { addressAtStart } from './address.ts';
import { foldBlank, showsAnything } from './blank.ts';
import { readAsPeopleType } from './dialect.ts';
import { encodeAddress, safeHref } from './links.ts';
import { plainText, Tree } from './tree.ts';

type Parser = InstanceType<typeof MarkdownIt>;
type MarkdownToken = ReturnType<Parser['parse']>[number];

/** Quotes and lists within each other; deeper ones are text. Leaves room for markup within the tree's 20 levels. */
const MAX_BLOCK_DEPTH = 12;

/**
 * Some things take time that grows with the square of the text: 5,000 characters of `![` took 17 ms, of addresses
 * without a space between them 70 ms, of lines and quotes in turn 180 ms, of the 10 ms that the free plan has for a
 * request. Past these limits they are text.
 */
const MAX_LABEL_STEPS = 30_000;
const MAX_QUOTE_STEPS = 30_000;
const MAX_ADDRESS_LETTERS = 10_000;
/** A longer one would be refused anyway (links.ts). */
const MAX_ADDRESS_LENGTH = 2_100;

/** A comment's tree: at most 1,000 nodes, 20 deep. It may show nothing (blank.ts): then it is no comment. */
export function toTree(source: string): Node[] {
  return treeReader()(source);
}

/** The same for many texts: to make a parser takes as long as to read a few lines. */
export function treeReader(): (source: string) => Node[] {
  let parse: ReturnType<typeof makeParse> | undefined;
  return (source) => {
    const tree = new Tree();
    if (source.split('\n').every((line) => WITHOUT_MARKS.test(line))) drawPlain(source, tree);
    else {
      parse ??= makeParse();
      draw(parse(source), tree);
    }
    return finished(tree, source);
  };
}

/**
 * A line, or none, in which nothing can be a mark: it begins with a letter, ends without a space, and has letters,
 * numbers and a sentence's punctuation. Most comments have no other lines. They need no parser, which takes a fresh
 * isolate half as long as all the rest of a comment.
 */
const WITHOUT_MARKS = /^(?:\p{L}[\p{L}\p{M}\p{Nd} ,.;:!?"'()…–—‘’“”„«»、。，！？：；「」『』（）%€-]*(?<! ))?$/u;

function drawPlain(source: string, tree: Tree): void {
  for (const paragraph of source.split(/\n{2,}/)) {
    const lines = paragraph.replace(/^\n|\n$/g, '');
    if (lines !== '') drawLines(lines, tree);
  }
}

function finished(tree: Tree, source: string): Node[] {
  // Markup around nothing ("#", ">>>") leaves nothing to read; then it is shown as it was written.
  const isOnlyMarkup = !showsAnything(tree.roots) && plainText(tree.roots).replaceAll('\n', '') === '';
  const roots = isOnlyMarkup ? asWritten(source) : tree.roots;
  return showsAnything(roots) ? foldBlank(roots) : roots;
}

/** CommonMark drops a link's definition that nothing refers to; here definitions are text then, all of them. */
function makeParse(): (source: string) => MarkdownToken[] {
  const parser = makeParser();
  let plain: Parser | undefined;
  let lookedUp = new Set<string>();
  // Defining looks up too. Only what text looks up after that is a use.
  parser.core.ruler.after('block', 'forget_lookups', () => lookedUp.clear());
  return (source) => {
    lookedUp = new Set();
    const references = new Proxy<Record<string, { title: string; href: string }>>(
      {},
      {
        get(defined, label: string) {
          lookedUp.add(label);
          return defined[label];
        },
      },
    );
    const tokens = parser.parse(source, { references });
    if (Object.keys(references).every((label) => lookedUp.has(label))) return tokens;
    plain ??= makeParser().disable('reference');
    return plain.parse(source, {});
  };
}

// Made for each comment (0.1 ms): a parser is a thing of many mutable parts, and this module keeps no state. What it
// counts begins anew with each text. `html`: for imports of what was HTML where it comes from
// (transfer/content/markdown-with-html.ts).
export function makeParser(html = false): Parser {
  const parser = new MarkdownIt({ html, linkify: true, typographer: false });
  parser.disable('table');
  // What was shown elsewhere was shown as CommonMark has it.
  if (!html) readAsPeopleType(parser);
  boundLabels(parser);
  findAddresses(parser);
  // A refused address is no link, and its markup stays as it was typed. Shown is what was typed, too.
  parser.validateLink = (address) => safeHref(address) !== null;
  parser.normalizeLink = encodeAddress;
  parser.normalizeLinkText = (text) => text;
  // The parser itself drops what is nested too deeply; a rule before all others makes it a paragraph.
  const paragraph = parser.block.ruler.getRules('').at(-1)!;
  let steps = 0;
  beforeEach(parser, () => {
    steps = 0;
  });
  parser.block.ruler.before('code', 'too_deep', (state, line, end, isSilent) => {
    // A quote looks through all the lines that follow, though it may end with the first.
    if (state.src[state.bMarks[line]! + state.tShift[line]!] === '>') steps += end - line;
    const isTooMuch = state.level >= MAX_BLOCK_DEPTH || steps > MAX_QUOTE_STEPS;
    return isTooMuch ? paragraph(state, line, end, isSilent) : false;
  });
  return parser;
}

/** Before each text that it reads. */
function beforeEach({ core }: Parser, begin: () => void): void {
  core.ruler.before('normalize', 'begin', begin);
}

// From each bracket on the parser looks for the end of a label, as far as the text goes where there is none.
function boundLabels(parser: Parser): void {
  const { inline } = parser;
  const skipToken = inline.skipToken.bind(inline);
  let steps = 0;
  beforeEach(parser, () => {
    steps = 0;
  });
  inline.skipToken = (state) => {
    if (++steps > MAX_LABEL_STEPS) state.pos = state.posMax;
    else skipToken(state);
  };
}

// Bare addresses only where they say http(s)://; not every "file.rs" is a site in Serbia. Each is looked at to its end,
// and where that is refused the next one begins within it. The parser's own finder makes patterns of 30,000 characters
// for each comment that has an address: half a millisecond, and nine in a fresh isolate.
function findAddresses(parser: Parser): void {
  const { core, linkify } = parser;
  // Looks through all text once more, for addresses that do not say http(s)://.
  core.ruler.disable('linkify');
  let left = MAX_ADDRESS_LETTERS;
  beforeEach(parser, () => {
    left = MAX_ADDRESS_LETTERS;
  });
  linkify.matchAtStart = (text) => {
    const word = /^\S*/.exec(text)![0];
    left -= word.length;
    const url = left < 0 || word.length > MAX_ADDRESS_LENGTH ? null : addressAtStart(word);
    // Of a match the parser asks no more than this.
    return url === null ? null : ({ url } as ReturnType<typeof linkify.matchAtStart>);
  };
}

function draw(tokens: readonly MarkdownToken[], tree: Tree): void {
  for (const token of tokens) drawToken(token, tree);
}

function drawToken(token: MarkdownToken, tree: Tree): void {
  switch (token.type) {
    case 'inline':
      draw(token.children ?? [], tree);
      break;
    case 'softbreak':
    case 'hardbreak':
      tree.leaf({ t: 'br' }, '\n');
      break;
    case 'hr':
      tree.leaf({ t: 'hr' }, '\n');
      break;
    case 'code_inline':
      tree.leaf({ t: 'code', text: dropUnseen(token.content) }, dropUnseen(token.content));
      break;
    case 'code_block':
    case 'fence':
      drawPre(token, tree);
      break;
    case 'image':
      drawImage(token, tree);
      break;
    case 'heading_open':
      tree.enter({ t: 'p' });
      tree.enter({ t: 'b' });
      break;
    case 'heading_close':
      tree.leave();
      tree.leave();
      break;
    case 'link_open':
      drawLink(token, tree);
      break;
    case 'ordered_list_open':
      tree.enter({ t: 'ol', ...startOf(token) });
      break;
    default:
      // The paragraphs of a tight list are hidden.
      if (!token.hidden) drawElement(token, tree);
  }
}

const ELEMENTS = {
  paragraph: 'p',
  blockquote: 'quote',
  bullet_list: 'ul',
  list_item: 'li',
  strong: 'b',
  em: 'i',
  s: 's',
} as const;

function drawElement(token: MarkdownToken, tree: Tree): void {
  const name = token.type.replace(/_(?:open|close)$/, '');
  if (token.nesting === -1) tree.leave();
  // Text, and whatever a newer parser may bring.
  else if (token.nesting === 0) tree.text(dropUnseen(token.content));
  else tree.enter({ t: Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name as keyof typeof ELEMENTS] : 'p' });
}

function drawPre(token: MarkdownToken, tree: Tree): void {
  const text = dropUnseen(token.content).replace(/\n$/, '');
  const lang = /^[A-Za-z0-9+#._-]{1,30}$/.exec(token.info.trim().split(/\s/)[0] ?? '')?.[0];
  tree.leaf({ t: 'pre', text, ...(lang !== undefined && { lang }) }, `${text}\n`);
}

// A refused address never gets here, but none at all does: `[words]()`.
function drawLink(token: MarkdownToken, tree: Tree): void {
  const href = safeHref(String(token.attrGet('href')));
  if (href === null) tree.enterAsText('[', ']()');
  else tree.enter({ t: 'a', href });
}

function drawImage(token: MarkdownToken, tree: Tree): void {
  const href = safeHref(String(token.attrGet('src')));
  const isDescribed = (token.children ?? []).some((child) => child.content.trim() !== '');
  if (href === null) {
    tree.enterAsText('![', ']()');
    draw(token.children ?? [], tree);
    tree.leave();
    return;
  }
  tree.enter({ t: 'a', href });
  if (isDescribed) draw(token.children ?? [], tree);
  else tree.text(href);
  tree.leave();
}

function startOf(token: MarkdownToken): { start?: number } {
  const start = Number(token.attrGet('start') ?? 1);
  return start === 1 ? {} : { start };
}

function asWritten(source: string): Node[] {
  const tree = new Tree();
  drawLines(source, tree);
  return tree.roots;
}

/** One paragraph. */
function drawLines(text: string, tree: Tree): void {
  tree.enter({ t: 'p' });
  text.split('\n').forEach((line, index) => {
    if (index > 0) tree.leaf({ t: 'br' }, '\n');
    tree.text(dropUnseen(line));
  });
  tree.leave();
}
