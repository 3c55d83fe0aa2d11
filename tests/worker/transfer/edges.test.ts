// Where real exports are not what their systems document: pages that are private or deleted, entities in names, letters
// in another encoding, answers of which pages are missing, and choices of the owner's that match nothing. What comes of
// each is said before anything is written.

import { describe, expect, test } from 'vitest';
import { parseAddressRules } from '../../../worker/transfer/address-rules.ts';
import { planMove } from '../../../worker/transfer/move.ts';
import { reportWords } from '../../../worker/transfer/report.ts';
import { moveIn, noted, SITES, skipped } from '../help/moving-in.ts';

const comment = (id: number, fields: Record<string, string> = {}) => {
  const all = { author: `R${id}`, date_gmt: `2020-01-01 00:00:0${id}`, content: 'Words', approved: '1', ...fields };
  const inside = Object.entries(all).map(
    ([name, value]) => `<wp:comment_${name}><![CDATA[${value}]]></wp:comment_${name}>`,
  );
  return `<wp:comment><wp:comment_id>${id}</wp:comment_id>${inside.join('')}</wp:comment>`;
};
const item = (id: number, fields: string, ...comments: string[]) =>
  `<item><title><![CDATA[Post ${id}]]></title><link>https://blog.example/${id}/</link><wp:post_id>${id}</wp:post_id>${fields}${comments.join('')}</item>`;
const wxr = (...items: string[]) =>
  `<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>${items.join('')}</channel></rss>`;

describe('pages that not everybody could read', () => {
  test.each([
    ['private', '<wp:status>private</wp:status>', { 'private-page': 1 }],
    ['a draft', '<wp:status><![CDATA[draft]]></wp:status>', { 'private-page': 1 }],
    ['one for later', '<wp:status>future</wp:status>', { 'private-page': 1 }],
    [
      'behind a password',
      '<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>',
      { 'private-page': 1 },
    ],
    ['in the trash', '<wp:status>trash</wp:status>', { 'deleted-page': 1 }],
    ['public', '<wp:status>publish</wp:status><wp:post_password></wp:post_password>', {}],
    ['an attachment', '<wp:status>inherit</wp:status>', {}],
  ])('WordPress: %s', async (_, fields, reasons) => {
    const { report } = await moveIn(wxr(item(1, fields, comment(1)), item(2, '', comment(2))));
    expect(skipped(report)).toEqual(reasons);
    expect(report.totals.published + report.totals.skipped).toBe(2);
  });

  test('Disqus: a thread that was deleted stays deleted', async () => {
    const { report, lines } = await moveIn(
      `<disqus xmlns:dsq="x"><thread dsq:id="1"><link>https://blog.example/1</link><isDeleted>true</isDeleted></thread><thread dsq:id="2"><link>https://blog.example/2</link><isDeleted>false</isDeleted></thread>${[1, 2].map((id) => `<post dsq:id="${id}"><message>Words</message><createdAt>2020-01-01T00:00:00Z</createdAt><author><name>A</name></author><thread dsq:id="${id}"/></post>`).join('')}</disqus>`,
    );
    expect(lines).toEqual(['https://blog.example/2', '  - A: Words']);
    expect(skipped(report)).toEqual({ 'deleted-page': 1 });
  });
});

describe('names and titles', () => {
  test('with entities are read, and an address is, too', async () => {
    const { plan } = await moveIn(
      wxr(
        item(
          1,
          '',
          comment(1, { author: 'Tom &amp; Jerry <3 =&gt;', author_url: 'https://a.example/?a=1&amp;b=2' }),
        ).replace('Post 1', 'Q&amp;A &amp;#8211; it&#39;s &lt;b&gt; &bogus; AT&T'),
      ),
    );
    const { fact } = plan.threads[0]!.comments[0]!;
    expect(fact.words).toMatchObject({ name: 'Tom & Jerry <3 =>', url: 'https://a.example/?a=1&b=2' });
    expect(fact.title).toBe("Q&A – it's <b> &bogus; AT&T");
  });

  test('that are too long are cut, and that is told', async () => {
    const { plan, report } = await moveIn(wxr(item(1, '', comment(1, { author: `${'x'.repeat(79)} y` }), comment(2))));
    expect(plan.threads[0]!.comments[0]!.fact.words.name).toBe('x'.repeat(79));
    expect(noted(report)).toEqual({ 'name-cut': 1 });
  });
});

test('letters of another encoding than the file says are counted', async () => {
  const source = new TextEncoder().encode(wxr(item(1, '', comment(1, { content: 'na\u0001ve' }), comment(2))));
  source[source.indexOf(1)] = 0xef;
  expect(noted((await moveIn(source)).report)).toEqual({ 'bad-letters': 1 });
});

test('what no reader wrote is told apart: pings, and a shop’s notes', async () => {
  const types = ['pingback', 'webmention', 'order_note', 'review', ''];
  const { report } = await moveIn(wxr(item(1, '', ...types.map((type, i) => comment(i + 1, { type })))));
  expect(skipped(report)).toEqual({ pingback: 2, 'not-a-comment': 1 });
  expect(report.totals.published).toBe(2);
});

describe('Twikoo', () => {
  const row = (id: string, more: object) => ({
    _id: id,
    nick: id,
    comment: 'Words',
    created: 1.6e12 + Number(id),
    ...more,
  });

  test('a comment that its owner wrote at home does not take its page along', async () => {
    const { lines } = await moveIn([
      row('1', { url: '/about/', href: 'http://localhost:4000/about/' }),
      row('2', { url: '/about/', href: 'https://blog.example/about/' }),
      row('3', { url: '/only-there/', href: 'http://localhost:4000/only-there/' }),
      row('4', { url: '//link/' }),
    ]);
    expect(lines.toSorted()).toEqual(
      [
        ...['https://blog.example/about', '  - 1: Words', '  - 2: Words'],
        ...['https://blog.example/only-there', '  - 3: Words', 'https://blog.example/link', '  - 4: Words'],
      ].toSorted(),
    );
  });
});

describe('answers of GitHub’s', () => {
  const node = (id: string, more: object = {}) => ({
    id,
    author: { login: 'ada' },
    createdAt: '2023-01-01T00:00:00Z',
    body: `Words ${id}`,
    ...more,
  });
  const edges = (...nodes: object[]) => ({ edges: nodes.map((each) => ({ node: each })) });
  const discussion = (id: string, comments: object) => ({
    id,
    title: id,
    url: `https://github.com/o/r/discussions/${id}`,
    body: '',
    comments,
  });
  const answer = (discussions: object) => ({ data: { repository: { discussions } } });

  test('edges, all the way or half of it', async () => {
    const comments = edges(node('1', { replies: edges(node('2')) }));
    for (const list of [{ nodes: [discussion('post', comments)] }, edges(discussion('post', comments))]) {
      expect((await moveIn(answer(list))).report.totals.published).toBe(2);
    }
  });

  test('printed back to back, as `gh api --paginate` does, in one line or in several', async () => {
    const pages = ['a', 'b'].map((id) => answer({ nodes: [discussion(id, { nodes: [node(id)] })] }));
    for (const space of [0, 2]) {
      const { report } = await moveIn(pages.map((page) => JSON.stringify(page, null, space)).join(''));
      expect(report.totals.published).toBe(2);
    }
  });

  test('what is counted and not there is told', async () => {
    const one = discussion('a', {
      totalCount: 7,
      nodes: [node('1', { replies: { totalCount: 2, nodes: [node('2')] } })],
    });
    const { report } = await moveIn(answer({ totalCount: 3, nodes: [one] }));
    expect(noted(report)).toMatchObject({ 'missing-threads': 2, 'missing-comments': 7 });
    const more = answer({ pageInfo: { hasNextPage: true }, nodes: [discussion('a', { nodes: [node('1')] })] });
    expect(noted((await moveIn(more)).report)).toEqual({ 'missing-pages': 1 });
    expect(reportWords((await moveIn(more)).report).notes).toEqual([
      '1 lists of GitHub’s end where more follow: fetch their further pages, too',
    ]);
  });

  test('what is on a further page of the file is not missing', async () => {
    const page = (id: string, info: object) =>
      answer({
        pageInfo: { hasNextPage: false },
        nodes: [discussion('a', { totalCount: 2, pageInfo: info, nodes: [node(id)] })],
      });
    const { report } = await moveIn([page('1', { hasNextPage: true }), page('2', { hasPreviousPage: true })]);
    expect(report.totals.published).toBe(2);
    expect(noted(report)).toEqual({});
  });

  test('issues by REST say how many comments they have', async () => {
    const issue = { url: 'https://api.github.com/repos/o/r/issues/1', comments_url: 'x', title: 'post', comments: 3 };
    const said = {
      id: 1,
      issue_url: issue.url,
      user: { login: 'ada' },
      created_at: '2020-01-01T00:00:00Z',
      body: 'Hi',
    };
    expect(noted((await moveIn([[issue], [said]])).report)).toEqual({ 'missing-comments': 2 });
  });
});

describe('what the owner chose', () => {
  const file = wxr(item(1, '', comment(1, { author: 'Ada' }), comment(2)));

  test('owner’s names are counted, and those that nobody has are named', async () => {
    const { report } = await moveIn(file, { owners: ['ada', 'Adda'] });
    expect(noted(report)).toEqual({ yours: 1 });
    expect(reportWords(report).notes).toContain('Nobody wrote as “Adda” there. Is it spelled as in the file?');
  });

  test('rules that nothing is for are named', async () => {
    const rules = parseAddressRules(
      'https://blog.example/* https://blog.example/2020/*\nhttp://old.example/* https://blog.example/*',
    );
    const { report, lines } = await moveIn(file, { rules });
    expect(lines[0]).toBe('https://blog.example/2020/1');
    expect(report.unused.rules).toEqual(['http://old.example/*']);
    expect(reportWords(report).notes).toContain(
      'No page is at http://old.example/* there, so this address rule does nothing.',
    );
  });

  test('a rule for http is one for https', async () => {
    const rules = parseAddressRules('http://blog.example/* https://blog.example/old/*');
    expect((await moveIn(file, { rules })).lines[0]).toBe('https://blog.example/old/1');
  });
});

test.each([
  ['Comentario’s third version', '{"version":3,"pages":null,"comments":null,"commenters":null}'],
  [
    'Disqus',
    '<?xml version="1.0"?><disqus xmlns:dsq="x"><thread dsq:id="1"><link>https://blog.example/1</link></thread></disqus>',
  ],
  ['giscus', '{"data":{"repository":{"discussions":{"nodes":[{"id":"D","title":"post","comments":{"nodes":[]}}]}}}}'],
])('%s without a comment in it says so', async (_, source) => {
  const bytes = (async function* () {
    yield new TextEncoder().encode(source);
  })();
  const host = { readTables: () => ({}), loadArchive: () => Promise.reject(), loadTextFiles: () => Promise.reject() };
  const options = { sites: SITES, rules: [], owners: [], emails: false, isOwn: true };
  await expect(planMove(bytes, host, options)).rejects.toThrow('The file has no comments in it.');
});

test('what shows nothing is no name and no comment', async () => {
  const { report, plan } = await moveIn(
    wxr(
      item(1, '', comment(1, { author: '\u200b', content: 'Words' }), comment(2, { content: '&#8203;<p>&nbsp;</p>' })),
    ),
  );
  const facts = plan.threads[0]!.comments.map(({ fact }) => fact.words);
  expect(facts.map(({ name }) => name)).toEqual(['Anonymous']);
  expect(skipped(report)).toEqual({ 'no-text': 1 });
});
