// What is written for other systems: read again by a parser of another project, and by our own importers.

import { parse as parseCsv } from 'csv-parse/browser/esm/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { CommentFact } from '../../../worker/rules/comment/facts.ts';
import type { OwnThread } from '../../../worker/transfer/gather.ts';
import { commentsOf } from '../../../worker/transfer/out/comments.ts';
import { CSV_START, csvRows } from '../../../worker/transfer/out/csv.ts';
import { DISQUS_END, DISQUS_START, DisqusWriter } from '../../../worker/transfer/out/disqus.ts';
import { WXR_END, WXR_START, WxrWriter } from '../../../worker/transfer/out/wxr.ts';
import { moveIn } from '../help/moving-in.ts';
import { idOf, postFact, START, THREAD } from '../help/store-with.ts';

const hide = (act: 'remove' | 'spam', at = START + 1e6): CommentFact => ({ v: 1, kind: 'hide', at, act });

async function aThread(): Promise<OwnThread> {
  const texts = [
    'Hello ]]> <b>you</b> & "all" 🙂 \u0007',
    'Rude',
    'Under the rude one',
    'Buy',
    'Waits',
    '=1+1, "quoted"\nand a line',
  ];
  const posts = await Promise.all(
    texts.map(async (text, n) => ({
      id: idOf(n),
      fact: await postFact(n, {
        text,
        name: n === 0 ? 'Ada & <Co>' : `Reader ${n}`,
        parent: n === 1 || n === 2 ? idOf(n - 1) : null,
        status: n === 4 ? 'pending' : 'approved',
      }),
    })),
  );
  Object.assign(posts[0]!.fact, { email: 'ada@ada.example' });
  Object.assign(posts[0]!.fact.words, { url: 'https://ada.example/?a=1&b=2' });
  const facts = [
    { id: idOf(1), fact: hide('remove') },
    { id: idOf(3), fact: hide('spam') },
  ];
  const page = [{ field: 'open', target: '', meta: { at: 1, value: false } }];
  return {
    thread: THREAD,
    posts,
    facts,
    page,
    likes: [{ id: idOf(0), authorId: 'x', on: true }],
    reports: [],
  };
}

const PLACES = [
  'https://blog.example/post (closed)',
  '  (ada@ada.example, https://ada.example/?a=1&b=2) Ada & <Co>: Hello ]]> <b>you</b> & "all" 🙂',
  '    (removed)',
  '      - Reader 2: Under the rude one',
  '  (spam) Reader 3: Buy',
];

test('WXR is read by another parser, every field of it', async () => {
  const thread = commentsOf(await aThread());
  const xml = WXR_START + new WxrWriter().item(thread) + WXR_END;
  expect(XMLValidator.validate(xml)).toBe(true);
  const { item } = new XMLParser({ parseTagValue: false, ignoreAttributes: false }).parse(xml).rss.channel;
  expect(item).toMatchObject({ title: 'A post', link: 'https://blog.example/post', 'wp:comment_status': 'closed' });
  const comments: Record<string, string>[] = item['wp:comment'];
  expect(comments).toHaveLength(6);
  expect(comments[0]).toMatchObject({
    'wp:comment_id': '1',
    'wp:comment_author': 'Ada & <Co>',
    'wp:comment_author_email': 'ada@ada.example',
    'wp:comment_date_gmt': '2026-11-01 12:00:00',
    'wp:comment_content': '<p>Hello ]]&gt; &lt;b&gt;you&lt;/b&gt; &amp; &quot;all&quot; 🙂 </p>',
    'wp:comment_approved': '1',
    'wp:comment_parent': '0',
  });
  expect(comments.map((each) => [each['wp:comment_parent'], each['wp:comment_approved']])).toEqual([
    ['0', '1'],
    ['1', 'trash'],
    ['2', '1'],
    ['0', 'spam'],
    ['0', '0'],
    ['0', '1'],
  ]);
});

test('WXR comes in again with every comment in its place', async () => {
  const thread = commentsOf(await aThread());
  const { lines, system } = await moveIn(WXR_START + new WxrWriter().item(thread) + WXR_END, { emails: true });
  expect(system).toBe('wordpress');
  expect(lines.slice(0, 5)).toEqual(PLACES);
  expect(lines).toContain('  (pending) Reader 4: Waits');
});

test('Disqus’ XML comes in again; what waits is left out, for its readers would publish it', async () => {
  const thread = commentsOf(await aThread());
  const writer = new DisqusWriter();
  const xml = DISQUS_START + writer.thread(thread) + writer.posts(thread) + DISQUS_END;
  expect(XMLValidator.validate(xml)).toBe(true);
  const { lines, system } = await moveIn(xml, { emails: true });
  expect(system).toBe('disqus');
  expect(lines.slice(0, 5)).toEqual(PLACES.map((line) => line.replace(', https://ada.example/?a=1&b=2', '')));
  expect(lines.join('\n')).not.toContain('Waits');
});

test('a table quotes what needs it, and has no formulas', async () => {
  const rows = (CSV_START + csvRows(commentsOf(await aThread()))).split('\r\n');
  expect(rows[0]).toBe('\ufeffpage,title,id,parent,status,at,name,url,email,owner,likes,text');
  expect(rows[1]).toMatch(/,approved,2026-11-01T12:00:00.000Z,Ada & <Co>,.*,1,"Hello \]\]> <b>you<\/b> & ""all"" 🙂/);
  expect(rows[6]).toMatch(/,"'=1\+1, ""quoted""\nand a line"$/);
  expect(rows).toHaveLength(8);
});

test('a table is opened by another parser, every row and field of it', async () => {
  const table = CSV_START + csvRows(commentsOf(await aThread()));
  const rows: Record<string, string>[] = parseCsv(table, { bom: true, columns: true, record_delimiter: '\r\n' });
  expect(rows).toHaveLength(6);
  expect(rows[0]).toMatchObject({
    page: 'https://blog.example/post',
    title: 'A post',
    status: 'approved',
    at: '2026-11-01T12:00:00.000Z',
    name: 'Ada & <Co>',
    url: 'https://ada.example/?a=1&b=2',
    email: 'ada@ada.example',
    likes: '1',
  });
  expect(rows.map(({ status }) => status)).toEqual(['approved', 'removed', 'approved', 'spam', 'pending', 'approved']);
  expect(rows[2]?.parent).toBe(rows[1]?.id);
  expect(rows[5]?.text).toBe('\'=1+1, "quoted"\nand a line');
});
