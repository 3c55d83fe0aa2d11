// The desk's page for notices to the owner: where they go, a test, and what went wrong.

import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { SITE, TOKEN } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';
import { TellingOwner } from '../../help/telling-owner.ts';

let worker: TellingOwner;
beforeEach(() => {
  worker = new TellingOwner();
});

describe('the page for notices', () => {
  const page = async () =>
    (await worker.fetch('/admin/notices', { headers: { Authorization: `Bearer ${TOKEN}` } })).text();

  it('takes an address, shows it again, and forgets it', async () => {
    await worker.setUp({ to: 'https://hooks.slack.com/services/T0/B0/xyz', about: 'all', hourly: '1' });
    worker.now += 61_000;
    const html = await page();
    expect(html).toContain('value="https://hooks.slack.com/services/T0/B0/xyz"');
    expect(html).toContain('They go to Slack.');
    expect(html).toMatch(/value="all" checked/);
    await worker.setUp({ to: '' });
    worker.now += 61_000;
    expect(await page()).toContain('None are sent yet.');
  });

  it.each([
    [{ to: 'nowhere' }, 'An e-mail address, or a web address'],
    [{ to: 'http://blog.example/hook' }, 'An e-mail address, or a web address'],
    [{ to: 'ines@blog.example' }, 'Mail needs something that sends it: see the two ways below'],
    [{ to: 'ines@blog.example', mailKey: 'what' }, 'That is neither a key of Resend'],
    [{ to: 'ines@blog.example', mailKey: 're_x', mailFrom: 'me' }, 'That e-mail address looks incomplete'],
  ])('refuses %j and says why', async (fields, words) => {
    const before = await everything();
    const answer = await worker.form('/admin/notices', fields);
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([400, true]);
    expect(await everything()).toEqual(before);
  });

  it('never shows a saved key, and keeps it when the field is left empty', async () => {
    await worker.setUp({ to: 'ines@blog.example', mailKey: 're_secret' });
    await worker.setUp({ to: 'ines@blog.example', about: 'all' });
    expect(await page()).not.toContain('re_secret');
    const keys: unknown[] = [];
    worker.channel = async (_, init) => {
      keys.push(new Headers(init.headers).get('Authorization'));
      return new Response('{}');
    };
    await worker.form('/admin/notices/test', {});
    expect(keys).toEqual(['Bearer re_secret']);
  });

  it('sends a test and shows the answer, whatever it is', async () => {
    expect(await (await worker.form('/admin/notices/test', {})).text()).toContain('There is nowhere to send it.');
    await worker.setUp();
    expect(await (await worker.form('/admin/notices/test', {})).text()).toContain('Sent. The answer: 200 thanks');
    expect(worker.news).toMatchObject([{ type: 'test', comments: [] }]);
    worker.channel = async () => new Response('<b>no such hook</b>', { status: 404 });
    const failed = await (await worker.form('/admin/notices/test', {})).text();
    expect(failed).toContain('It did not arrive. The answer: 404 &lt;b&gt;no such hook&lt;/b&gt;');
  });

  it('is among what the doctor looks at', async () => {
    const line = async () => {
      const headers = { Authorization: `Bearer ${TOKEN}` };
      const { lines } = await (await worker.fetch('/api/admin/doctor', { method: 'POST', headers })).json<{
        lines: { name: string; state: string; says: string }[];
      }>();
      return lines.find(({ name }) => name.startsWith('Notices'));
    };
    expect(await line()).toMatchObject({ state: 'fine' });
    await worker.setUp();
    expect(await line()).toMatchObject({ state: 'fine', says: 'A test was sent. The answer: 200 thanks' });
    worker.channel = async () => new Response('gone', { status: 410 });
    expect(await line()).toMatchObject({ state: 'wrong' });
  });

  it('tells that the last try failed', async () => {
    await worker.setUp();
    worker.channel = async () => new Response('gone fishing', { status: 500 });
    await worker.accepted();
    await worker.sweepAfter(5 * MINUTE);
    expect(await page()).toContain('500 gone fishing');
  });

  it('is for the owner', async () => {
    expect((await worker.fetch('/admin/notices')).status).toBe(401);
    const bare = await worker.fetch('/admin/notices', {
      method: 'POST',
      headers: { Origin: SITE },
      body: new URLSearchParams({ to: 'x' }),
    });
    expect(bare.status).toBe(403);
  });
});

it('a save that fails shows the key of a mail provider to nobody', async () => {
  const side = new OwnerSide();
  const browser = await new Browser(side).signIn();
  const { COMMENTS } = side.env;
  const failing = new Proxy(COMMENTS, {
    get(target, name: string) {
      const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
      return name === 'put' ? () => Promise.reject(new Error('429')) : method.bind(target);
    },
  });
  side.env.COMMENTS = failing;
  await browser.post('/admin/notices', [
    ['to', 'ines@blog.example'],
    ['mailFrom', 'comments@blog.example'],
    ['mailKey', 're_0123456789abcdef0123456789'],
  ]);
  expect(browser.status).toBe(503);
  expect(browser.html).not.toContain('re_0123456789');
});
