// WordPress: an export in WXR, with pingbacks, the trash, times of two kinds and replies before what they answer. The
// file is written after the structure of real exports, with the awkward cases in it: every comment of it is somewhere
// afterwards, or is counted as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { moveIn, noted, skipped, sum } from '../../help/moving-in.ts';

const WXR = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.1/">
<channel><title>Blog</title><link>https://old.example</link><wp:wxr_version>1.1</wp:wxr_version>
<item><title>About</title><link>https://blog.example/about/</link><wp:post_id>1</wp:post_id><wp:comment_status>open</wp:comment_status></item>
<item><title>A post</title><link>https://blog.example/2020/05/a-post/</link><guid isPermaLink="false">https://blog.example/?p=2</guid><content:encoded><![CDATA[<p>The post</p>]]></content:encoded><wp:post_id>2</wp:post_id><wp:comment_status>closed</wp:comment_status>
COMMENTS
</item></channel></rss>`;

const wp = (id: number, text: string, more: Record<string, string | number> = {}) => {
  const fields = {
    author: `Reader ${id}`,
    author_email: '',
    author_url: '',
    date: '2020-05-02 23:30:00',
    date_gmt: `2020-05-02 21:${10 + id}:00`,
    approved: 1,
    type: 'comment',
    parent: 0,
    ...more,
  };
  const inside = Object.entries(fields).map(
    ([name, value]) => `<wp:comment_${name}><![CDATA[${value}]]></wp:comment_${name}>`,
  );
  return `<wp:comment><wp:comment_id>${id}</wp:comment_id>${inside.join('')}<wp:comment_content><![CDATA[${text}]]></wp:comment_content><wp:commentmeta><wp:meta_key>x</wp:meta_key></wp:commentmeta></wp:comment>`;
};

describe('WordPress', () => {
  const file = WXR.replace(
    'COMMENTS',
    [
      wp(3, 'A reply that stands before what it answers', { parent: 1 }),
      wp(1, 'First line\nsecond line\n\n<strong>Another</strong> paragraph', {
        author_url: 'http://ada.example',
        author_email: 'a@b.example',
      }),
      wp(2, 'Waits', { approved: 0 }),
      wp(4, 'In the trash', { approved: 'trash', parent: 1 }),
      wp(5, 'Answers the trash', { parent: 4, type: '' }),
      wp(6, '[...] linked to it [...]', { type: 'pingback' }),
      wp(7, 'trackback', { type: 'trackback' }),
      wp(8, '', { author: '' }),
      wp(9, 'No date', { date_gmt: '0000-00-00 00:00:00', date: '', parent: 5, author: '' }),
    ].join('\n'),
  );

  test('brings comments, and leaves pingbacks where they are', async () => {
    const { system, lines, report } = await moveIn(file);
    expect(system).toBe('wordpress');
    expect(lines).toEqual([
      'https://blog.example/2020/05/a-post (closed)',
      '  (http://ada.example/) Reader 1: First line / second line / Another paragraph',
      '    - Reader 3: A reply that stands before what it answers',
      '    (removed)',
      '      - Reader 5: Answers the trash',
      '        - Anonymous: No date',
      '  (pending) Reader 2: Waits',
    ]);
    expect(sum(report)).toBe(9);
    expect(skipped(report)).toEqual({ pingback: 2, 'no-text': 1 });
    expect(noted(report)).toMatchObject({ 'no-date': 1, 'no-name': 2 });
  });

  test('takes the time in UTC, not the local one', async () => {
    const { plan } = await moveIn(file);
    expect(plan.threads[0]!.comments.map(({ fact }) => new Date(fact.at).toISOString())).toContain(
      '2020-05-02T21:11:00.000Z',
    );
  });

  test('makes line breaks and paragraphs of what WordPress shows as such', async () => {
    const { plan } = await moveIn(file);
    const fact = plan.threads[0]!.comments.find(({ fact: each }) => each.words.name === 'Reader 1')!.fact;
    expect(fact.words.body).toEqual([
      { t: 'p', c: ['First line', { t: 'br' }, 'second line'] },
      { t: 'p', c: [{ t: 'b', c: ['Another'] }, ' paragraph'] },
    ]);
    expect(fact.words.source).toBe('First line\nsecond line\n\n**Another** paragraph');
  });
});
