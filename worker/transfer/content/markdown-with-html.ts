// Markdown in which HTML is HTML: so it was shown by Isso, Waline, Artalk, cwd and GitHub, and what their own importers
// brought in from elsewhere is HTML as a whole. It is drawn as HTML, and that is read as HTML of any other system is.
// Only imports read it so: what readers write here has no HTML. Pure.

import type { Node } from '../../contract/index.ts';
import { makeParser, toTree } from '../../rules/text/markdown.ts';
import { htmlToTree } from './html.ts';
import { treeToMarkdown } from './markdown.ts';

type Token = ReturnType<ReturnType<typeof makeParser>['parse']>[number];

/** `source` is what the owner edits here, so there is no HTML in it any more. */
export function readMarkdownWithHtml(source: string): { source: string; body: Node[] } {
  const plain = () => ({ source, body: source === '' ? [] : toTree(source) });
  if (!/<[a-z!/?]/i.test(source)) return plain();
  const parser = makeParser(true).set({ breaks: true });
  const tokens = parser.parse(source, {});
  // It may all stand in code.
  if (!tokens.some(isHtml)) return plain();
  const body = htmlToTree(parser.renderer.render(tokens, parser.options, {}), { links: true });
  return { source: treeToMarkdown(body), body };
}

function isHtml({ type, children }: Token): boolean {
  return type === 'html_block' || type === 'html_inline' || (children ?? []).some(isHtml);
}
