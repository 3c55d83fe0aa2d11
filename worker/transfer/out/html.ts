// A comment's tree as HTML, for systems that keep HTML. Every letter of a reader's is escaped, and only elements that
// the contract names can come out. Pure.

import type { Node } from '../../contract/index.ts';

const TAGS = { p: 'p', b: 'b', i: 'i', s: 's', quote: 'blockquote', ul: 'ul', ol: 'ol', li: 'li' } as const;

export function treeToHtml(nodes: readonly Node[]): string {
  return nodes.map(nodeToHtml).join('');
}

function nodeToHtml(node: Node): string {
  if (typeof node === 'string') return escaped(node);
  switch (node.t) {
    case 'br':
    case 'hr':
      return `<${node.t}>`;
    case 'code':
      return `<code>${escaped(node.text)}</code>`;
    case 'pre': {
      const lang = node.lang === undefined ? '' : ` class="language-${escaped(node.lang)}"`;
      return `<pre><code${lang}>${escaped(node.text)}\n</code></pre>`;
    }
    case 'a':
      return `<a href="${escaped(node.href)}" rel="nofollow ugc">${treeToHtml(node.c)}</a>`;
    default: {
      const start = node.start === undefined ? '' : ` start="${Number(node.start)}"`;
      return `<${TAGS[node.t]}${start}>${treeToHtml(node.c)}</${TAGS[node.t]}>`;
    }
  }
}

/** For text and for attributes in double quotes, of HTML and of XML. */
export function escaped(text: string): string {
  return allowed(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** In CDATA only its own end needs care. */
export function cdata(text: string): string {
  return `<![CDATA[${allowed(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** Without what XML 1.0 cannot hold, not even escaped: one such letter of a reader's would spoil the whole file. */
function allowed(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
