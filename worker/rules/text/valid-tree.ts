// Whether unknown data is a comment's tree, to the last field, as text of a reader's would have made it; and of what is
// not, as much of it as may stand. For whatever comes from a file: an import, a backup. Pure.
// Read next: tree.ts, which grows trees within the same limits.

import { dropUnseen, type Node, type ParentTag } from '../../contract/index.ts';
import { MAX_DEPTH, MAX_NODES } from '../limits.ts';
import { isSafeHref, safeHref } from './links.ts';
import { Tree } from './tree.ts';

const PARENTS: readonly unknown[] = ['p', 'b', 'i', 's', 'quote', 'ul', 'ol', 'li'] satisfies ParentTag[];
const LANG = /^[A-Za-z0-9+#._-]{1,30}$/;

/** Walks no deeper than a tree may be: what is deeper is none. */
export function isTree(nodes: unknown): nodes is Node[] {
  let left = MAX_NODES;
  const areValid = (children: unknown, depth: number, isInLink: boolean): boolean => {
    if (!Array.isArray(children) || depth > MAX_DEPTH) return false;
    left -= children.length;
    if (left < 0) return false;
    return children.every((node, i) => {
      if (typeof node === 'string') return isText(node) && node !== '' && typeof children[i - 1] !== 'string';
      if (!isRecord(node) || !areFieldsValid(node)) return false;
      if (node.t === 'a' && isInLink) return false;
      return node.c === undefined || areValid(node.c, depth + 1, isInLink || node.t === 'a');
    });
  };
  return areValid(nodes, 1, false);
}

/** All but what is in it. */
function areFieldsValid(node: Record<string, unknown>): boolean {
  const { t, c, href, text, lang, start, ...more } = node;
  if (Object.keys(more).length > 0) return false;
  const has = (...fields: unknown[]) => fields.filter((field) => field !== undefined).length;
  switch (t) {
    case 'br':
    case 'hr':
      return has(c, href, text, lang, start) === 0;
    case 'code':
      return isText(text) && has(c, href, lang, start) === 0;
    case 'pre':
      return isText(text) && (lang === undefined || isLang(lang)) && has(c, href, start) === 0;
    case 'a':
      return c !== undefined && isHref(href) && has(text, lang, start) === 0;
    default:
      if (!PARENTS.includes(t) || c === undefined || has(href, text, lang) > 0) return false;
      return start === undefined || (t === 'ol' && isStart(start));
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && dropUnseen(value) === value;
}

function isHref(value: unknown): value is string {
  return typeof value === 'string' && isSafeHref(value);
}

function isLang(value: unknown): value is string {
  return typeof value === 'string' && LANG.test(value);
}

function isStart(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hrefIn(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return isSafeHref(value) ? value : safeHref(value);
}

/** What is deeper is left out: a file may be made to be as deep as it is long. */
const MAX_WALK = 4 * MAX_DEPTH;

/** The words and the markup of it that may stand, grown anew. Of a tree it is the same tree. */
export function asTree(nodes: unknown): Node[] {
  if (isTree(nodes)) return nodes;
  const grown = growAnew(nodes);
  // Two texts that were parted may be too many marks on one letter together.
  return isTree(grown) ? grown : growAnew(grown);
}

function growAnew(nodes: unknown): Node[] {
  const tree = new Tree();
  const grow = (children: unknown, depth: number): void => {
    if (!Array.isArray(children) || depth > MAX_WALK) return;
    for (const node of children) growNode(node, depth);
  };
  const growNode = (node: unknown, depth: number): void => {
    if (typeof node === 'string') tree.text(dropUnseen(node));
    if (!isRecord(node)) return;
    const { t, c, href, lang, start } = node;
    const text = typeof node.text === 'string' ? dropUnseen(node.text) : '';
    if (t === 'br' || t === 'hr') tree.leaf({ t }, '\n');
    else if (t === 'code') tree.leaf({ t, text }, text);
    else if (t === 'pre') tree.leaf({ t, text, ...(isLang(lang) && { lang }) }, `${text}\n`);
    else if (t === 'a' || PARENTS.includes(t)) {
      const address = t === 'a' ? hrefIn(href) : null;
      if (address !== null) tree.enter({ t: 'a', href: address });
      else if (t !== 'a') tree.enter({ t: t as ParentTag, ...(t === 'ol' && isStart(start) && { start }) });
      grow(c, depth + 1);
      if (address !== null || t !== 'a') tree.leave();
    } else grow(c, depth + 1);
  };
  grow(nodes, 1);
  return tree.roots;
}
