// What exports come packed in: gzip of one member or of several, zip and tar. What is cut off is told from what is
// damaged, and an archive without an export names what is in it.

import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-external.js';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { TransferError } from '../../../worker/transfer/record.ts';
import { jsonLines, moveIn, zipped } from '../help/moving-in.ts';

const wxr = (post: number, ...comments: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Post ${post}</title><link>https://blog.example/${post}/</link><wp:post_id>${post}</wp:post_id>${comments.join('')}</item></channel></rss>`;
const wp = (id: number) =>
  `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author>Ada</wp:comment_author><wp:comment_date_gmt>2020-01-01 00:00:0${id}</wp:comment_date_gmt><wp:comment_content>Words ${id}</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>`;

type Files = Record<string, string>;

async function zip(files: Files, password?: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...(password && { password }) });
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

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

// In the browser what unpacks is built by itself. Its refusals were told as failures of the browser's then.
test('a refusal is one, whichever build of this module it is from', () => {
  const other = Object.assign(new Error('The file ends too early.'), { name: 'TransferError' });
  expect(other instanceof TransferError).toBe(true);
  expect(new Error('out of memory') instanceof TransferError).toBe(false);
});

const EARLY = /^(?:.*: )?The file ends too early: it was cut off\. Get it once more\.$/;

describe('gzip', () => {
  const file = wxr(1, wp(1), wp(2));
  const [half, rest] = [file.slice(0, 300), file.slice(300)];

  test('of several members is read to its end, wherever one ends', async () => {
    const members = [await zipped(half), await zipped(rest)];
    expect((await moveIn(joined(...members))).lines).toHaveLength(3);
    // In pieces of 61 bytes a member ends where a piece does for one of these lengths.
    for (let more = 0; more < 61; more++) {
      const [one, two] = [await zipped(file.slice(0, 200 + more)), await zipped(file.slice(200 + more))];
      expect((await moveIn(joined(one, two))).lines).toHaveLength(3);
    }
  });

  test('that is filled up with zeros, as on a tape', async () => {
    expect((await moveIn(joined(await zipped(file), new Uint8Array(700)))).lines).toHaveLength(3);
  });

  test('that is cut off says so, and one that is damaged that it is damaged', async () => {
    const packed = await zipped(file);
    for (const length of [20, 100, packed.length - 4]) {
      await expect(moveIn(packed.subarray(0, length))).rejects.toThrow(EARLY);
    }
    const damaged = packed.slice();
    damaged[damaged.length - 7]! ^= 1;
    await expect(moveIn(damaged)).rejects.toThrow('The compressed file is damaged.');
  });

  test('packed again and again is told, and not unpacked for ever', async () => {
    let packed = new TextEncoder().encode(file);
    for (let times = 0; times < 5; times++) {
      const stream = new Blob([packed]).stream().pipeThrough(new CompressionStream('gzip'));
      packed = new Uint8Array(await new Response(stream).arrayBuffer());
    }
    await expect(moveIn(packed)).rejects.toThrow('packed too many times');
  });
});

describe('zip', () => {
  test('WordPress.com’s: the export is found among what computers put beside it', async () => {
    const { lines } = await moveIn(
      await zip({
        '__MACOSX/._a.xml': 'x',
        'media/readme.txt': 'Dear all,',
        'blog/blog.wordpress.2020-01-01.000.xml': wxr(1, wp(1)),
      }),
    );
    expect(lines).toEqual(['https://blog.example/1', '  - Ada: Words 1']);
  });

  test('an export in several files is one', async () => {
    const files = { 'a.000.xml': wxr(1, wp(1)), 'a.001.xml': wxr(2, wp(2)) };
    expect((await moveIn(await zip(files))).lines.toSorted()).toEqual([
      '  - Ada: Words 1',
      '  - Ada: Words 2',
      'https://blog.example/1',
      'https://blog.example/2',
    ]);
  });

  test('without an export names what is in it; with two of them, both', async () => {
    await expect(moveIn(await zip({ 'letter.txt': 'Dear all,' }))).rejects.toThrow(
      /^No file in this archive is an export \(letter\.txt\)\. Known are /,
    );
    const isso = JSON.stringify([{ id: '/post', title: '', comments: [{ id: 1, text: 'Hi' }] }]);
    await expect(moveIn(await zip({ 'a.xml': wxr(1, wp(1)), 'b.json': isso }))).rejects.toThrow(
      'The archive has exports of several systems: a.xml of WordPress and b.json of Isso. Unpack it, and choose one of them.',
    );
  });

  test('cut off, damaged, or locked: each in a sentence', async () => {
    const packed = await zip({ 'a.xml': wxr(1, wp(1)) });
    await expect(moveIn(packed.subarray(0, packed.length - 30))).rejects.toThrow(EARLY);
    const damaged = packed.slice();
    damaged[60]! ^= 0xff;
    await expect(moveIn(damaged)).rejects.toThrow('The archive is damaged.');
    await expect(moveIn(await zip({ 'a.xml': wxr(1, wp(1)) }, 'secret'))).rejects.toThrow('locked with a password');
    await expect(moveIn(await zip({ 'a.xml': wxr(1, wp(1)).slice(0, -60) }))).rejects.toThrow(
      /^In the archive, a\.xml: Line 1: The file ends too early/,
    );
  });
});

describe('tar', () => {
  const head = (name: string) => `#filetype:JSON-streaming {"type":"Class","class":"${name}"}\n`;
  const row = (id: string, more: object = {}) => ({
    ...{ objectId: id, nick: 'Ada', comment: `Words ${id}`, url: '/post/', createdAt: '2020-01-01T00:00:00.000Z' },
    ...more,
  });

  test('LeanCloud’s, packed: its tables are joined, and the others are left', async () => {
    const files = {
      'export/Counter.0.jsonl': head('Counter') + jsonLines({ objectId: 'x', url: '/post/', time: 3 }),
      'export/Comment.0.jsonl': head('Comment') + jsonLines(row('a', { status: 'approved', user_id: 'u' })),
      'export/Comment.1.jsonl': head('Comment') + jsonLines(row('b', { pid: 'a', rid: 'a', status: 'approved' })),
      'export/Users.0.jsonl': head('Users') + jsonLines({ objectId: 'u', type: 'administrator' }),
    };
    const packed = await tar(files);
    const stream = new Blob([packed]).stream().pipeThrough(new CompressionStream('gzip'));
    const { system, lines } = await moveIn(new Uint8Array(await new Response(stream).arrayBuffer()));
    expect([system, ...lines]).toEqual([
      'waline',
      'https://blog.example/post',
      '  (owner) Ada: Words a',
      '    - Ada: Words b',
    ]);
  });

  test('a file in it that is larger than a memory is told, before it is unpacked', async () => {
    const packed = await tar({ 'a.xml': 'x' });
    // Its size, as an octal number, and the sum of the header.
    packed.set(new TextEncoder().encode('10000000000'), 124);
    packed.fill(32, 148, 156);
    const sum = packed.subarray(0, 512).reduce((all, byte) => all + byte, 0);
    packed.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    await expect(moveIn(packed)).rejects.toThrow('a.xml is larger than 1 GB.');
  });

  test('that is cut off says so', async () => {
    const packed = await tar({ 'Comment.0.jsonl': head('Comment') + jsonLines(row('a'), row('b')) });
    await expect(moveIn(packed.subarray(0, 600))).rejects.toThrow(EARLY);
  });
});
