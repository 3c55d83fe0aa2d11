// A comment's text, from its tree to HTML. An allow-list of its own, like the widget's: the tree was checked when it
// was written, but what is kept is not trusted to be what this version would have kept. The widget draws the same tree
// as vnodes. Read next: contract/thread.ts.

import type { Node, ParentTag } from '../../contract/index.ts';
import { MAX_DEPTH } from '../../rules/limits.ts';
import { type Html, html } from '../html.ts';

const MOST_DEEP = MAX_DEPTH + 4;

/** Text is escaped where it is put in: to make it an Html of its own would be most of the work. */
type Content = (Html | string)[];

const BREAK = html`<br>`;
const RULE = html`<hr>`;

const ELEMENTS: Record<ParentTag, (content: Content, start: number | undefined) => Html> = {
  p: (content) => html`<p>${content}</p>`,
  b: (content) => html`<strong>${content}</strong>`,
  i: (content) => html`<em>${content}</em>`,
  s: (content) => html`<s>${content}</s>`,
  quote: (content) => html`<blockquote>${content}</blockquote>`,
  ul: (content) => html`<ul>${content}</ul>`,
  ol: (content, start) => html`<ol start="${start ?? 1}">${content}</ol>`,
  li: (content) => html`<li>${content}</li>`,
};

/** How many elements are still to be drawn on one page. */
export interface Room {
  left: number;
}

/**
 * A hundred comments of a thousand nodes each would cost a page many times the processor's time that a request has.
 * People write ten or twenty nodes, so this is never met but by who means to.
 */
export function roomOnPage(): Room {
  return { left: 5_000 };
}

/**
 * The tree as HTML; what is not on the list is left out, its text stays. Where there is no more room on the page, a
 * comment is its text.
 */
export function bodyHtml(nodes: readonly Node[], room = roomOnPage()): Html[] {
  if (room.left <= 0) return [html`<p>${textOf(nodes)}</p>`];
  return nodes.map((node) => html`${nodeHtml(node, room, 0)}`);
}

function nodeHtml(node: Node, room: Room, depth: number): Html | string {
  if (typeof node === 'string') return node;
  room.left--;
  if (depth > MOST_DEEP) return textOf(node);
  switch (node.t) {
    case 'a':
      return linkHtml(node.href, contentHtml(node.c, room, depth));
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'pre':
      return html`<pre tabindex="0"><code>${node.text}</code></pre>`;
    case 'br':
      return BREAK;
    case 'hr':
      return RULE;
    default:
      return Object.hasOwn(ELEMENTS, node.t)
        ? ELEMENTS[node.t](contentHtml(node.c, room, depth), Number.isSafeInteger(node.start) ? node.start : undefined)
        : textOf(node);
  }
}

function contentHtml(nodes: readonly Node[], room: Room, depth: number): Content {
  return nodes.map((node) => nodeHtml(node, room, depth + 1));
}

/** A link, if the address may be one; else its words alone. Nothing else on the worker writes a reader's address. */
export function linkHtml(href: string, content: Content | string): Html {
  const address = safeAddress(href);
  if (address === null) return html`${content}`;
  return html`<a href="${address}" rel="nofollow ugc noopener noreferrer" target="_blank">${content}</a>`;
}

/** The address in its normal form, or null where a click on it could do more than go somewhere. */
export function safeAddress(href: string): string | null {
  const url = typeof href === 'string' ? URL.parse(href) : null;
  if (url === null) return null;
  return url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'mailto:' ? url.href : null;
}

/** The text of a tree on one line, for a glimpse of it. */
export function textOf(node: Node | readonly Node[]): string {
  const parts: string[] = [];
  // Not recursive: what is too deep to draw comes through here.
  const waiting: unknown[] = [node];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') parts.push(next);
    else if (Array.isArray(next)) waiting.push(...next.toReversed());
    else if (typeof next === 'object' && next !== null) {
      if ('text' in next) parts.push(String(next.text));
      if ('c' in next) waiting.push(next.c);
      if ('t' in next && (next.t === 'p' || next.t === 'br' || next.t === 'li')) parts.push(' ');
    }
  }
  return parts.join('').replace(/\s+/g, ' ').trim();
}
