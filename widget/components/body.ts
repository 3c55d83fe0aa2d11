// Draws the text of a comment: an allow-list over the kinds of node, a check on every field, a second look at
// every address. What is not known is not drawn. No string of HTML exists here, and no server field is spread
// into props.

import type { ComponentChildren } from 'preact';
import { html } from '../html.ts';
import { number, text } from '../thread.ts';

const TAGS = /* @__PURE__ */ new Map(
  Object.entries({ p: 'p', b: 'strong', i: 'em', s: 's', quote: 'blockquote', ul: 'ul', ol: 'ol', li: 'li' }),
);

/** The worker flattens what is deeper; this bounds what a wrong answer could do. */
const DEEPEST = 30;

export function drawNodes(nodes: unknown, depth = 0): ComponentChildren {
  if (!Array.isArray(nodes) || depth > DEEPEST) return null;
  return nodes.map((node) => drawNode(node, depth + 1));
}

function drawNode(node: unknown, depth: number): ComponentChildren {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || !node) return null;
  const { t, c, href, text: words, start } = node as Record<string, unknown>;
  if (t === 'code') return html`<code>${text(words)}</code>`;
  // A block that scrolls sideways must be reachable by keyboard.
  if (t === 'pre') return html`<pre tabindex="0"><code>${text(words)}</code></pre>`;
  if (t === 'br') return html`<br />`;
  if (t === 'hr') return html`<hr />`;
  if (t === 'a') return drawLink(text(href), drawNodes(c, depth));
  const tag = TAGS.get(text(t));
  return tag
    ? html`<${tag} start=${t === 'ol' && start ? number(start) : undefined}>${drawNodes(c, depth)}</${tag}>`
    : null;
}

/** Preact does not stop a `javascript:` address: this does. */
export function drawLink(href: string, children: ComponentChildren): ComponentChildren {
  return /^(https?:\/\/|mailto:)/i.test(href)
    ? html`<a href=${href} rel="nofollow ugc noopener">${children}</a>`
    : children;
}
