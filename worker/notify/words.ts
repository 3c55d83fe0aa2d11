// A notice in words, for everything that shows plain text. Read next: notify/notice.ts, notify/harmless.ts.

import { excerpt, harmless, shorten } from './harmless.ts';
import type { Notice, NoticeItem } from './notice.ts';

const MAX_NAME = 80;
const MAX_TITLE = 100;

export function subjectOf({ site, items, more, isTest }: Notice): string {
  if (isTest) return `A test from your comments on ${site}`;
  const count = items.length + more;
  const [first] = items;
  if (count === 1 && first) return `${headingOf(first)}`;
  return items.every(({ why }) => why === 'waits')
    ? `${count} comments are waiting on ${site}`
    : `${count} comments to look at on ${site}`;
}

/** As many of the comments as fit into so many characters; the rest is counted. */
export function textOf(notice: Notice, max = 10_000): string {
  const { items, desk, isTest } = notice;
  const end = desk === null ? 'They are all at your desk.' : `Your desk: ${desk}`;
  if (isTest) return `This is how news of comments will reach you.\n\n${end}`;
  const parts: string[] = [];
  let room = max - end.length - 60;
  for (const item of items) {
    const part = itemText(item);
    if (parts.length > 0 && part.length > room) break;
    parts.push(shorten(part, room));
    room -= part.length + 4;
  }
  const more = items.length - parts.length + notice.more;
  return [...parts, ...(more > 0 ? [`And ${more} more.`] : []), end].join('\n\n');
}

function itemText(item: NoticeItem): string {
  const { text, reasons, why, approve, spam } = item;
  const because = reasons.map((reason) => harmless(reason)).join(', ');
  const lines = [
    headingOf(item),
    excerpt(text),
    ...(because === '' ? [] : [`${why === 'reported' ? 'Reported' : 'Waiting because'}: ${because}`]),
    ...(approve === undefined ? [] : [`Approve: ${approve}`]),
    ...(spam === undefined ? [] : [`Spam: ${spam}`]),
  ];
  return lines.join('\n');
}

const WHAT: Record<NoticeItem['why'], string> = {
  waits: 'is waiting',
  reported: 'was reported',
  published: 'is new',
};

export function headingOf(item: NoticeItem): string {
  return `A comment by ${whoAndWhere(item)} ${WHAT[item.why]}`;
}

export function whoAndWhere({ name, title, page }: Pick<NoticeItem, 'name' | 'title' | 'page'>): string {
  const where = harmless(shorten(title || page.replace(/^https?:\/\//, ''), MAX_TITLE));
  return `${harmless(shorten(name, MAX_NAME))} on “${where}”`;
}
