// Staticman's files: of a folder's archive, in its three formats, and with the fields that themes have.

import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-external.js';
import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { moveIn } from '../../help/moving-in.ts';

type Files = Record<string, string>;

async function zip(files: Files): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return writer.close();
}

const tar = (files: Files) =>
  packTar(
    Object.entries(files).map(([name, text]) => {
      const body = new TextEncoder().encode(text);
      return { header: { name, size: body.length, type: 'file' as const }, body };
    }),
  );

const SITE = {
  '_data/comments/my-post/comment-1500000000000.yml': `_id: 0e0d5a90-1111-11e7-9b5c-000000000001
name: Ada
email: 4f64c9f81bb0d4ee969aaf7b4a5a6f40
url: 'https://ada.example/'
message: >-
  Hello **there**,

  second paragraph: it has a colon
date: '2017-07-14T02:40:00.000Z'
`,
  '_data/comments/my-post/comment-1500000100000.yml': `_id: 0e0d5a90-1111-11e7-9b5c-000000000002
replying_to_uid: 0e0d5a90-1111-11e7-9b5c-000000000001
name: Bob
message: "By id\\r\\nand a line"
date: 1500000100
`,
  '_data/comments/my-post/comment-1500000200000.yml': `_id: 0e0d5a90-1111-11e7-9b5c-000000000003
replying_to: '1'
name: Cy
message: By number
`,
  '_data/comments/2018/other/entry1.json':
    '{"_id":"x1","_parent":"/2018/02/other.html","name":"Dot","email":"dot@dot.example","message":"As JSON","date":1518000000}',
  '_data/comments/third/entry2.md': `---
_id: y1
name: Eve
date: '2019-01-01T00:00:00Z'
---
As *front matter*
`,
  '_data/comments/third/hidden.yml': "_id: y2\nname: Fay\nhidden: 'true'\nmessage: Not yet\ndate: 1550000000\n",
  '_config.yml': 'title: A blog\nauthor: Ada\nurl: https://blog.example\n',
  '_posts/2017-01-01-my-post.md': '---\ntitle: My post\nauthor: Ada\n---\nThe post itself\n',
  'package.json': '{"name":"blog","version":"1.0.0"}',
};

const LINES = [
  'https://blog.example/third',
  '  - Eve: As front matter',
  '  (pending) Fay: Not yet',
  'https://blog.example/2018/02/other.html',
  '  (dot@dot.example) Dot: As JSON',
  'https://blog.example/my-post',
  '  (https://ada.example/) Ada: Hello there, / second paragraph: it has a colon',
  '    - Bob: By id / and a line',
  '    - Cy: By number',
];

test.each([
  ['a zip', zip],
  ['a tar', tar],
])('%s of a whole site: its comments, and nothing else of it', async (_, pack) => {
  const { system, lines, report } = await moveIn(await pack(SITE), { emails: true });
  expect(system).toBe('staticman');
  expect(lines.sort()).toEqual(LINES.toSorted());
  expect(report.totals).toEqual({ published: 5, waiting: 1, spam: 0, removed: 0, skipped: 0 });
});

test('an address rule brings a folder’s comments to the page, and what names no date has that of its file', async () => {
  const { lines, plan } = await moveIn(await zip(SITE), {
    rules: [{ from: '/my-post', to: 'https://blog.example/2017/my-post/', isPrefix: false }],
  });
  expect(lines).toContain('https://blog.example/2017/my-post');
  const dates = plan.threads.flatMap(({ comments }) => comments.map(({ fact }) => [fact.words.name, fact.at]));
  expect(Object.fromEntries(dates)).toMatchObject({
    Ada: Date.UTC(2017, 6, 14, 2, 40),
    Bob: 1500000100_000,
    Cy: 1500000200000,
  });
});

test('without a folder `comments`, the pages are the folders below what all have in common', async () => {
  const entry = (name: string) => `_id: ${name}\nname: ${name}\nmessage: Words\ndate: 1500000000\n`;
  const of = async (files: Files) =>
    (await moveIn(await zip(files))).lines.filter((line) => !line.startsWith(' ')).sort();
  expect(await of({ 'old/data/a/1.yml': entry('a'), 'old/data/b/c/2.yml': entry('b') })).toEqual([
    'https://blog.example/a',
    'https://blog.example/b/c',
  ]);
  expect(await of({ 'old/a/1.yml': entry('a'), 'old/a/2.yml': entry('b') })).toEqual(['https://blog.example/a']);
});

test('aliases that grow without end, and files that are no YAML, are no comments', async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((name, i) => `${name}: &${name} [${`*${'abcdefghij'[i]},`.repeat(9)}]`).join('\n')}\n`;
  const files = {
    'comments/p/1.yml': bomb,
    'comments/p/2.yml': '\t- : [',
    'comments/p/3.yml': 'name: Ada\nmessage: Words\n',
  };
  expect((await moveIn(await zip(files))).lines).toEqual(['https://blog.example/p', '  - Ada: Words']);
  await expect(moveIn(await zip({ 'p/1.yml': bomb }))).rejects.toThrow(/No file in this archive is an export/);
});
