// Traps of other systems' exports that their importers elsewhere have fallen into, beside those in formats/:
// each is a case of a real export, smaller.

import { describe, expect, test } from 'vitest';
import { jsonLines, moveIn, noted, planned, SITES, skipped, sum } from '../help/moving-in.ts';

const disqus = (inside: string, namespaces = 'xmlns:dsq="http://disqus.com/disqus-internals"') =>
  `<?xml version="1.0"?><disqus xmlns="http://disqus.com" ${namespaces}><thread dsq:id="1"><id/><link>https://blog.example/post/</link><title>A post</title></thread>${inside}</disqus>`;

describe('Disqus', () => {
  test('a file whose prefix is another, and whose lists are mixed', async () => {
    const file = disqus(
      '<post dsq:id="7"><message>First</message><createdAt>2020-01-01T00:00:00Z</createdAt><author/><thread dsq:id="2"/></post><thread dsq:id="2"><id>two</id><link>https://blog.example/two</link></thread>',
    ).replaceAll('dsq:', 'd:');
    expect((await moveIn(file.replace('xmlns:d:', 'xmlns:d'))).lines).toEqual([
      'https://blog.example/two',
      '  - Anonymous: First',
    ]);
  });

  test('a whole branch under spam and deleted comments keeps every answer', async () => {
    const post = (id: number, parent: number | null, flags: string) =>
      `<post dsq:id="${id}"><message><![CDATA[<p>Words ${id}</p>]]></message><createdAt>2020-01-01T00:00:0${id}Z</createdAt>${flags}<author><name>R${id}</name></author><thread dsq:id="1"/>${parent === null ? '' : `<parent dsq:id="${parent}"/>`}</post>`;
    const gone = '<isDeleted>true</isDeleted>';
    const spam = '<isSpam>true</isSpam>';
    const { lines, report } = await moveIn(
      disqus(post(1, null, spam) + post(2, 1, gone) + post(3, 2, spam) + post(4, 3, '') + post(5, 3, gone)),
    );
    expect(lines).toEqual([
      'https://blog.example/post',
      '  (spam) R1: Words 1',
      '  (removed)',
      '    (spam) R3: Words 3',
      '    - R4: Words 4',
    ]);
    expect(sum(report)).toBe(5);
    expect(skipped(report)).toEqual({ 'removed-without-replies': 1 });
  });

  test('three thousand answers, each to the one before, last first', async () => {
    const posts = Array.from({ length: 3_000 }, (_, i) => {
      const parent = i === 0 ? '' : `<parent dsq:id="p${i - 1}"/>`;
      return `<post dsq:id="p${i}"><message>Words ${i}</message><createdAt>2020-01-01T00:00:00Z</createdAt><author><name>R</name></author><thread dsq:id="1"/>${parent}</post>`;
    });
    const { fromDisqus } = await import('../../../worker/transfer/formats/disqus.ts');
    async function* file() {
      yield disqus(posts.reverse().join(''));
    }
    const { threads, report } = await planned('disqus', fromDisqus(file()), { sites: SITES });
    const parents = new Map(threads[0]!.comments.map(({ id, fact }) => [id, fact.words.parent]));
    let deepest = 0;
    for (const start of parents.keys()) {
      let depth = 0;
      for (let id = parents.get(start); id != null && depth <= 3_000; id = parents.get(id)) depth++;
      deepest = Math.max(deepest, depth);
    }
    expect(deepest).toBe(2_999);
    expect(report.totals.published).toBe(3_000);
  });
});

describe('WordPress', () => {
  const wxr = (version: string, comments: string) =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/${version}/"><channel><wp:wxr_version>${version}</wp:wxr_version><item><title>A post</title><link>https://blog.example/post/</link><wp:post_id>1</wp:post_id>${comments}</item></channel></rss>`;
  const comment = (id: number, inside: string) =>
    `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[R${id}]]></wp:comment_author>${inside}</wp:comment>`;

  test.each(['1.0', '1.1', '1.2'])('version %s, by its prefix and not by its address', async (version) => {
    const { system, lines } = await moveIn(
      wxr(
        version,
        comment(1, '<wp:comment_content>Hi</wp:comment_content><wp:comment_approved>1</wp:comment_approved>'),
      ),
    );
    expect([system, ...lines]).toEqual(['wordpress', 'https://blog.example/post', '  - R1: Hi']);
  });

  test('the trash of a post in the trash is trash, spam is spam, and what is unknown waits', async () => {
    const with_ = (id: number, approved: string) =>
      comment(
        id,
        `<wp:comment_content>Words</wp:comment_content><wp:comment_date_gmt>2020-01-01 00:00:0${id}</wp:comment_date_gmt><wp:comment_approved>${approved}</wp:comment_approved>`,
      );
    const { report } = await moveIn(
      wxr('1.2', with_(1, 'post-trashed') + with_(2, 'spam') + with_(3, 'hold') + with_(4, '1') + with_(5, 'trash')),
    );
    expect(report.totals).toEqual({ published: 1, waiting: 1, spam: 1, removed: 0, skipped: 2 });
    expect(skipped(report)).toEqual({ 'removed-without-replies': 2 });
  });

  test('a time that is only there as local is taken rather than none', async () => {
    const { plan, report } = await moveIn(
      wxr(
        '1.2',
        comment(
          1,
          '<wp:comment_content>Hi</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_date>2020-05-02 23:30:00</wp:comment_date><wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>',
        ),
      ),
    );
    expect(new Date(plan.threads[0]!.comments[0]!.fact.at).toISOString()).toBe('2020-05-02T23:30:00.000Z');
    expect(noted(report)).toEqual({});
  });

  test('CDATA that was cut in two for its end mark, and entities beside it', async () => {
    const { lines } = await moveIn(
      wxr(
        '1.2',
        comment(
          1,
          '<wp:comment_author_url>http://ada.example/?a=1&amp;b=2</wp:comment_author_url><wp:comment_content><![CDATA[Ends with ]]]]><![CDATA[> &amp; &#8217;]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>',
        ),
      ),
    );
    expect(lines[1]).toBe('  (http://ada.example/?a=1&b=2) R1: Ends with ]]> & ’');
  });
});

test('Isso: both bits of a mode, a dump whose values are all text, and a page named by its address', async () => {
  const { lines } = await moveIn({
    threads: [{ id: '1', uri: 'https://blog.example/post/index.html', title: '' }],
    comments: [
      { tid: '1', id: '1', parent: '', created: '1600000000.5', mode: '1', text: 'Shown', author: 'A' },
      { tid: '1', id: '2', parent: '1', created: '1600000001.5', mode: '3', text: 'Both', author: 'B' },
    ],
  });
  expect(lines).toEqual(['https://blog.example/post', '  - A: Shown', '    (pending) B: Both']);
});

test('Remark42: an answer to what its own export left out, and an empty root', async () => {
  const line = (id: string, pid: string) => ({
    id,
    pid,
    text: `<p>Words ${id}</p>`,
    user: { name: 'Ada', id: 'x' },
    locator: { site: 'blog', url: 'https://blog.example/post/' },
    score: 3,
    time: `2021-06-0${id}T10:00:00Z`,
    imported: true,
  });
  const { lines } = await moveIn(jsonLines({ version: 1, users: [], posts: [] }, line('1', ''), line('2', 'spam-id')));
  expect(lines).toEqual([
    'https://blog.example/post',
    '  (3 likes) Ada: Words 1',
    '  (removed)',
    '    (3 likes) Ada: Words 2',
  ]);
});

test('Comentario’s first version: host and path, and nobody is sixty-four zeros', async () => {
  const zeros = '0'.repeat(64);
  const comment = (hex: string, parentHex: string, more = {}) => ({
    commentHex: hex,
    host: 'blog.example',
    path: '/post',
    url: '',
    commenterHex: zeros,
    markdown: `Words ${hex}`,
    parentHex,
    score: -2,
    state: 'approved',
    creationDate: `2019-01-01T00:00:0${hex}Z`,
    deleted: false,
    ...more,
  });
  const { system, lines } = await moveIn({
    version: 1,
    comments: [comment('1', zeros), comment('2', '1', { deleted: true }), comment('3', '2', { authorName: 'Walk-in' })],
    commenters: [],
  });
  expect(system).toBe('comentario');
  expect(lines).toEqual([
    'https://blog.example/post',
    '  - Anonymous: Words 1',
    '    (removed)',
    '      - Walk-in: Words 3',
  ]);
});

test('Cusdis: the answer of the hosted one, each comment with its page in it, or a page that is only a name', async () => {
  const row = (id: string, more: object) => ({
    id,
    created_at: `2023-01-0${id}T00:00:00.000Z`,
    by_nickname: 'Ada',
    content: `Words ${id}`,
    approved: true,
    ...more,
  });
  const { system, lines } = await moveIn([
    row('1', { page: { id: 'p', slug: 'post', url: 'https://blog.example/post', title: 'A post' } }),
    row('2', { parentId: '1', page: { id: 'p', slug: 'post', url: 'https://blog.example/post', title: 'A post' } }),
  ]);
  expect([system, ...lines]).toEqual(['cusdis', 'https://blog.example/post', '  - Ada: Words 1', '    - Ada: Words 2']);
  const named = await moveIn({
    pages: [{ id: 'p', slug: '/named', url: null, title: '' }],
    comments: [row('1', { pageId: 'p' })],
  });
  expect(named.lines[0]).toBe('https://blog.example/named');
});

test('giscus: what was minimised is no comment any more, and its answers are', async () => {
  const node = (id: string, body: string, more = {}) => ({
    id,
    author: { login: `u${id}`, url: '' },
    createdAt: `2023-03-03T03:03:0${id}Z`,
    body,
    ...more,
  });
  const { lines } = await moveIn({
    data: {
      repository: {
        discussion: {
          id: 'D',
          url: 'https://github.com/o/r/discussions/1',
          title: 'post',
          locked: false,
          body: '',
          comments: {
            nodes: [
              { ...node('1', 'Off topic', { isMinimized: true }), replies: { nodes: [node('2', 'Still here')] } },
              node('3', 'Buy', { isMinimized: true, minimizedReason: 'spam' }),
            ],
          },
        },
      },
    },
  });
  expect(
    lines.map((line) => line.replace(/https:\/\/github\.com\/u\d, ?|\(https:\/\/github\.com\/u\d\) /, '')),
  ).toEqual([
    'https://blog.example/post',
    '  (removed)',
    '    u2: Still here',
    '  (spam, https://github.com/u3) u3: Buy',
  ]);
});

test('Valine: spam is spam; Twikoo: ids are text, votes are called ups, a line each', async () => {
  const valine = await moveIn([
    {
      objectId: 'a',
      nick: 'Pill',
      comment: '<p>Buy</p>',
      url: '/post',
      isSpam: true,
      createdAt: '2018-01-01T00:00:00Z',
    },
  ]);
  expect(valine.lines).toEqual(['https://blog.example/post', '  (spam) Pill: Buy']);
  const row = { nick: 'Ada', url: '/post', comment: '<p>Hi</p>', created: '1650000000000' };
  const twikoo = await moveIn(
    jsonLines({ ...row, _id: 'a', ups: ['x'], master: false }, { ...row, _id: 'b', pid: 'gone', rid: 'a' }),
  );
  expect([twikoo.system, ...twikoo.lines]).toEqual([
    'twikoo',
    'https://blog.example/post',
    '  (1 likes) Ada: Hi',
    '    - Ada: Hi',
  ]);
});

test('Artalk: no parent is also an empty text, and a page is also a whole address', async () => {
  const row = (id: string, rid: string) => ({
    id,
    rid,
    content: `Words ${id}`,
    created_at: '2021-10-28 20:50:15 +0800',
    is_collapsed: 'true',
    is_pending: 'false',
    nick: 'Ada',
    page_key: 'https://blog.example/post/',
    site_name: 'Blog',
    site_urls: '',
  });
  expect((await moveIn([row('1', ''), row('2', '1')])).lines).toEqual([
    'https://blog.example/post',
    '  - Ada: Words 1',
    '    - Ada: Words 2',
  ]);
});

test('a mark before the first letter, and letters cut in two by the pieces they come in', async () => {
  const { lines } = await moveIn(
    `\ufeff${JSON.stringify([{ id: '/post', title: '', comments: [{ id: 1, author: 'Zoë 🙂', created: '2020-01-02 03:04:05', text: '🙂'.repeat(40) }] }])}`,
  );
  expect(lines[1]).toBe(`  - Zoë 🙂: ${'🙂'.repeat(40)}`);
});
