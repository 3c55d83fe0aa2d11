// Disqus: an export in XML, whose replies may answer what was removed, is spam, or is not in the file. The file is
// written after the structure of real exports, with the awkward cases in it: every comment of it is somewhere
// afterwards, or is counted as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { moveIn, noted, skipped, sum, zipped } from '../../help/moving-in.ts';

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
    expect(noted(report)).toEqual({ 'moved-up': 1, 'stand-in': 1, closed: 1, yours: 1 });
  });

  test('keeps e-mail addresses only if asked to', async () => {
    expect(JSON.stringify((await moveIn(file)).plan)).not.toContain('ada@ada.example');
    expect((await moveIn(file, { emails: true })).lines[1]).toBe(
      '  (ada@ada.example) - Ada: Hello there & 🙂'.replace(' -', ''),
    );
  });

  test('brings pages to their new address by the rules', async () => {
    const { parseAddressRules } = await import('../../../../worker/transfer/address-rules.ts');
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
    await expect(moveIn(packed.subarray(0, packed.length - 200))).rejects.toThrow('The file ends too early');
    await expect(moveIn(file.slice(0, -200))).rejects.toThrow(/^Line \d+: The file ends too early/);
    await expect(moveIn(file.replace('</message>', '</massage>'))).rejects.toThrow(/^Line 6: /);
  });

  test('reads a file with letters that XML forbids, and a post that has its id as an element', async () => {
    const odd = file
      .replace('Answers the rude one', 'Answers\u000b the &#x8;rude one')
      .replace('<post dsq:id="5"><id />', '<post><id>5</id>');
    expect((await moveIn(odd)).report.totals).toEqual((await moveIn(file)).report.totals);
  });
});
