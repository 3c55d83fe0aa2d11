// A comment's text, from its tree to HTML. An allow-list of its own, like the widget's: the tree was checked when it
// was written, but what is kept is not trusted to be what this version would have kept. The widget draws the same tree
// as vnodes. Read next: contract/thread.ts.

import type { Node, ParentTag } from '../../contract/index.ts';
import { MAX_DEPTH } from '../../rules/limits.ts';
import { type Html, html } from '../html.ts';

const MOST_DEEP = MAX_DEPTH + 4;

const ELEMENTS: Record<ParentTag, (content: Html[], start: number | undefined) => Html> = {
  p: (content) => html`<p>${content}</p>`,
  b: (content) => html`<strong>${content}</strong>`,
  i: (content) => html`<em>${content}</em>`,
  s: (content) => html`<s>${content}</s>`,
  quote: (content) => html`<blockquote>${content}</blockquote>`,
  ul: (content) => html`<ul>${content}</ul>`,
  ol: (content, start) => html`<ol start="${start ?? 1}">${content}</ol>`,
  li: (content) => html`<li>${content}</li>`,
};

/** The tree as HTML; what is not on the list is left out, its text stays. */
export function bodyHtml(nodes: readonly Node[]): Html[] {
  return nodes.map((node) => nodeHtml(node, 0));
}

function nodeHtml(node: Node, depth: number): Html {
  if (typeof node === 'string') return html`${node}`;
  if (depth > MOST_DEEP) return html`${textOf(node)}`;
  switch (node.t) {
    case 'a':
      return linkHtml(node.href, contentHtml(node.c, depth));
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'pre':
      return html`<pre tabindex="0"><code>${node.text}</code></pre>`;
    case 'br':
      return html`<br>`;
    case 'hr':
      return html`<hr>`;
    default:
      return Object.hasOwn(ELEMENTS, node.t)
        ? ELEMENTS[node.t](contentHtml(node.c, depth), Number.isSafeInteger(node.start) ? node.start : undefined)
        : html`${textOf(node)}`;
  }
}

function contentHtml(nodes: readonly Node[], depth: number): Html[] {
  return nodes.map((node) => nodeHtml(node, depth + 1));
}

/** A link, if the address may be one; else its words alone. Nothing else on the worker writes a reader's address. */
export function linkHtml(href: string, content: Html[] | string): Html {
  const address = safeAddress(href);
  if (address === null) return html`${content}`;
  return html`<a href="${address}" rel="nofollow ugc noopener noreferrer" target="_blank">${content}</a>`;
}

/** The address in its normal form, or null where a click on it could do more than go somewhere. */
export function safeAddress(href: string): string | null {
  if (typeof href !== 'string' || !URL.canParse(href)) return null;
  const url = new URL(href);
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
