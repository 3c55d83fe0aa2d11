// Blogger's two dialects, as `Back up content` and Google's Takeout write them.

import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { moveIn, skipped } from '../../help/moving-in.ts';

const KIND = 'http://schemas.google.com/blogger/2008/kind#';
const feed = (...entries: string[]) =>
  `<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:gd='http://schemas.google.com/g/2005' xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'><id>tag:blogger.com,1999:blog-77.archive</id><updated>2024-01-20T10:00:00.000Z</updated><title type='text'>A blog</title><generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>${entries.join('')}</feed>`;

const old = (kind: string, id: number, inside: string) =>
  `<entry><id>tag:blogger.com,1999:blog-77.post-${id}</id><published>2024-01-1${id % 10}T10:30:00.000+02:00</published><updated>2024-01-19T10:30:00.000Z</updated><category scheme='http://schemas.google.com/g/2005#kind' term='${KIND}${kind}'/>${inside}</entry>`;
const author = (name: string, profile = '') =>
  `<author><name>${name}</name>${profile && `<uri>http://www.blogger.com/profile/${profile}</uri>`}<email>noreply@blogger.com</email><gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' height='16' src='//img1.blogblog.com/img/b16-rounded.gif'/></author>`;
const oldComment = (id: number, name: string, words: string, more = '') =>
  old(
    'comment',
    id,
    `<title type='text'>${words.slice(0, 10)}</title><content type='html'>${words}</content>${name}<link rel='self' type='application/atom+xml' href='http://www.blogger.com/feeds/77/11/comments/default/${id}?v=2'/>${more}<thr:in-reply-to href='http://blog.example/2024/01/a-post.html' ref='tag:blogger.com,1999:blog-77.post-11' source='http://www.blogger.com/feeds/77/posts/default/11' type='text/html'/>`,
  );

test('the backup of content: threads, entities, drafts and the writer of the blog', async () => {
  const { system, lines, report } = await moveIn(
    feed(
      // Comments may come before their post.
      oldComment(21, author('Ada'), '&lt;b&gt;First&lt;/b&gt; &amp;amp; foremost&lt;br /&gt;second line'),
      oldComment(
        22,
        author('The writer', '900'),
        'Thanks!',
        `<link rel='related' href='http://www.blogger.com/feeds/77/11/comments/default/21?v=2'/>`,
      ),
      old('settings', 5, `<title type='text'>Setting</title>`),
      old('template', 6, `<title type='text'>Template</title>`),
      old(
        'post',
        11,
        `<category scheme='http://www.blogger.com/atom/ns#' term='a label'/><title type='text'>A post &amp;amp; more</title><content type='html'>Words</content><link rel='replies' type='text/html' href='http://blog.example/2024/01/a-post.html#comment-form' title='2 Comments'/><link rel='alternate' type='text/html' href='http://blog.example/2024/01/a-post.html' title='A post'/>${author('The writer', '900')}<thr:total>2</thr:total>`,
      ),
      old(
        'post',
        12,
        `<app:control><app:draft>yes</app:draft></app:control><title type='text'>A draft</title><link rel='alternate' type='text/html' href='http://blog.example/2024/01/draft.html'/>${author('The writer', '900')}`,
      ),
      oldComment(23, author('Bob'), 'On a draft').replace('post-11', 'post-12').replace('/11/', '/12/'),
    ),
    { emails: true },
  );
  expect(system).toBe('blogger');
  expect(lines).toEqual([
    'https://blog.example/2024/01/a-post.html',
    '  - Ada: First & foremost / second line',
    '    (owner, http://www.blogger.com/profile/900) The writer: Thanks!',
  ]);
  expect(report.totals).toMatchObject({ published: 2, skipped: 1 });
  expect(skipped(report)).toEqual({ 'private-page': 1 });
});

const modern = (type: string, id: number, inside: string, status = 'LIVE') =>
  `<entry><id>tag:blogger.com,1999:blog-77.post-${id}</id><blogger:type>${type}</blogger:type><blogger:status>${status}</blogger:status>${inside}<published>2024-01-1${id % 10}T08:30:00Z</published><updated>2024-01-19T10:30:00Z</updated></entry>`;
const modernComment = (id: number, name: string, words: string, { to = '', status = 'LIVE', trashed = '' } = {}) =>
  modern(
    'COMMENT',
    id,
    `<blogger:parent>tag:blogger.com,1999:blog-77.post-11</blogger:parent><blogger:inReplyTo>${to}</blogger:inReplyTo><author><name>${name}</name><uri></uri><blogger:type>ANONYMOUS</blogger:type></author><title></title><content type='html'>${words}</content><blogger:created>2024-01-11T08:30:00Z</blogger:created><blogger:trashed>${trashed}</blogger:trashed>`,
    status,
  );
const modernPost = modern(
  'POST',
  11,
  `<author><name>The writer</name><uri>https://www.blogger.com/profile/900</uri><blogger:type>BLOGGER</blogger:type></author><title>A post</title><content type='html'>Words</content><blogger:filename>/2024/01/a-post.html</blogger:filename><blogger:trashed/>`,
);
const modernFeed = (...entries: string[]) =>
  `<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-77</id><title>A blog</title>${entries.join('')}</feed>`;

test('Takeout: statuses, and what was thrown away', async () => {
  const id = (number: number) => `tag:blogger.com,1999:blog-77.post-${number}`;
  const { lines } = await moveIn(
    modernFeed(
      modernPost,
      modernComment(21, 'Ada', 'First'),
      modernComment(22, 'Bob', '', { to: id(21), status: 'EMPTIED' }),
      modernComment(23, 'Cy', 'Under the removed one', { to: id(22) }),
      modernComment(24, 'Dot', 'Buy', { status: 'SPAM' }),
      modernComment(25, 'Eve', 'Waits', { status: 'PENDING' }),
      modernComment(26, 'Fay', 'Thrown away', { trashed: '2024-02-01T00:00:00Z' }),
    ),
  );
  expect(lines).toEqual([
    'https://blog.example/2024/01/a-post.html',
    '  - Ada: First',
    '    (removed)',
    '      - Cy: Under the removed one',
    '  (spam) Dot: Buy',
    '  (pending) Eve: Waits',
  ]);
});

test('a comment has one id in both dialects, so that a later export of the other kind adds nothing twice', async () => {
  const ids = async (file: string) =>
    (await moveIn(file)).plan.threads.flatMap((each) => each.comments.map(({ id }) => id));
  const post = `<title type='text'>A post</title><link rel='alternate' type='text/html' href='http://blog.example/2024/01/a-post.html'/>`;
  const one = await ids(feed(old('post', 11, post), oldComment(21, author('Ada'), 'First')));
  const other = await ids(modernFeed(modernPost, modernComment(21, 'Ada', 'First')));
  expect(one).toEqual(other);
});

test('Takeout’s archive: the feed among everything else of a blog', async () => {
  const files = {
    'Takeout/archive_browser.html': '<!DOCTYPE html><html><title>Archive</title></html>',
    'Takeout/Blogger/Blogs/A blog/settings.csv': 'blog_name,blog_description\nA blog,\n',
    'Takeout/Blogger/Blogs/A blog/theme-classic.html': 'templateref:rounders',
    'Takeout/Blogger/Blogs/A blog/feed.atom': modernFeed(modernPost, modernComment(21, 'Ada', 'First')),
    'Takeout/Blogger/Comments/A blog/feed.json': '{}',
  };
  const archive = await packTar(
    Object.entries(files).map(([name, text]) => {
      const body = new TextEncoder().encode(text);
      return { header: { name, size: body.length, type: 'file' as const }, body };
    }),
  );
  const { system, lines } = await moveIn(archive);
  expect(system).toBe('blogger');
  expect(lines).toEqual(['https://blog.example/2024/01/a-post.html', '  - Ada: First']);
});
