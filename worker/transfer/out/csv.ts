// As a table for a spreadsheet (RFC 4180). Pure.

import type { OutThread } from './comments.ts';

const COLUMNS = ['page', 'title', 'id', 'parent', 'status', 'at', 'name', 'url', 'email', 'owner', 'likes', 'text'];

/** With the mark by which spreadsheets know that it is UTF-8. */
export const CSV_START = `\ufeff${COLUMNS.join(',')}\r\n`;

export function csvRows(thread: OutThread): string {
  return thread.comments
    .map((comment) =>
      [
        thread.page,
        thread.title,
        comment.id,
        comment.parent ?? '',
        comment.status,
        new Date(comment.at).toISOString(),
        comment.name,
        comment.url ?? '',
        comment.email ?? '',
        comment.isOwner ? 'yes' : '',
        comment.likes,
        comment.source,
      ]
        .map(cell)
        .join(','),
    )
    .map((row) => `${row}\r\n`)
    .join('');
}

/**
 * What begins like a formula is one to a spreadsheet, and could send the table elsewhere (CSV injection): an apostrophe
 * before it makes it text. A cell begins behind `;` and a tab, too, where a spreadsheet takes these for the separator,
 * and then on every new line. https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value.replace(FORMULA, "$1'");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The second four are the full-width ones, which Excel reads as the first. */
const FORMULA = /((?:^|[;\t\r\n])[^\S\t\r\n]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
