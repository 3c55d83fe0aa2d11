// Readers are spoken to in the language of the page wherever they meet the worker: on the page without JavaScript, in
// its refusals, in feeds, in mails and on what their links open.

import { describe, expect, it } from 'vitest';
import de from '../../../../widget/lang/de.ts';
import { counting, PAGE, SITE, TestWorker, WORKER } from '../../help/as-reader.ts';
import { assets } from '../../help/languages.ts';
import { ADA, type Mail, TellingReaders } from '../../help/telling-readers.ts';

const ADDRESS = `/thread?page=${encodeURIComponent(PAGE)}`;

async function open(worker: TestWorker, address: string, headers: Record<string, string> = {}): Promise<string> {
  return (await worker.fetch(address, { headers })).text();
}

function speaking(more: object = {}): TestWorker {
  return new TestWorker({ ASSETS: assets(), MODERATION: 'open', ...more });
}

describe('the page without JavaScript', () => {
  it.each([
    ['by its link', '&lang=de', {}, '<html lang="de" dir="ltr">'],
    ['as themes write it', '&lang=de_AT', {}, '<html lang="de" dir="ltr">'],
    [
      'by the browser, if the link does not say',
      '',
      { 'Accept-Language': 'tlh, de-CH;q=0.9, fr;q=0.8' },
      '<html lang="de" dir="ltr">',
    ],
    ['by its link and not by the browser', '&lang=de', { 'Accept-Language': 'fr' }, '<html lang="de" dir="ltr">'],
    ['from right to left', '&lang=ar-EG', {}, '<html lang="ar" dir="rtl">'],
    ['in Chinese by region', '&lang=zh-HK', {}, '<html lang="zh-TW" dir="ltr">'],
    ['in English for who reads that first', '', { 'Accept-Language': 'en-GB, de' }, '<html lang="en" dir="ltr">'],
    ['in English if nobody says', '', {}, '<html lang="en" dir="ltr">'],
    ['in English if it is no language', '&lang=%22%3E%3Cscript', {}, '<html lang="en" dir="ltr">'],
    ['in English in a language that is not ours', '&lang=tlh', {}, '<html lang="en" dir="ltr">'],
  ])('speaks %s', async (_, query, headers, expected) => {
    const html = await open(speaking(), ADDRESS + query, headers as Record<string, string>);
    expect(html).toContain(expected);
  });

  it('says all that it says, the times and the exact dates in it too', async () => {
    const worker = speaking();
    const { comment } = await worker.accepted({ name: 'Ben' });
    await worker.accepted({ name: 'Zoe', body: 'Ja', parent: comment.id });
    const now = await open(worker, `${ADDRESS}&lang=de`);
    expect(now).toContain('<h1>2 Kommentare</h1>');
    expect(now).toContain('aria-label="Ben antworten">Antworten</a>');
    expect(now).toContain('>gerade eben</time>');
    expect(now).toMatch(/title="\w+, \d+\. \w+ \d{4} um \d\d:\d\d UTC"/);
    for (const words of [de.leave, de.name, de.url, de.privacy, de.postComment, de.yours]) expect(now).toContain(words);
    expect(now.replace(/<[^>]+>/g, ' ')).not.toMatch(/\b(the|your|comment|reply|ago)\b/i);
    worker.now += 3 * 86_400_000;
    expect(await open(worker, `${ADDRESS}&lang=de`)).toContain('>vor 3 Tagen</time>');
    worker.now += 30 * 86_400_000;
    expect(await open(worker, `${ADDRESS}&lang=de`)).toMatch(/>\d+\. \w+ \d{4}<\/time>/);
  });

  it('says in which language people write there, where the link does', async () => {
    const worker = speaking();
    await worker.accepted();
    expect(await open(worker, `${ADDRESS}&lang=de-AT`)).toMatch(/<div class="words"[^>]* lang="de-AT">/);
    expect(await open(worker, ADDRESS, { 'Accept-Language': 'de' })).toMatch(/<div class="words"[^>]* lang="">/);
  });

  it('costs one KV read, and fetches its words once', async () => {
    const asked: string[] = [];
    const worker = speaking({ ASSETS: assets(asked) });
    await worker.accepted();
    const { kv, counts } = counting();
    worker.env.COMMENTS = kv;
    await open(worker, `${ADDRESS}&lang=de`);
    expect(counts).toEqual({ getWithMetadata: 1 });
    await open(worker, `${ADDRESS}&lang=de`);
    expect(asked).toEqual(['/words/de.json']);
  });

  it.each([
    ['there are no assets', undefined],
    ['they do not answer', { fetch: () => Promise.reject(new Error('down')) } as unknown as Fetcher],
    ['the file is not there', { fetch: async () => new Response(null, { status: 404 }) } as unknown as Fetcher],
  ])('is English where %s', async (_, ASSETS) => {
    const html = await open(speaking({ ASSETS }), `${ADDRESS}&lang=de`);
    expect(html).toContain('Leave a comment');
  });

  it('keeps its language when a comment is refused, and when it is taken', async () => {
    const worker = speaking();
    const html = await open(worker, `${ADDRESS}&lang=de`);
    expect(html).toContain('method="post" action="thread?lang=de"');
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)![1]!;
    worker.now += 5_000;
    const post = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ ticket, page: PAGE, ...fields });
      return (await worker.fetch('/thread?lang=de', { method: 'POST', body, headers: { Origin: WORKER } })).text();
    };
    const refused = await post({ name: '', body: 'x'.repeat(5_003) });
    expect(refused).toContain(de.notUnderstood);
    expect(refused).toContain(de.nameMissing);
    expect(refused).toContain('Das sind 3 Zeichen zu viel.');
    expect(await post({ name: 'Ada', body: 'Hallo' })).toContain(de.nowPublic);
    expect(await open(worker, `/thread?page=${encodeURIComponent('nowhere')}&lang=de`)).toContain(de.notHere);
  });
});

describe('a feed', () => {
  it('has titles in the language of its page, and says which that is', async () => {
    const worker = speaking();
    await worker.accepted({ name: 'Ben' });
    const feed = async (query: string) => worker.fetch(`/feed?page=${encodeURIComponent(PAGE)}${query}`);
    const german = await feed('&lang=de');
    const xml = await german.text();
    expect(xml).toContain(' xml:lang="de">');
    expect(xml).toMatch(/<title>Kommentare zu /);
    expect(xml).toMatch(/<title>Ben zu /);
    const english = await feed('');
    expect(await english.text()).toMatch(/<title>Comments on (?!.*xml:lang)/s);
    expect(german.headers.get('ETag')).not.toBe(english.headers.get('ETag'));
    const site = await worker.fetch(`/feed?site=${SITE}&lang=de`);
    expect(await site.text()).toContain('<title>Kommentare zu blog.example</title>');
  });
});

describe('a mail to a reader', () => {
  const linkIn = ({ text }: Mail) => /https:\/\/comments\.example(\/subscription\?\S+)/.exec(text)?.[1] ?? '';

  /** Ada left her address on a page that is spoken to in German. */
  async function asked(lang: unknown): Promise<TellingReaders> {
    const worker = new TellingReaders({ ASSETS: assets() });
    await worker.switchOn();
    const { ticket } = await worker.ticket(PAGE, { lang });
    const answer = await worker.post('/api/comments', {
      ticket,
      key: 'k'.repeat(22),
      name: 'Ada',
      body: 'Hallo',
      email: ADA,
    });
    const { comment } = await answer.json<{ comment: { id: string } }>();
    await worker.verdict((await worker.thread()).thread, comment.id, 'approve');
    await worker.sweepAfter();
    return worker;
  }

  it('is in the language of the page that the comment was written on, and so is what its links open', async () => {
    const worker = await asked('de-DE');
    const mail = (await worker.mails()).at(-1)!;
    expect(mail.subject).toBe('Antworten auf Ihren Kommentar auf blog.example: bitte bestätigen');
    expect(mail.text).toContain('Das geht sieben Tage lang:\n');
    expect(mail.text).not.toMatch(/\b(the|your|comment)\b/i);
    const link = linkIn(mail);
    expect(link).toMatch(/&lang=de$/);
    const html = await (await worker.fetch(link)).text();
    expect(html).toContain('<html lang="de" dir="ltr">');
    expect(html).toContain(`<h1>${de.confirmAsk}</h1>`);
    expect(html).toContain('action="/subscription?lang=de"');
  });

  it.each(['en', 'tlh', undefined, 'x'.repeat(100)])('is English where the page says %s', async (lang) => {
    const worker = await asked(lang);
    expect((await worker.mails()).at(-1)!.subject).toMatch(/^Replies to your comment on /);
    expect(linkIn((await worker.mails()).at(-1)!)).not.toContain('lang=');
  });

  it('tells of a reply in the language of who is told', async () => {
    const worker = await asked('de');
    const confirm = linkIn((await worker.mails()).at(-1)!);
    const done = await worker.press(confirm);
    expect(done.status).toBe(200);
    const { comments } = await worker.thread();
    await worker.reply(comments[0]!.id);
    await worker.sweepAfter();
    const mail = (await worker.mails()).at(-1)!;
    expect(mail.subject).toMatch(/^Bob hat auf Ihren Kommentar zu „.*“ geantwortet$/);
    expect(mail.text).toContain('Lesen und antworten: https://');
    expect(await (await worker.fetch(linkIn(mail))).text()).toContain(de.stopAsk);
  });

  it('refuses a language that is no text', async () => {
    const worker = new TestWorker();
    const answer = await worker.post('/api/tickets', { page: PAGE, lang: 5 });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { fields: { lang: 'wrong_type' } } });
  });
});
