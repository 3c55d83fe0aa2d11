// A comment of another system on its way: its name, address and words as they may stand here, before it is known which
// page it is on and what it answers. Pure. Read next: transfer/content/page-source.ts, transfer/replies.ts.

import { cleanLine, cleanText, isEmail, MAX_NAME, type Node, normalUrl } from '../contract/index.ts';
import { showsAnything } from '../rules/text/blank.ts';
import { toTree } from '../rules/text/markdown.ts';
import { decodeEntities } from './content/entities.ts';
import { htmlToTree } from './content/html.ts';
import { treeToMarkdown } from './content/markdown.ts';
import { readMarkdownWithHtml } from './content/markdown-with-html.ts';
import { ANONYMOUS } from './own-fact.ts';
import type { ForeignBody, ForeignComment } from './record.ts';
import type { Tally } from './report.ts';

/** Longer ones were accepted elsewhere and are kept; the limit keeps one comment from filling a bundle. */
const MAX_IMPORTED = 50_000;

/** A comment on its way. */
export interface IncomingComment {
  id: string;
  page: string;
  parent: string | null;
  name: string;
  url: string | null;
  body: ForeignBody;
  /** Drawn once to see it, and again when it is its turn. */
  isEmpty: boolean;
  at: number | null;
  status: 'approved' | 'pending' | 'spam' | 'removed';
  email?: string;
  likes: number;
  isPinned: boolean;
  isOwner: boolean;
  /** It only stands in for one that is answered and not in the file. */
  isStandIn?: true;
  /** It counts as removed because there is nothing to read in it. */
  isWordless?: true;
  newId?: string;
}

export function normalise(
  foreign: ForeignComment,
  keepsEmails: boolean,
  { owners, found }: { owners: ReadonlySet<string>; found: Set<string> },
  tally: Tally,
): IncomingComment {
  const letters = [...cleanLine(decodeEntities(foreign.name))];
  const name = cleanLine(letters.slice(0, MAX_NAME).join(''));
  const url = foreign.url === undefined ? null : normalUrl(cleanText(decodeEntities(foreign.url)));
  const email = foreign.email === undefined ? '' : cleanText(foreign.email);
  const isRemoved = foreign.status === 'removed';
  const body = isRemoved ? NOTHING : cut(foreign.body, tally);
  if (name === '' && !isRemoved) tally.note('no-name');
  if (letters.length > MAX_NAME && !isRemoved) tally.note('name-cut');
  if (`${foreign.name}${'markdown' in body ? body.markdown : body.html}`.includes('\ufffd')) tally.note('bad-letters');
  const own = [name.toLowerCase(), email.toLowerCase()].filter((each) => each !== '' && owners.has(each));
  for (const each of own) found.add(each);
  return {
    id: foreign.id,
    page: foreign.page,
    parent: foreign.parent === foreign.id ? null : foreign.parent,
    name: name || ANONYMOUS,
    url,
    body,
    isEmpty: isRemoved || isEmpty(textOf(body).body),
    at: foreign.at,
    status: foreign.status,
    ...(keepsEmails && isEmail(email) && { email }),
    likes: foreign.likes ?? 0,
    isPinned: foreign.pinned === true,
    // Whoever names the owner names all of them; else the file is asked.
    isOwner: owners.size > 0 ? own.length > 0 : foreign.isOwner === true,
  };
}

export const NOTHING: ForeignBody = { markdown: '' };

function cut(body: ForeignBody, tally: Tally): ForeignBody {
  const given = 'markdown' in body ? body.markdown : body.html;
  if (given.length <= MAX_IMPORTED) return body;
  tally.note('cut');
  const kept = given.slice(0, MAX_IMPORTED);
  return 'markdown' in body ? { ...body, markdown: kept } : { ...body, html: kept };
}

export function textOf(body: ForeignBody): { source: string; body: Node[] } {
  if ('markdown' in body) {
    const source = cleanText(body.markdown);
    if (body.hasHtml) return readMarkdownWithHtml(source);
    return { source, body: source === '' ? [] : toTree(source) };
  }
  const tree = htmlToTree(cleanText(body.html), body);
  return { source: treeToMarkdown(tree), body: tree };
}

function isEmpty(body: readonly Node[]): boolean {
  return !showsAnything(body);
}
