// What is written for other systems: read again by a parser of another project, and by our own importers.

import { parse as parseCsv } from 'csv-parse/browser/esm/sync';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { cleanLine } from '../../../worker/contract/index.ts';
import type { CommentFact } from '../../../worker/rules/comment/facts.ts';
import { arrivalOf } from '../../../worker/transfer/arrival.ts';
import type { OwnThread } from '../../../worker/transfer/gather.ts';
import { type OutFormat, writeOut } from '../../../worker/transfer/out/write.ts';
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

const write = async (format: OutFormat, ...threads: OwnThread[]) => {
  const { pieces, words } = writeOut(format, threads.length > 0 ? threads : [await aThread()]);
  return { text: [...pieces].join(''), words };
};

const PLACES = [
  'https://blog.example/post (closed)',
  '  (ada@ada.example, https://ada.example/?a=1&b=2) Ada & <Co>: Hello ]]> <b>you</b> & "all" 🙂',
  '    - Reader 2: Under the rude one',
];

test('WXR is read by another parser, every field of it', async () => {
  const { text, words } = await write('wxr');
  expect(XMLValidator.validate(text)).toBe(true);
  const { item } = new XMLParser({ parseTagValue: false, ignoreAttributes: false }).parse(text).rss.channel;
  expect(item).toMatchObject({
    title: 'A post',
    link: 'https://blog.example/post',
    'wp:post_name': 'post',
    'wp:comment_status': 'closed',
    'wp:status': 'draft',
    'wp:post_date': '',
  });
  const comments: Record<string, string>[] = item['wp:comment'];
  expect(comments).toHaveLength(5);
  expect(comments[0]).toMatchObject({
    'wp:comment_id': '1',
    'wp:comment_author': 'Ada & <Co>',
    'wp:comment_author_email': 'ada@ada.example',
    'wp:comment_date_gmt': '2026-11-01 12:00:00',
    'wp:comment_content': '<p>Hello ]]&gt; &lt;b&gt;you&lt;/b&gt; &amp; &quot;all&quot; 🙂 </p>',
    'wp:comment_approved': '1',
    'wp:comment_parent': '0',
  });
  expect(
    comments.map((each) => [each['wp:comment_parent'], each['wp:comment_approved']]),
    'a removed one stays behind, and its reply answers what it answered',
  ).toEqual([
    ['0', '1'],
    ['1', '1'],
    ['0', 'spam'],
    ['0', '0'],
    ['0', '1'],
  ]);
  expect(words).toEqual([
    '5 comments of 1 page',
    'Left out: 1 removed. Their replies answer what they answered.',
    'WXR has no place for these, so they stay behind: 1 like.',
  ]);
});

test('WXR comes in again with every comment in its place', async () => {
  const { lines, system } = await moveIn((await write('wxr')).text, { emails: true });
  expect(system).toBe('wordpress');
  expect(lines.slice(0, 3)).toEqual(PLACES);
  expect(lines).toContain('  (spam) Reader 3: Buy');
  expect(lines).toContain('  (pending) Reader 4: Waits');
});

test('Disqus’ XML comes in again; what is not published is left out, for its readers would publish it', async () => {
  const { text, words } = await write('disqus');
  expect(XMLValidator.validate(text)).toBe(true);
  const { lines, system } = await moveIn(text, { emails: true });
  expect(system).toBe('disqus');
  expect(lines.slice(0, 3)).toEqual(PLACES.map((line) => line.replace(', https://ada.example/?a=1&b=2', '')));
  expect(lines.join('\n')).not.toMatch(/Waits|Buy|Rude/);
  expect(words).toEqual([
    '3 comments of 1 page',
    'Left out: 1 waiting, 1 spam, 1 removed. Their replies answer what they answered.',
    'Disqus’ XML has no place for these, so they stay behind: 1 like.',
  ]);
  expect(text.match(/<post /g)).toHaveLength(3);
});

test('a letter that XML cannot hold spoils no file, wherever it stands', async () => {
  const thread = await aThread();
  const bad = '\u0000\u000b\u001f\ufffe\uffff';
  for (const { fact } of thread.posts) {
    fact.words.name += bad;
    fact.words.body = [{ t: 'p', c: [`x${bad}`, { t: 'a', href: `https://a.example/${bad}`, c: [`y${bad}`] }] }];
    fact.title += bad;
    fact.page = `https://blog.example/${bad}post`;
  }
  for (const format of ['wxr', 'disqus'] as const) {
    const { text } = await write(format, thread);
    expect(text).not.toMatch(/[\u0000\u000b\u001f\ufffe\uffff]/);
    expect(XMLValidator.validate(text)).toBe(true);
  }
});

test('a page is written as its readers see it, and where it is now', async () => {
  const at = async (address: string, ...endings: (string | undefined)[]) => {
    const thread = await aThread();
    thread.posts.forEach(({ fact }, n) => {
      Object.assign(fact, { page: address, ...(endings[n] !== undefined && { ending: endings[n] }) });
    });
    return thread;
  };
  const linkOf = async (thread: OwnThread) => /<link>(.*)<\/link>/.exec((await write('disqus', thread)).text)?.[1];
  expect(await linkOf(await at('https://blog.example/post'))).toBe('https://blog.example/post');
  expect(await linkOf(await at('https://blog.example/post', '/'))).toBe('https://blog.example/post/');
  expect(await linkOf(await at('https://blog.example/post', '/', '/index.html'))).toBe(
    'https://blog.example/post/index.html',
  );
  expect(await linkOf(await at('https://blog.example/post?x=1', '/'))).toBe('https://blog.example/post/?x=1');
  expect(await linkOf(await at('https://blog.example/', '/index.html'))).toBe('https://blog.example/index.html');
  expect(await linkOf(await at('https://blog.example/post', '/<evil>')), 'of an edited file').toBe(
    'https://blog.example/post',
  );
  const moved = await at('https://blog.example/post', '/');
  moved.page.push({ field: 'moved', target: 'x', meta: { at: 1, value: 'x', page: 'https://blog.example/new' } });
  expect(await linkOf(moved)).toBe('https://blog.example/new');
});

test('an address keeps its ending from the file that it comes in with to the one that it goes out in', async () => {
  const rows = ['/slash/', '/none', '/index/index.html'].map((uri, n) => ({ id: n + 1, uri, title: '' }));
  const comments = rows.map(({ id }) => ({ id, tid: id, mode: 1, created: id, text: 'Words', author: 'Ada' }));
  const { plan } = await moveIn({ threads: rows, comments });
  const { text } = await write('wxr', ...plan.threads.map(arrivalOf));
  expect([...text.matchAll(/<link>(.*)<\/link>/g)].map(([, link]) => link).sort()).toEqual([
    'https://blog.example/index/index.html',
    'https://blog.example/none',
    'https://blog.example/slash/',
  ]);
});

test('a table quotes what needs it, and has no formulas', async () => {
  const rows = (await write('csv')).text.split('\r\n');
  expect(rows[0]).toBe('\ufeffpage,title,id,parent,status,at,name,url,email,owner,likes,text');
  expect(rows[1]).toMatch(/,approved,2026-11-01T12:00:00.000Z,Ada & <Co>,.*,1,"Hello \]\]> <b>you<\/b> & ""all"" 🙂/);
  expect(rows[6]).toMatch(/,"'=1\+1, ""quoted""\nand a line"$/);
  expect(rows).toHaveLength(8);
});

test.each([
  ['Ada;=cmd|x', `"Ada;'=cmd|x"`],
  ['a; =1', `"a; '=1"`],
  ['＝1+1', `'＝1+1`],
  ['＋1', `'＋1`],
  ['－1', `'－1`],
  ['＠SUM', `'＠SUM`],
  ['@SUM(1)', `'@SUM(1)`],
  ['-2', `'-2`],
  ['a\t=1', `"a\t'=1"`],
  ['a - b = c', 'a - b = c'],
])('%j is no formula, whichever sign separates the cells', async (name, cell) => {
  const thread = await aThread();
  thread.posts[0]!.fact.words.name = name;
  expect((await write('csv', thread)).text.split('\r\n')[1]).toContain(`Z,${cell},https`);
});

test('a table takes no longer where one writer typed nothing but line breaks', async () => {
  const thread = await aThread();
  thread.posts[0]!.fact.words.source = `${'\n'.repeat(50_000)}=1`;
  const { text } = await write('csv', thread);
  expect(text).toContain("\n'=1");
});

test('a table is opened by another parser, every row and field of it', async () => {
  const { text: table, words } = await write('csv');
  expect(words).toEqual(['6 comments of 1 page']);
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

const MOMENT = { min: Date.UTC(2001, 0, 1), max: Date.UTC(2030, 0, 1) };
/** As a reader may have typed it. */
const aName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((name) => cleanLine(name))
  .filter((name) => name !== '');

/** A thread of any names, times, statuses and parents, none of which is its own ancestor. */
const anyThread = fc
  .array(
    fc.record({
      name: aName,
      at: fc.integer(MOMENT),
      above: fc.option(fc.nat(20)),
      status: fc.constantFrom('approved' as const, 'pending' as const, 'spam' as const),
      isRemoved: fc.boolean(),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((comments) => comments.map((each, n) => ({ ...each, above: n === 0 ? null : each.above && each.above % n })));

type AnyThread = typeof anyThread extends fc.Arbitrary<infer T> ? T : never;

async function drawn(comments: AnyThread): Promise<OwnThread> {
  const posts = await Promise.all(
    comments.map(async ({ name, at, above, status }, n) => {
      const parent = above === null ? null : idOf(above);
      return { id: idOf(n), fact: await postFact(n, { name, at, status, parent, text: `Words ${n}` }) };
    }),
  );
  const facts = comments.flatMap(({ isRemoved }, n) =>
    isRemoved ? [{ id: idOf(n), fact: hide('remove', 2e12) }] : [],
  );
  return { thread: THREAD, posts, facts, page: [], likes: [], reports: [] };
}

/** Of each by its words: name, second, status, and the words of what it answers. */
function expected(comments: AnyThread, takes: (status: string) => boolean): unknown[] {
  const isKept = (n: number) => !comments[n]!.isRemoved && takes(comments[n]!.status);
  return comments.flatMap(({ name, at, status, above }, n) => {
    if (!isKept(n)) return [];
    let parent = above;
    // Who reads it moves what answers spam up, too.
    while (parent !== null && !(isKept(parent) && (status === 'spam' || comments[parent]!.status !== 'spam')))
      parent = comments[parent]!.above;
    return [[`Words ${n}`, name, at - (at % 1000), status, parent === null ? null : `Words ${parent}`]];
  });
}

async function asRead(xml: string): Promise<unknown[]> {
  const { plan } = await moveIn(xml);
  const all = plan.threads.flatMap((thread) => thread.comments);
  const wordsOf = new Map(all.map(({ id, fact }) => [id, fact.words.source]));
  return all.map(({ fact: { words, at, screening } }) => [
    words.source,
    words.name,
    at,
    screening.status,
    words.parent === null ? null : wordsOf.get(words.parent),
  ]);
}

const byWords = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

test('names, dates, statuses and parents survive WXR, Disqus’ XML and a table, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(anyThread, async (comments) => {
      const own = await drawn(comments);
      const disqus = expected(comments, (status) => status === 'approved');
      if (disqus.length > 0) expect(byWords(await asRead((await write('disqus', own)).text))).toEqual(byWords(disqus));
      const wxr = expected(comments, () => true);
      if (wxr.length > 0) {
        const read = await asRead((await write('wxr', own)).text);
        // Two of one name in one second are a second apart there, for WordPress.
        const withoutTime = (rows: unknown[]) => byWords(rows.map((row) => (row as unknown[]).toSpliced(2, 1)));
        expect(withoutTime(read)).toEqual(withoutTime(wxr));
      }
      const rows: Record<string, string>[] = parseCsv((await write('csv', own)).text, { bom: true, columns: true });
      expect(rows.map(({ id, parent, at }) => [id, parent, at]).sort()).toEqual(
        own.posts.map(({ id, fact }) => [id, fact.words.parent ?? '', new Date(fact.at).toISOString()]).sort(),
      );
    }),
    { numRuns: 40 },
  );
});
