// Artalk's "Artrans": a JSON array of flat objects whose values are all text. Traps: "0" and "" are no parent, dates
// carry an offset, `rid` is the parent (and not the root), a page's key may be a path or an address and the site is
// named beside it.

import { count, type ForeignRecord, flag, given, idIn, type Json, markdownOrHtml, text, time } from '../record.ts';

export function* fromArtalk(rows: Json[]): Iterable<ForeignRecord> {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = text(row.page_key);
    const page = `${text(row.site_name)} ${key}`;
    if (!seen.has(page)) {
      yield {
        type: 'page',
        id: page,
        address: addressOf(key, text(row.site_urls)),
        title: text(row.page_title),
        isClosed: flag(row.page_admin_only),
      };
    }
    seen.add(page);
    const parent = idIn(row.rid);
    yield {
      type: 'comment',
      id: text(row.id),
      page,
      parent: parent === '0' ? null : parent,
      name: text(row.nick),
      ...given('email', row.email),
      ...given('url', row.link),
      body: markdownOrHtml(text(row.content)),
      at: time(row.created_at),
      status: flag(row.is_pending) ? 'pending' : 'approved',
      likes: count(row.vote_up),
      pinned: flag(row.is_pinned),
    };
  }
}

// `site_urls` are addresses separated by commas, of which the first is the site's.
function addressOf(key: string, urls: string): string {
  const site = urls.split(',')[0]?.trim() ?? '';
  if (!key.startsWith('/') || !/^https?:\/\//i.test(site)) return key;
  return new URL(key, site).href;
}
