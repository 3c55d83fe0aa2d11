// From a reader's comment to the owner's pocket: the outbox, in the real KV, with a channel that fails, stalls and recovers.

import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everything, House, kv, SITE, TOKEN, WORKER } from '../help/as-reader.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface News {
  type: string;
  comments: { id: string; why: string; text: string; approve?: string; spam?: string; reasons: string[] }[];
  more: number;
}

let house: House;
let news: News[];
let behaviour: (url: string, init: RequestInit) => Promise<Response>;

afterEach(() => reset());

beforeEach(async () => {
  house = new House();
  news = [];
  behaviour = async () => new Response('thanks');
  house.outside = async (url, init) => {
    const answer = await behaviour(url, init);
    if (answer.ok) news.push(JSON.parse(String(init.body)));
    return answer;
  };
});

async function setUp(fields: Record<string, string> = {}): Promise<void> {
  const answer = await form('/admin/notices', { to: 'https://hook.example/', about: 'waiting', ...fields });
  expect(answer.status).toBe(303);
}

function form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return house.fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, ...headers },
    body: new URLSearchParams(fields),
  });
}

async function sweepAfter(time: number): Promise<void> {
  house.now += time;
  await house.sweep();
}

async function touches(): Promise<string[]> {
  return (await kv.list({ prefix: 'touch:' })).keys.map(({ name }) => name).filter((name) => name.endsWith(':notice'));
}

describe('the owner is told', () => {
  it('of a comment that waits, once, within five minutes, with the way to approve it', async () => {
    await setUp();
    const { comment } = await house.accepted({ body: 'Hello there' });
    expect(news).toEqual([]);
    await sweepAfter(5 * MINUTE);
    expect(news).toHaveLength(1);
    expect(news[0]!.comments).toMatchObject([
      { id: comment.id, why: 'waits', text: 'Hello there', reasons: ['first comment'] },
    ]);
    expect(news[0]!.comments[0]!.approve).toMatch(/^https:\/\/comments\.example\/act\?token=v1\./);
    expect(await touches()).toEqual([]);
    for (let n = 0; n < 3; n++) await sweepAfter(5 * MINUTE);
    expect(news).toHaveLength(1);
  });

  it('of several in one message', async () => {
    await setUp();
    for (let n = 0; n < 13; n++) await house.accepted({ body: `Number ${n}`, key: `reader-${n}`.padEnd(22, 'x') });
    await sweepAfter(5 * MINUTE);
    expect(news.map(({ comments, more }) => [comments.length, more])).toEqual([[10, 3]]);
    expect(await touches()).toEqual([]);
  });

  it('of nothing that was seen to in the meantime, nor of spam, nor of what appears at once', async () => {
    await setUp();
    await house.approved();
    house.now += 61_000;
    await house.accepted({ body: 'And again' });
    await house.accepted({ key: 'spammer-spammer-spammer', body: 'https://a.example [b](https://b.example)' });
    const rows = await everything();
    const waiting = Object.keys(rows).filter((name) => name.startsWith('inbox:pending:'));
    const spam = Object.keys(rows).filter((name) => name.startsWith('inbox:spam:'));
    await sweepAfter(5 * MINUTE);
    expect(news.flatMap(({ comments }) => comments)).toHaveLength(waiting.length - 1);
    expect(spam.length + waiting.length).toBe(2);
  });

  it('of every comment where that is asked for', async () => {
    await setUp({ about: 'all' });
    await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'open' }));
    house.now += 61_000;
    await house.accepted({ body: 'At once' });
    await sweepAfter(5 * MINUTE);
    expect(news[0]?.comments).toMatchObject([{ why: 'published', text: 'At once' }]);
    expect(news[0]?.comments[0]).not.toHaveProperty('approve');
  });

  it('of an edit that waits, and of a report', async () => {
    await setUp();
    const { comment } = await house.approved();
    await sweepAfter(5 * MINUTE);
    expect(news).toEqual([]);
    const { thread } = await house.thread();
    await house.post(`/api/comments/${comment.id}/report`, { thread, reason: 'It is rude.' });
    await sweepAfter(5 * MINUTE);
    expect(news[0]?.comments).toMatchObject([{ why: 'reported', reasons: ['It is rude.'] }]);
    await house.send('PUT', `/api/comments/${comment.id}`, {
      thread,
      key: 'ada-ada-ada-ada-ada-ada',
      body: 'See https://x.example',
    });
    await sweepAfter(5 * MINUTE);
    expect(news[1]?.comments).toMatchObject([{ text: 'See https://x.example' }]);
  });

  it('at most once an hour, of everything since, where that is asked for', async () => {
    await setUp({ hourly: '1' });
    await house.accepted({ body: 'One' });
    await sweepAfter(5 * MINUTE);
    await house.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    await house.accepted({ body: 'Three', key: 'cat-cat-cat-cat-cat-cat' });
    for (let n = 0; n < 10; n++) await sweepAfter(5 * MINUTE);
    expect(news).toHaveLength(1);
    for (let n = 0; n < 3; n++) await sweepAfter(5 * MINUTE);
    expect(news[1]?.comments.map(({ text }) => text)).toEqual(['Two', 'Three']);
  });

  it('at the address of the variable NOTIFY_WEBHOOK, until the desk says otherwise', async () => {
    house.env.NOTIFY_WEBHOOK = 'https://hook.example/from-variable';
    const urls: string[] = [];
    behaviour = async (url) => {
      urls.push(url);
      return new Response('thanks');
    };
    await house.accepted();
    await sweepAfter(5 * MINUTE);
    expect(urls).toEqual(['https://hook.example/from-variable']);
    expect(news[0]!.comments[0]).not.toHaveProperty('approve');
    await setUp({ to: '' });
    await house.accepted({ body: 'More', key: 'ben-ben-ben-ben-ben-ben' });
    await sweepAfter(5 * MINUTE);
    expect(urls).toHaveLength(1);
  });
});

describe('a channel that is down', () => {
  it('loses nothing, is tried later and later, and recovers', async () => {
    await setUp();
    let tries = 0;
    behaviour = async () => {
      tries++;
      return new Response('out of order', { status: 503 });
    };
    await house.accepted({ body: 'One' });
    for (let n = 0; n < 24; n++) await sweepAfter(5 * MINUTE);
    expect(tries).toBe(5);
    await house.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    behaviour = async () => new Response('thanks');
    for (let n = 0; n < 80; n++) await sweepAfter(5 * MINUTE);
    expect(news.map(({ comments }) => comments.map(({ text }) => text))).toEqual([['One', 'Two']]);
  });

  it('waits as long as it says', async () => {
    await setUp();
    let tries = 0;
    behaviour = async () => {
      tries++;
      return new Response('', { status: 429, headers: { 'Retry-After': '7200' } });
    };
    await house.accepted();
    for (let n = 0; n < 24; n++) await sweepAfter(5 * MINUTE);
    expect(tries).toBe(1);
    await sweepAfter(5 * MINUTE);
    expect(tries).toBe(2);
  });

  it('never fails or slows a post, nor keeps the sweep from publishing', async () => {
    await setUp();
    let asked = 0;
    behaviour = async () => {
      asked++;
      throw new Error('stalled');
    };
    const { comment } = await house.accepted();
    expect(asked).toBe(0);
    await house.verdict((await house.thread()).thread, comment.id, 'approve');
    await house.accepted({ body: 'Waits', key: 'ben-ben-ben-ben-ben-ben' });
    await sweepAfter(5 * MINUTE);
    expect(asked).toBe(1);
    expect((await house.thread()).count).toBe(1);
    await sweepAfter(20 * MINUTE);
    expect((await kv.list({ prefix: 'touch:' })).keys.filter(({ name }) => name.endsWith(':publish'))).toEqual([]);
  });

  it('keeps the newest hundred, so that old news never fills the sweep’s list', async () => {
    await setUp();
    behaviour = async () => new Response('', { status: 503 });
    const { comment } = await house.accepted();
    const [first] = await touches();
    const [, , thread] = first!.split(':');
    for (let n = 0; n < 120; n++)
      await kv.put(`touch:${String(house.now + n).padStart(15, '0')}:${thread}:${comment.id}:notice`, '1');
    await sweepAfter(5 * MINUTE);
    const left = await touches();
    expect(left).toHaveLength(100);
    expect(left).not.toContain(first);
  });
});

describe('what is kept', () => {
  it('says nothing of the address or the key to whoever copies the namespace', async () => {
    await setUp({ to: 'https://hook.example/a-secret-path', mailKey: 're_a_secret_key' });
    const all = JSON.stringify(await everything());
    expect(all).not.toMatch(/a-secret-path|re_a_secret_key/);
  });

  it('cannot be read with another token, which loses no news and says so', async () => {
    await setUp();
    house.env.ADMIN_TOKEN = 'another-token-another-token-another-token';
    await house.accepted();
    await sweepAfter(5 * MINUTE);
    expect([news.length, (await touches()).length]).toEqual([0, 1]);
    const page = await house.fetch('/admin/notices', { headers: { Authorization: `Bearer ${house.env.ADMIN_TOKEN}` } });
    expect(await page.text()).toContain('sealed with another ADMIN_TOKEN');
  });

  it('costs a write more for a comment that waits, and none where there are no notices', async () => {
    const writes = async () => Object.keys(await everything()).filter((name) => !name.startsWith('settings:')).length;
    await house.accepted();
    expect(await writes()).toBe(2);
    await setUp();
    const before = await writes();
    await house.accepted({ body: 'With notices', key: 'ben-ben-ben-ben-ben-ben' });
    expect((await writes()) - before).toBe(3);
  });
});

describe('a link in a notice', () => {
  async function links(): Promise<{ approve: string; spam: string; id: string }> {
    await setUp();
    const { comment } = await house.accepted({ body: 'To be **judged**' });
    await sweepAfter(5 * MINUTE);
    const { approve = '', spam = '' } = news[0]!.comments[0]!;
    return { approve: approve.slice(WORKER.length), spam: spam.slice(WORKER.length), id: comment.id };
  }
  const press = (link: string, headers: Record<string, string> = {}) =>
    house.fetch('/act', {
      method: 'POST',
      headers: { Origin: WORKER, 'Sec-Fetch-Site': 'same-origin', ...headers },
      body: new URLSearchParams({ token: new URL(link, WORKER).searchParams.get('token') ?? '' }),
    });

  it('opens a page that asks, and changes nothing however often it is opened', async () => {
    const { approve, spam } = await links();
    const before = await everything();
    for (const link of [approve, spam, approve]) {
      const answer = await house.fetch(link);
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toContain('To be <strong>judged</strong>');
      expect(html).toMatch(/<form method="post" action="\/act">/);
      expect(html).not.toContain('<script');
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect((await house.fetch(link, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await everything()).toEqual(before);
  });

  it('approves by its button, without signing in, and a second press does no more', async () => {
    const { approve } = await links();
    const answer = await press(approve);
    expect(await answer.text()).toContain('<h1>Approved</h1>');
    expect((await house.thread()).count).toBe(1);
    const before = await everything();
    expect(await (await press(approve)).text()).toContain('<h1>Approved</h1>');
    expect(await everything()).toEqual(before);
  });

  it('marks as spam', async () => {
    const { spam, id } = await links();
    expect(await (await press(spam)).text()).toContain('Marked as spam');
    expect(Object.keys(await everything()).some((name) => name.startsWith('inbox:spam:') && name.endsWith(id))).toBe(
      true,
    );
  });

  it('is for the words that were shown', async () => {
    const { approve, id } = await links();
    const { thread } = await house.thread();
    const edited = await house.send('PUT', `/api/comments/${id}`, {
      thread,
      key: 'ada-ada-ada-ada-ada-ada',
      body: 'Other words',
    });
    expect(edited.status).toBe(200);
    house.now += 61_000;
    expect((await house.fetch(approve)).status).toBe(409);
    const answer = await press(approve);
    expect([answer.status, (await answer.text()).includes('These words have changed')]).toEqual([409, true]);
    expect((await house.thread()).count).toBe(0);
  });

  it('undoes nothing that the owner decided since', async () => {
    const { approve, id } = await links();
    await house.verdict((await house.thread()).thread, id, 'remove');
    expect(await (await press(approve)).text()).toContain('This was seen to already');
    expect((await house.thread()).count).toBe(0);
  });

  it('works for three days, only whole, and only where it was signed', async () => {
    const { approve, spam } = await links();
    const tokenOf = (link: string) => new URL(link, WORKER).searchParams.get('token')!;
    const [version, payload] = tokenOf(approve).split('.');
    const mixed = `/act?token=${version}.${payload}.${tokenOf(spam).split('.')[2]}`;
    for (const bad of ['/act', '/act?token=x', mixed, `${approve}A`]) {
      expect((await house.fetch(bad)).status, bad).toBe(404);
      expect((await press(bad)).status, bad).toBe(404);
    }
    house.now += 72 * HOUR;
    expect((await press(approve)).status).toBe(404);
    house.now -= HOUR;
    expect((await press(approve)).status).toBe(200);
  });

  it('does nothing from the page of another site', async () => {
    const { approve } = await links();
    const cross = await press(approve, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' });
    expect(cross.status).toBe(403);
    expect((await house.thread()).count).toBe(0);
  });
});

describe('the page for notices', () => {
  const page = async () =>
    (await house.fetch('/admin/notices', { headers: { Authorization: `Bearer ${TOKEN}` } })).text();

  it('takes an address, shows it again, and forgets it', async () => {
    await setUp({ to: 'https://hooks.slack.com/services/T0/B0/xyz', about: 'all', hourly: '1' });
    house.now += 61_000;
    const html = await page();
    expect(html).toContain('value="https://hooks.slack.com/services/T0/B0/xyz"');
    expect(html).toContain('They go to Slack.');
    expect(html).toMatch(/value="all" checked/);
    await setUp({ to: '' });
    house.now += 61_000;
    expect(await page()).toContain('None are sent yet.');
  });

  it.each([
    [{ to: 'nowhere' }, 'An e-mail address, or a web address'],
    [{ to: 'http://blog.example/hook' }, 'An e-mail address, or a web address'],
    [{ to: 'ines@blog.example' }, 'Mail needs a provider’s key'],
    [{ to: 'ines@blog.example', mailKey: 'what' }, 'That is neither a key of Resend'],
    [{ to: 'ines@blog.example', mailKey: 're_x', mailFrom: 'me' }, 'That e-mail address looks incomplete'],
  ])('refuses %j and says why', async (fields, words) => {
    const before = await everything();
    const answer = await form('/admin/notices', fields);
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([400, true]);
    expect(await everything()).toEqual(before);
  });

  it('never shows a saved key, and keeps it when the field is left empty', async () => {
    await setUp({ to: 'ines@blog.example', mailKey: 're_secret' });
    await setUp({ to: 'ines@blog.example', about: 'all' });
    expect(await page()).not.toContain('re_secret');
    const keys: unknown[] = [];
    behaviour = async (_, init) => {
      keys.push(new Headers(init.headers).get('Authorization'));
      return new Response('{}');
    };
    await form('/admin/notices/test', {});
    expect(keys).toEqual(['Bearer re_secret']);
  });

  it('sends a test and shows the answer, whatever it is', async () => {
    expect(await (await form('/admin/notices/test', {})).text()).toContain('There is nowhere to send it.');
    await setUp();
    expect(await (await form('/admin/notices/test', {})).text()).toContain('Sent. The answer: 200 thanks');
    expect(news).toMatchObject([{ type: 'test', comments: [] }]);
    behaviour = async () => new Response('<b>no such hook</b>', { status: 404 });
    const failed = await (await form('/admin/notices/test', {})).text();
    expect(failed).toContain('It did not arrive. The answer: 404 &lt;b&gt;no such hook&lt;/b&gt;');
  });

  it('is among what the doctor looks at', async () => {
    const line = async () => {
      const headers = { Authorization: `Bearer ${TOKEN}` };
      const { lines } = await (await house.fetch('/api/admin/doctor', { method: 'POST', headers })).json<{
        lines: { name: string; state: string; says: string }[];
      }>();
      return lines.find(({ name }) => name.startsWith('Notices'));
    };
    expect(await line()).toMatchObject({ state: 'fine' });
    await setUp();
    expect(await line()).toMatchObject({ state: 'fine', says: 'A test was sent. The answer: 200 thanks' });
    behaviour = async () => new Response('gone', { status: 410 });
    expect(await line()).toMatchObject({ state: 'wrong' });
  });

  it('tells that the last try failed', async () => {
    await setUp();
    behaviour = async () => new Response('gone fishing', { status: 500 });
    await house.accepted();
    await sweepAfter(5 * MINUTE);
    expect(await page()).toContain('500 gone fishing');
  });

  it('is for the owner', async () => {
    expect((await house.fetch('/admin/notices')).status).toBe(401);
    const bare = await house.fetch('/admin/notices', {
      method: 'POST',
      headers: { Origin: SITE },
      body: new URLSearchParams({ to: 'x' }),
    });
    expect(bare.status).toBe(403);
  });
});
