// Draws the text of a comment: an allow-list over the kinds of node, a check on every field, a second look at
// every address. What is not known is not drawn. No string of HTML exists here, and no server field is spread
// into props.

import type { ComponentChildren } from 'preact';
import { h } from '../../h.ts';
import { html } from '../../html.ts';
import { number, text } from '../read-thread.ts';

/** The worker flattens what is deeper; this bounds what a wrong answer could do. */
const DEEPEST = 30;

export function drawNodes(nodes: unknown, depth = 0): ComponentChildren {
  return Array.isArray(nodes) && depth < DEEPEST && nodes.map((node) => drawNode(node, depth + 1));
}

function drawNode(node: unknown, depth: number): ComponentChildren {
  if (typeof node === 'string') return node;
  const { t, c, href, text: words, start } = (node ?? {}) as Record<string, unknown>;
  switch (t) {
    case 'p':
    case 's':
    case 'b':
    case 'i':
    case 'ul':
    case 'li':
      return h(t, null, drawNodes(c, depth));
    case 'ol':
      return html`<ol start=${number(start ?? 1)}>${drawNodes(c, depth)}</ol>`;
    case 'quote':
      return html`<blockquote>${drawNodes(c, depth)}</blockquote>`;
    case 'a':
      return drawLink(href, drawNodes(c, depth));
    case 'code':
      return html`<code>${text(words)}</code>`;
    case 'pre':
      // It scrolls sideways, so it must be reachable by keyboard.
      return html`<pre tabindex="0"><code>${text(words)}</code></pre>`;
    case 'br':
    case 'hr':
      return h(t, null);
  }
}

/** Nothing else stops a `javascript:` address: this does. */
export function drawLink(href: unknown, children: ComponentChildren): ComponentChildren {
  return /^(https?:\/\/|mailto:)/i.test(text(href))
    ? html`<a href=${href} rel="nofollow ugc noopener">${children}</a>`
    : children;
}
