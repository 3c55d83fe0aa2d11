// Artalk: its "Artrans", a JSON array of flat objects whose values are all text, or the tables of its database. Traps:
// "0" and "" are no parent, dates carry an offset, `rid` is the parent (and not the root), a page's key may be a path
// or an address and the site is named beside it.

import { count, type ForeignRecord, flag, given, idIn, type Json, markdownWithHtml, text, time } from '../record.ts';

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
      body: markdownWithHtml(text(row.content)),
      at: time(row.created_at),
      status: text(row.deleted_at) !== '' ? 'removed' : flag(row.is_pending) ? 'pending' : 'approved',
      likes: count(row.vote_up),
      pinned: flag(row.is_pinned),
      isOwner: flag(row.is_admin),
    };
  }
}

// `site_urls` are addresses separated by commas, of which the first is the site's.
function addressOf(key: string, urls: string): string {
  const site = urls.split(',')[0]?.trim() ?? '';
  if (!key.startsWith('/') || !/^https?:\/\//i.test(site)) return key;
  return new URL(key, site).href;
}

export interface ArtalkTables {
  comments: Json[];
  pages: Json[];
  users: Json[];
  sites: Json[];
}

/** As Artrans has them; here pages, writers and sites are tables of their own. */
export function fromArtalkTables({ comments, pages, users, sites }: ArtalkTables): Iterable<ForeignRecord> {
  const pageOf = new Map(pages.map((row) => [`${text(row.site_name)} ${text(row.key)}`, row]));
  const userOf = new Map(users.map((row) => [text(row.id), row]));
  const siteOf = new Map(sites.map((row) => [text(row.name), row]));
  return fromArtalk(
    comments.map((row) => {
      const page = pageOf.get(`${text(row.site_name)} ${text(row.page_key)}`);
      const user = userOf.get(text(row.user_id));
      return {
        ...row,
        page_title: page?.title,
        page_admin_only: page?.admin_only,
        site_urls: siteOf.get(text(row.site_name))?.urls,
        nick: user?.name,
        email: user?.email,
        link: user?.link,
        is_admin: user?.is_admin,
      };
    }),
  );
}
