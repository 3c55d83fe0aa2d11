// What may come out, whatever went in: trees of the contract's nodes, and pages in which nothing runs and nothing leads
// anywhere but to http, https and mailto. Found problems are told as text, so that a failing test shows them.

import { Parser } from 'htmlparser2';
import { MAX_DEPTH, MAX_NODES } from '../../../worker/rules/limits.ts';

const PARENTS = ['p', 'b', 'i', 's', 'quote', 'ul', 'ol', 'li'];

/** Why this is no tree of the contract's. */
export function treeProblems(nodes: unknown): string[] {
  const problems: string[] = [];
  let count = 0;
  const look = (node: unknown, depth: number): void => {
    count++;
    if (depth > MAX_DEPTH) problems.push(`${depth} deep`);
    if (typeof node === 'string') return;
    if (typeof node !== 'object' || node === null) return void problems.push(`a ${typeof node} is no node`);
    const { t, c, text, href, lang, start, ...more } = node as Record<string, unknown>;
    if (Object.keys(more).length > 0) problems.push(`unknown fields: ${Object.keys(more)}`);
    const has = (...names: unknown[]) => names.every((each) => each !== undefined);
    if (typeof t !== 'string') problems.push('a node without a kind');
    else if (PARENTS.includes(t)) {
      if (has(text) || has(href) || has(lang) || (has(start) && (t !== 'ol' || !Number.isSafeInteger(start)))) {
        problems.push(`${t} with fields of another kind`);
      }
    } else if (t === 'a') {
      if (typeof href !== 'string' || !isHarmless(href)) problems.push(`a link to ${href}`);
    } else if (t === 'code' || t === 'pre') {
      if (typeof text !== 'string' || has(c)) problems.push(`${t} without text`);
      if (lang !== undefined && !(t === 'pre' && /^[\w#+.-]{1,30}$/.test(String(lang)))) problems.push(`lang ${lang}`);
    } else if (!(t === 'br' || t === 'hr')) problems.push(`unknown kind ${t}`);
    if (PARENTS.includes(String(t)) || t === 'a') {
      if (Array.isArray(c)) for (const child of c) look(child, depth + 1);
      else problems.push(`${t} without content`);
    }
  };
  if (!Array.isArray(nodes)) return ['not a list'];
  for (const node of nodes) look(node, 1);
  if (count > MAX_NODES) problems.push(`${count} nodes`);
  return problems;
}

/** An absolute address that only goes somewhere, and is what it says it is. */
export function isHarmless(href: string): boolean {
  if (!/^(?:https?:\/\/|mailto:)[^\s<>"]+$/.test(href) || !URL.canParse(href)) return false;
  const url = new URL(href);
  return url.href === href && !url.username && !url.password && (url.protocol !== 'mailto:' || url.search === '');
}

const FORBIDDEN = [
  ...['iframe', 'object', 'embed', 'base', 'math', 'xmp', 'template', 'noscript', 'video', 'audio', 'img', 'style'],
  // A drawing of the desk's own may stand there, but nothing in it that acts or fetches.
  ...['foreignobject', 'use', 'image', 'animate', 'set', 'animatetransform', 'animatemotion', 'mpath'],
];

/** On the worker: from its root, or one of the pages for readers as another of them names it. */
const OURS = /^(?:\/(?!\/)|(?:thread|feed)(?:\?|$)|thread\.css$|admin\/desk\.svg\?)/;

/** Why this page of the worker's is not safe to open. */
export function pageProblems(page: string): string[] {
  const problems: string[] = [];
  let isInScript = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (FORBIDDEN.includes(name)) problems.push(`<${name}>`);
        if (name === 'script') isInScript = true;
        if (name === 'meta' && 'http-equiv' in attributes) problems.push('<meta http-equiv>');
        for (const [attribute, value] of Object.entries(attributes)) {
          if (/^on|^srcdoc$|^style$|^srcset$|^xlink|[^a-z0-9-]/.test(attribute)) problems.push(`${name} ${attribute}`);
          if (/^(?:src|action|formaction|data|poster|background)$/.test(attribute) && !OURS.test(value)) {
            problems.push(`${name} ${attribute}=${value}`);
          }
          if (attribute === 'href' && !/^[#?]/.test(value) && !OURS.test(value) && !isHarmless(value)) {
            problems.push(`${name} href=${value}`);
          }
        }
      },
      ontext(text) {
        if (isInScript && text.trim() !== '') problems.push(`an inline script: ${text}`);
      },
      onclosetag(name) {
        if (name === 'script') isInScript = false;
      },
    },
    { decodeEntities: true },
  );
  parser.write(page);
  parser.end();
  return problems;
}
