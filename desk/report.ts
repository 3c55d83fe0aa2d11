// Draws what would become of a file's comments. The words are those of the command: worker/transfer/report.ts.

import type { ReportWords } from '../worker/transfer/report.ts';
import { element } from './elements.ts';
import { importWords } from './words/import.ts';
import { fill } from './words/words.ts';

/** Pages that are named at once; the others are a click away. */
const SHOWN = 30;

/** `sum`: what is new in it. `claims`: what it says of who may do what. */
export function reportElement({ pages, totals, notes }: ReportWords, sum: string, claims: string): HTMLElement[] {
  const [first, rest] = [pages.slice(0, SHOWN), pages.slice(SHOWN)];
  const warning = claims === '' ? [] : [element('p', claims, 'problem')];
  const parts = [element('p', sum, 'sum'), ...warning, element('p', totals), listOf(notes), pageList(first)];
  if (rest.length === 0) return parts;
  const details = document.createElement('details');
  details.append(element('summary', fill(importWords.more, { n: rest.length })), pageList(rest));
  return [...parts, details];
}

function pageList(pages: ReportWords['pages']): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'list';
  // Safari does not take a list for one if it has no marks.
  list.setAttribute('role', 'list');
  // A long one scrolls, so it must be reachable by keyboard.
  list.tabIndex = 0;
  list.setAttribute('aria-label', importWords.pages);
  for (const { address, counts } of pages) {
    const item = element('li', '', 'item');
    item.append(element('span', address, 'what'), element('span', counts, 'muted small'));
    list.append(item);
  }
  return list;
}

function listOf(lines: string[]): HTMLElement {
  const list = element('ul', '', 'notes');
  list.append(...lines.map((line) => element('li', line)));
  list.hidden = lines.length === 0;
  return list;
}
