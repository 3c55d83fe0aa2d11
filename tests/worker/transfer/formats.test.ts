// One file a system, written after the structure of its real exports, with the awkward cases in it: every comment of the
// file is somewhere afterwards, or is counted as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { jsonLines, moveIn, noted, skipped, sum, zipped } from '../help/moving-in.ts';

const DISQUS = `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<category dsq:id="1"><forum>blog</forum><title>General</title><isDefault>true</isDefault></category>
<thread dsq:id="100"><id /><forum>blog</forum><category dsq:id="1"/><link>http://www.blog.example/post/?utm_source=feed</link><title>Salt &amp; pepper</title><message /><createdAt>2011-03-07T21:17:17Z</createdAt><author><name>Owner</name><isAnonymous>false</isAnonymous><username>owner</username></author><isClosed>true</isClosed><isDeleted>false</isDeleted></thread>
<thread dsq:id="101"><id>draft</id><forum>blog</forum><link>http://preview.example/draft/</link><title>Draft</title><isClosed>false</isClosed></thread>
POSTS
</disqus>`;

const post = (id: number, author: string, message: string, more = '', flags = ['false', 'false'], thread = 100) =>
  `<post dsq:id="${id}"><id /><message><![CDATA[${message}]]></message><createdAt>2011-08-29T22:${10 + id}:48Z</createdAt><isDeleted>${flags[0]}</isDeleted><isSpam>${flags[1]}</isSpam><author>${author}</author><thread dsq:id="${thread}" />${more}</post>`;
const parent = (id: number) => `<parent dsq:id="${id}" />`;
const REMOVED = ['true', 'false'];
const SPAM = ['false', 'true'];

const disqus = (...posts: string[]) => DISQUS.replace('POSTS', () => posts.join('\n'));

describe('Disqus', () => {
  const file = disqus(
    post(
      1,
      '<email>ada@ada.example</email><name>Ada</name><isAnonymous>true</isAnonymous>',
      '<p>Hello <b>there</b> &amp; 🙂</p>',
    ),
    post(2, '<name>Bob</name>', '<p>Rude</p>', parent(1), REMOVED),
    post(3, '<name>Cy</name>', '<p>Answers the rude one</p>', parent(2)),
    post(4, '<name>Pill</name>', '<p>Buy</p>', parent(3), SPAM),
    post(5, '<username>di</username>', '<p>Answers the spam</p>', parent(4)),
    post(6, '<name>Ed</name>', 'Answers what is not in the file', parent(999)),
    post(7, '<name>Flo</name>', '<p>Removed, with no answer</p>', '', REMOVED),
    post(8, '<name>Gus</name>', '<p>On another site</p>', '', undefined, 101),
    post(9, '<name>Owner</name>', '<p>Thanks</p>', parent(1)),
  );

  test('brings every comment, each to its place', async () => {
    const { system, lines, report } = await moveIn(file, { owners: ['owner'] });
    expect(system).toBe('disqus');
    expect(lines).toEqual([
      'https://blog.example/post (closed)',
      '  - Ada: Hello there & 🙂',
      '    (removed)',
      '      - Cy: Answers the rude one',
      '        (spam) Pill: Buy',
      '        - di: Answers the spam',
      '    (owner) Owner: Thanks',
      '  (removed)',
      '    - Ed: Answers what is not in the file',
    ]);
    expect(report.totals).toEqual({ published: 5, waiting: 0, spam: 1, removed: 1, skipped: 2 });
    expect(sum(report)).toBe(9);
    expect(skipped(report)).toEqual({ 'removed-without-replies': 1, 'other-site': 1 });
    expect(noted(report)).toEqual({ 'moved-up': 1, 'stand-in': 1, closed: 1 });
  });

  test('keeps e-mail addresses only if asked to', async () => {
    expect(JSON.stringify((await moveIn(file)).plan)).not.toContain('ada@ada.example');
    expect((await moveIn(file, { emails: true })).lines[1]).toBe(
      '  (ada@ada.example) - Ada: Hello there & 🙂'.replace(' -', ''),
    );
  });

  test('brings pages to their new address by the rules', async () => {
    const { parseAddressRules } = await import('../../../worker/transfer/address-rules.ts');
    const rules = parseAddressRules('# moved\nhttp://preview.example/* https://blog.example/2012/*\n');
    const { lines } = await moveIn(file, { rules });
    expect(lines).toContain('https://blog.example/2012/draft');
  });

  test('carries the title, and takes the times as they are', async () => {
    const { plan } = await moveIn(file);
    const [first] = plan.threads[0]!.comments;
    expect(first!.fact).toMatchObject({
      title: 'Salt & pepper',
      at: Date.parse('2011-08-29T22:11:48Z'),
      authorId: null,
    });
  });

  test('comes compressed as well, and a damaged file is told from a whole one', async () => {
    const packed = await zipped(file);
    expect((await moveIn(packed)).report.totals.published).toBe(5);
    await expect(moveIn(packed.subarray(0, packed.length - 200))).rejects.toThrow(/compressed file is damaged/);
    await expect(moveIn(file.slice(0, -200))).rejects.toThrow(/^Line \d+: /);
    await expect(moveIn(file.replace('</message>', '</massage>'))).rejects.toThrow(/^Line 6: /);
  });

  test('reads a file with letters that XML forbids, and a post that has its id as an element', async () => {
    const odd = file
      .replace('Answers the rude one', 'Answers\u000b the &#x8;rude one')
      .replace('<post dsq:id="5"><id />', '<post><id>5</id>');
    expect((await moveIn(odd)).report.totals).toEqual((await moveIn(file)).report.totals);
  });
});

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

describe('Isso', () => {
  const tables = {
    threads: [
      { id: 1, uri: '/post/', title: 'A post' },
      { id: 2, uri: '/other', title: null },
    ],
    comments: [
      {
        tid: 1,
        id: 1,
        parent: null,
        created: 1_600_000_000.25,
        mode: 1,
        text: 'Some *Markdown*',
        author: 'Ada',
        email: 'a@b.example',
        website: 'https://ada.example',
        likes: 3,
        voters: '',
      },
      { tid: 1, id: 2, parent: 1, created: 1_600_000_100.5, mode: 4, text: '', author: null },
      { tid: 1, id: 3, parent: 2, created: 1_600_000_200, mode: 1, text: 'Under it', author: null },
      { tid: 2, id: 4, parent: null, created: 1_600_000_300, mode: 2, text: 'Waits', author: 'Bob' },
    ],
    preferences: [{ key: 'session-key', value: 'x' }],
  };
  const expected = [
    'https://blog.example/post',
    '  (3 likes, https://ada.example/) Ada: Some Markdown',
    '    (removed)',
    '      - Anonymous: Under it',
    'https://blog.example/other',
    '  (pending) Bob: Waits',
  ];

  test('comes as its database', async () => {
    const { system, lines, report } = await moveIn(new TextEncoder().encode('SQLite format 3\0…'), {}, tables);
    expect(system).toBe('isso');
    expect(lines.toSorted()).toEqual(expected.toSorted());
    expect(report.totals).toEqual({ published: 2, waiting: 1, spam: 0, removed: 1, skipped: 0 });
  });

  test('comes as a dump of its tables', async () => {
    expect((await moveIn(tables)).lines.toSorted()).toEqual(expected.toSorted());
  });

  test('comes as the generic JSON that it reads itself', async () => {
    const { system, lines } = await moveIn([
      {
        id: '/post',
        title: 'A post',
        comments: [
          {
            id: 1,
            author: 'Ada',
            email: '',
            website: '',
            remote_addr: '',
            created: '2020-01-02 03:04:05',
            text: 'Hello',
          },
        ],
      },
      {
        id: '/other',
        title: 'Other',
        comments: [{ id: 1, author: 'Bob', created: '2020-01-02 03:04:05', text: 'The same id on another page' }],
      },
    ]);
    expect(system).toBe('isso');
    expect(lines.toSorted()).toEqual(
      [
        'https://blog.example/post',
        '  - Ada: Hello',
        'https://blog.example/other',
        '  - Bob: The same id on another page',
      ].toSorted(),
    );
  });
});

describe('Remark42', () => {
  const locator = { site: 'blog', url: 'https://blog.example/post/' };
  const user = (name: string, admin = false) => ({ name, id: `x_${name}`, picture: '', admin });
  const line = (id: string, pid: string, name: string, text: string, more = {}) => ({
    id,
    pid,
    text,
    user: user(name),
    locator,
    score: 0,
    votes: {},
    time: `2021-06-0${id}T10:00:00.5+02:00`,
    title: 'A post',
    ...more,
  });
  const file = jsonLines(
    { version: 1, users: [{ id: 'x', blocked: {} }], posts: [{ url: locator.url, read_only: true }] },
    line('1', '', 'Ada', '<p>Hello</p>', { votes: { a: true, b: false, c: true }, score: 1, pin: true }),
    line('2', '1', '', '', { delete: true }),
    line('3', '2', 'Cy', '<p>was <em>HTML</em></p>', { orig: 'was *Markdown*', user: user('Cy', true) }),
    line('4', '', '', '', { delete: true }),
  );

  test('keeps replies to what was deleted', async () => {
    const { system, lines, report } = await moveIn(await zipped(file));
    expect(system).toBe('remark42');
    expect(lines).toEqual([
      'https://blog.example/post (closed)',
      '  (pinned, 2 likes) Ada: Hello',
      '    (removed)',
      '      (owner) Cy: was Markdown',
    ]);
    expect(sum(report)).toBe(4);
  });

  test('names the line that is broken', async () => {
    await expect(moveIn(file.replace('"id":"3"', '"id":"3'))).rejects.toThrow(/^Line 4: /);
  });
});

describe('Commento and Comentario', () => {
  test('Commento: [deleted] is deleted, and a commenter is repeated for each comment', async () => {
    const comment = (hex: string, parentHex: string, markdown: string, more = {}) => ({
      commentHex: hex,
      domain: 'blog.example',
      url: '/post',
      commenterHex: 'c1',
      markdown,
      html: '',
      parentHex,
      score: 0,
      state: 'approved',
      creationDate: `2019-01-01T00:00:0${hex}Z`,
      deleted: false,
      ...more,
    });
    const { system, lines, report } = await moveIn({
      version: 1,
      comments: [
        comment('3', '2', 'Under it', { commenterHex: 'anonymous' }),
        comment('1', 'root', 'Hello **you**', { score: 2 }),
        comment('2', '1', '[deleted]'),
        comment('4', 'root', 'Waits', { state: 'unapproved' }),
        comment('5', 'root', 'Bad', { state: 'flagged' }),
      ],
      commenters: [
        { commenterHex: 'c1', email: 'a@b.example', name: 'Ada', link: 'undefined', isModerator: false },
        { commenterHex: 'c1', email: 'a@b.example', name: 'Ada', link: 'undefined', isModerator: false },
      ],
    });
    expect(system).toBe('commento');
    expect(lines).toEqual([
      'https://blog.example/post',
      '  (2 likes) Ada: Hello you',
      '    (removed)',
      '      - Anonymous: Under it',
      '  (pending) Ada: Waits',
      '  (spam) Ada: Bad',
    ]);
    expect(sum(report)).toBe(5);
  });

  test('Comentario: pages, comments and commenters are joined', async () => {
    const zero = '0'.repeat(64);
    const comment = (id: string, parentId: string | null, markdown: string, more = {}) => ({
      id,
      parentId,
      pageId: 'p1',
      markdown,
      html: '',
      score: 0,
      isSticky: false,
      isApproved: true,
      isPending: false,
      isDeleted: false,
      createdTime: `2024-01-01T00:00:0${id}.000Z`,
      userCreated: 'u1',
      ...more,
    });
    const { system, lines } = await moveIn(
      await zipped(
        JSON.stringify({
          version: 3,
          pages: [{ id: 'p1', domainId: 'd', path: '/post', title: 'A post', isReadonly: true }],
          comments: [
            comment('1', null, 'Hello', { isSticky: true }),
            comment('2', '1', '', { isDeleted: true }),
            comment('3', '2', 'Under it', { userCreated: zero, authorName: 'Walk-in' }),
            comment('4', null, 'Waits', { isApproved: false, isPending: true }),
            comment('5', null, 'Refused', { isApproved: false }),
          ],
          commenters: [{ id: 'u1', email: 'a@b.example', name: 'Ada', isModerator: true }],
        }),
      ),
    );
    expect(system).toBe('comentario');
    expect(lines).toEqual([
      'https://blog.example/post (closed)',
      '  (owner, pinned) Ada: Hello',
      '    (removed)',
      '      - Walk-in: Under it',
      '  (pending, owner) Ada: Waits',
      '  (spam, owner) Ada: Refused',
    ]);
  });
});

describe('Cusdis and cwd', () => {
  test('Cusdis: what is not approved waits, and is not hidden for good', async () => {
    const row = (id: string, parentId: string | null, content: string, more = {}) => ({
      id,
      pageId: 'p',
      parentId,
      created_at: 1_700_000_000_000 + Number(id),
      by_email: 'a@b.example',
      by_nickname: 'Ada',
      content,
      approved: 1,
      deletedAt: null,
      moderatorId: null,
      ...more,
    });
    const { system, lines } = await moveIn({
      pages: [{ id: 'p', slug: 'x', url: 'https://blog.example/post', title: 'A post', projectId: 'z' }],
      comments: [
        row('1', null, 'Hello'),
        row('2', '1', 'Gone', { deletedAt: '2023-11-15T00:00:00.000Z' }),
        row('3', '2', 'Thanks', { by_nickname: 'Owner', moderatorId: 'm' }),
        row('4', null, 'Waits', { approved: 0 }),
      ],
    });
    expect(system).toBe('cusdis');
    expect(lines).toEqual([
      'https://blog.example/post',
      '  - Ada: Hello',
      '    (removed)',
      '      (owner) Owner: Thanks',
      '  (pending) Ada: Waits',
    ]);
  });

  test('cwd: rows with the text or the HTML', async () => {
    const { system, lines } = await moveIn([
      {
        id: 1,
        created: 1_700_000_000_000,
        post_slug: '/post',
        name: 'Ada',
        email: '',
        url: '',
        content_text: 'Hello',
        content_html: '<p>Hello</p>',
        parent_id: null,
        likes: 2,
        priority: 1,
        status: 'approved',
      },
      {
        id: 2,
        created: 1_700_000_001_000,
        post_slug: '/post',
        name: 'Bob',
        content_text: '',
        content_html: '<p>Only <i>HTML</i></p>',
        parent_id: 1,
        likes: 0,
        priority: 1,
        status: 'pending',
      },
    ]);
    expect(system).toBe('cwd');
    expect(lines).toEqual(['https://blog.example/post', '  (2 likes) Ada: Hello', '    (pending) Bob: Only HTML']);
  });
});

describe('Waline, Valine and Twikoo', () => {
  const date = (n: number) => ({ __type: 'Date', iso: `2022-02-02T02:02:0${n}.000Z` });

  test('Waline: no status is approved, spam is spam', async () => {
    const { system, lines, report } = await moveIn({
      type: 'waline',
      version: 1,
      time: 1,
      tables: ['Comment', 'Counter', 'Users'],
      data: {
        Comment: [
          {
            objectId: 'a',
            comment: 'Hello *you*',
            insertedAt: date(1),
            nick: 'Ada',
            mail: 'a@b.example',
            link: 'https://ada.example',
            url: '/post.html',
            like: 2,
            sticky: 1,
            ua: '',
          },
          {
            objectId: 'b',
            comment: 'To the first',
            insertedAt: date(2),
            nick: 'Bob',
            pid: 'a',
            rid: 'a',
            url: '/post.html',
            status: 'approved',
            user_id: 'u',
          },
          { objectId: 'c', comment: 'Buy', insertedAt: date(3), nick: 'Pill', url: '/post.html', status: 'spam' },
          { objectId: 'd', comment: 'Waits', insertedAt: date(4), nick: 'Cy', url: '/post.html', status: 'waiting' },
          {
            objectId: 'e',
            comment: 'What it answers is gone',
            insertedAt: date(5),
            nick: 'Di',
            pid: 'gone',
            rid: 'a',
            url: '/post.html',
          },
        ],
        Counter: [{ objectId: 'x', url: '/post.html', time: 7 }],
        Users: [{ objectId: 'u', display_name: 'Bob', type: 'administrator' }],
      },
    });
    expect(system).toBe('waline');
    expect(lines).toEqual([
      'https://blog.example/post.html',
      '  (pinned, 2 likes, https://ada.example/) Ada: Hello you',
      '    (owner) Bob: To the first',
      '    - Di: What it answers is gone',
      '  (spam) Pill: Buy',
      '  (pending) Cy: Waits',
    ]);
    expect(sum(report)).toBe(5);
  });

  test.each([
    ['a list', (rows: object[]) => rows],
    ['results', (rows: object[]) => ({ results: rows })],
    ['JSON lines', (rows: object[]) => jsonLines(...rows)],
  ])('Valine as %s: the text is HTML', async (_, wrap) => {
    const { system, lines } = await moveIn(
      wrap([
        {
          objectId: 'a',
          nick: 'Ada',
          mail: '',
          mailMd5: 'x',
          isSpam: false,
          link: '',
          comment: '<p>Hello <img src="https://i.example/a.png" alt="a smile"></p>\n',
          url: '/post/',
          createdAt: '2018-01-01T00:00:00.000Z',
        },
        {
          objectId: 'b',
          nick: 'Bob',
          comment: '<p><a class="at" href="#a">@Ada</a> , yes</p>',
          pid: 'a',
          rid: 'a',
          url: '/post/',
          createdAt: '2018-01-01T00:00:01.000Z',
        },
      ]),
    );
    expect(system).toBe('valine');
    expect(lines).toEqual(['https://blog.example/post', '  - Ada: Hello a smile', '    - Bob: @Ada , yes']);
  });

  test('Twikoo: ids are objects, lists are text, times are milliseconds', async () => {
    const row = (id: string, nick: string, comment: string, more = {}) => ({
      _id: { $oid: id },
      nick,
      mail: 'm@x.example',
      mailMd5: 'x',
      link: '',
      url: '/post/',
      href: 'https://blog.example/post/',
      comment,
      created: 1_650_000_000_000 + Number(id),
      updated: 0,
      isSpam: false,
      ...more,
    });
    const { system, lines } = await moveIn([
      row('1', 'Ada', '<p>Hello</p>', { like: '["x","y"]' }),
      row('2', 'Owner', '<p>Thanks</p>', { master: true, pid: '1', rid: '1' }),
      row('3', 'Pill', '<p>Buy</p>', { isSpam: true }),
    ]);
    expect(system).toBe('twikoo');
    expect(lines).toEqual([
      'https://blog.example/post',
      '  (2 likes) Ada: Hello',
      '    (owner) Owner: Thanks',
      '  (spam) Pill: Buy',
    ]);
  });
});

test('Artalk: every value is text, and dates are local with an offset', async () => {
  const row = (id: string, rid: string, content: string, more = {}) => ({
    id,
    rid,
    content,
    ua: '',
    ip: '',
    created_at: `2021-10-28 20:50:1${id} +0800`,
    updated_at: '',
    is_collapsed: 'false',
    is_pending: 'false',
    vote_up: '0',
    vote_down: '0',
    nick: 'Ada',
    email: 'a@b.example',
    link: '',
    password: '',
    badge_name: '',
    badge_color: '',
    page_key: '/post.html',
    page_title: 'A post',
    page_admin_only: 'false',
    site_name: 'Blog',
    site_urls: 'https://blog.example,https://b.example',
    ...more,
  });
  const { system, lines, plan } = await moveIn([
    row('1', '0', 'Hello', { vote_up: '4' }),
    row('2', '1', 'Waits', { is_pending: 'true', nick: 'Bob' }),
    row('3', '77', 'Its parent was deleted', { nick: 'Cy' }),
  ]);
  expect(system).toBe('artalk');
  expect(lines).toEqual([
    'https://blog.example/post.html',
    '  (4 likes) Ada: Hello',
    '    (pending) Bob: Waits',
    '  (removed)',
    '    - Cy: Its parent was deleted',
  ]);
  expect(plan.threads[0]!.comments[0]!.fact.at).toBe(Date.parse('2021-10-28T12:50:11Z'));
});

describe('giscus and utterances', () => {
  const node = (id: string, login: string | null, body: string, more = {}) => ({
    id,
    author: login && { login, avatarUrl: '', url: `https://github.com/${login}` },
    createdAt: `2023-03-03T03:03:0${id}Z`,
    deletedAt: null,
    isMinimized: false,
    body,
    bodyHTML: '',
    upvoteCount: 0,
    authorAssociation: 'NONE',
    reactionGroups: [],
    ...more,
  });
  const discussion = {
    id: 'D1',
    url: 'https://github.com/o/r/discussions/1',
    locked: true,
    title: 'posts/first',
    body: '# posts/first\n\n<!-- sha1: abc https://not.this/ -->',
    comments: {
      nodes: [
        {
          ...node('1', 'ada', 'Hello **you**', {
            reactionGroups: [{ content: 'THUMBS_UP', users: { totalCount: 3 } }],
          }),
          replies: {
            nodes: [
              node('2', 'owner', 'Thanks', { authorAssociation: 'OWNER' }),
              node('3', null, 'By nobody', { replyTo: { id: '2' } }),
            ],
          },
        },
        {
          ...node('4', 'bob', '', { deletedAt: '2023-03-04T00:00:00Z' }),
          replies: { nodes: [node('5', 'cy', 'Under it')] },
        },
      ],
    },
  };
  const expected = [
    'https://blog.example/posts/first (closed)',
    '  (3 likes, https://github.com/ada) ada: Hello you',
    '    (owner, https://github.com/owner) owner: Thanks',
    '      - ghost: By nobody',
    '  (removed)',
    '    (https://github.com/cy) cy: Under it',
  ];

  test.each([
    ['an answer of the API', { data: { repository: { discussions: { nodes: [discussion] } } } }],
    ['one discussion', { data: { repository: { discussion } } }],
    ['pages of answers', [{ data: { search: { nodes: [discussion] } } }]],
  ])('giscus as %s', async (_, file) => {
    const { system, lines } = await moveIn(file);
    expect(system).toBe('giscus');
    expect(lines).toEqual(expected);
  });

  test('giscus: a title that is no path needs the address in the body, or a rule', async () => {
    const titled = { ...discussion, title: 'My first post', body: 'Talk about it: https://blog.example/posts/first/' };
    expect((await moveIn({ data: { repository: { discussion: titled } } })).lines[0]).toBe(expected[0]);
    const lost = { ...discussion, title: 'My first post', body: '' };
    const { report } = await moveIn({ data: { repository: { discussion: lost } } });
    expect(skipped(report)).toEqual({ 'no-address': 5 });
  });

  test('utterances: issues and their comments, by REST', async () => {
    const issue = {
      url: 'https://api.github.com/repos/o/r/issues/1',
      comments_url: 'https://api.github.com/repos/o/r/issues/1/comments',
      number: 1,
      title: 'posts/first/',
      locked: false,
      body: '# posts/first',
    };
    const comment = {
      id: 11,
      issue_url: issue.url,
      user: { login: 'ada', html_url: 'https://github.com/ada' },
      created_at: '2020-01-01T00:00:00Z',
      body: 'Hello',
      author_association: 'NONE',
      reactions: { '+1': 2, heart: 1 },
    };
    const { system, lines } = await moveIn([[issue], [comment]]);
    expect(system).toBe('utterances');
    expect(lines).toEqual(['https://blog.example/posts/first', '  (2 likes, https://github.com/ada) ada: Hello']);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['nothing', ''],
    ['something else', 'Dear all,'],
    ['another XML', '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'],
    ['another JSON', '{"name":"package","version":"1"}'],
    ['an empty list', '[]'],
  ])('%s is refused with a sentence', async (_, source) => {
    await expect(moveIn(source)).rejects.toThrow(/^(The file|This is no export).*\.$/);
  });

  test('broken JSON says where', async () => {
    await expect(moveIn('[{"nick":"a",]')).rejects.toThrow(/position|line|column/i);
  });
});
