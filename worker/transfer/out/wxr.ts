// As WordPress' own export (WXR 1.2): a page is a post with its comments. WordPress, and what imports from it, reads
// it. Its ids are numbers: ours are counted through, in order. What WordPress' importer does with it:
// a post is the one that is there if title and date are the same, or the title alone where there is no date, so there
// is none; else it makes a new one, which is a draft, for we have no words of it; one without title and words it
// refuses, with all comments. On a post that is there it takes two comments of one name and second for one. Pure.

import { canonicalPath, withoutScheme } from '../../rules/page/page.ts';
import type { OutComment, OutThread } from './comments.ts';
import { cdata, escaped, treeToHtml } from './html.ts';

export const WXR_START = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Comments</title>
<wp:wxr_version>1.2</wp:wxr_version>
<generator>Afterword</generator>
`;
export const WXR_END = '</channel>\n</rss>\n';

const APPROVED = { approved: '1', pending: '0', spam: 'spam', removed: 'trash' } as const;
const SECOND = 1_000;

/** One for a whole file. */
export class WxrWriter {
  private posts = 0;
  private comments = 0;
  private readonly titles = new Set<string>();
  private readonly written = new Set<string>();

  item(thread: OutThread): string {
    const numbers = new Map(thread.comments.map(({ id }) => [id, ++this.comments]));
    const post = ++this.posts;
    return `<item>
<title>${cdata(this.titleOf(thread))}</title>
<link>${escaped(thread.page)}</link>
<guid isPermaLink="false">${escaped(thread.page)}</guid>
<dc:creator>${cdata('admin')}</dc:creator>
<content:encoded>${cdata('')}</content:encoded>
<excerpt:encoded>${cdata('')}</excerpt:encoded>
<wp:post_id>${post}</wp:post_id>
<wp:post_date></wp:post_date>
<wp:post_date_gmt></wp:post_date_gmt>
<wp:comment_status>${thread.isOpen ? 'open' : 'closed'}</wp:comment_status>
<wp:ping_status>closed</wp:ping_status>
<wp:post_name>${cdata(slugOf(thread.page))}</wp:post_name>
<wp:status>draft</wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:post_type>post</wp:post_type>
${thread.comments.map((comment) => commentOf(comment, this.secondOf(comment), numbers)).join('')}</item>
`;
  }

  /** Never empty, and of no other page. */
  private titleOf({ title, page }: OutThread): string {
    const address = withoutScheme(page) || 'Comments';
    const own = title === '' ? address : this.titles.has(title) ? `${title} (${address})` : title;
    this.titles.add(own);
    return own;
  }

  private secondOf({ name, at }: OutComment): string {
    let second = at;
    while (this.written.has(`${dateOf(second)} ${name}`)) second += SECOND;
    this.written.add(`${dateOf(second)} ${name}`);
    return dateOf(second);
  }
}

function slugOf(page: string): string {
  return URL.canParse(page) ? (canonicalPath(new URL(page).pathname).split('/').at(-1) ?? '') : '';
}

function commentOf(comment: OutComment, date: string, numbers: ReadonlyMap<string, number>): string {
  const parent = comment.parent === null ? 0 : (numbers.get(comment.parent) ?? 0);
  return `<wp:comment>
<wp:comment_id>${numbers.get(comment.id)}</wp:comment_id>
<wp:comment_author>${cdata(comment.name)}</wp:comment_author>
<wp:comment_author_email>${cdata(comment.email ?? '')}</wp:comment_author_email>
<wp:comment_author_url>${escaped(comment.url ?? '')}</wp:comment_author_url>
<wp:comment_author_IP></wp:comment_author_IP>
<wp:comment_date>${date}</wp:comment_date>
<wp:comment_date_gmt>${date}</wp:comment_date_gmt>
<wp:comment_content>${cdata(treeToHtml(comment.body))}</wp:comment_content>
<wp:comment_approved>${APPROVED[comment.status]}</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type>
<wp:comment_parent>${parent}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id>
</wp:comment>
`;
}

/** `YYYY-MM-DD hh:mm:ss`, in UTC. */
function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
