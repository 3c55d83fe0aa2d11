// Devices that take notices: from the desk's page to the push service, in the real KV, with several places at once of
// which some are down. The push service and the webhook answer here by what a test says of their address.

import { beforeEach, describe, expect, it } from 'vitest';
import type { PushDevice, PushMessage } from '../../../../worker/notify/push.ts';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { kv, TestWorker, TOKEN, WORKER } from '../../help/as-reader.ts';
import { type Browser, subscribed } from '../../help/push-device.ts';
import { everything } from '../../help/store-with.ts';

let worker: TestWorker;
let browsers: Map<string, Browser>;
/** What arrived: by address, titles of pushes and `webhook` for the other. */
let arrived: { at: string; message: PushMessage | null }[];
let answers: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  worker = new TestWorker();
  browsers = new Map();
  arrived = [];
  answers = {};
  worker.outside = async (url, init) => {
    const answer = await (answers[url]?.() ?? new Response(null, { status: 201 }));
    const browser = browsers.get(url);
    if (answer.ok) arrived.push({ at: url, message: browser ? await browser.read(init.body as Uint8Array) : null });
    return answer;
  };
});

function form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return worker.fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, ...headers },
    body: new URLSearchParams(fields),
  });
}

async function turnOn(name: string, fields: Partial<PushDevice> & { former?: string } = {}): Promise<Response> {
  const endpoint = `https://push.example/${name}`;
  const browser = await subscribed(endpoint);
  browsers.set(endpoint, browser);
  return form('/admin/devices', { ...browser.device, name, former: '', ...fields });
}

async function devices(): Promise<string[]> {
  return (await kv.list({ prefix: 'push:' })).keys.map(({ name }) => name.slice('push:'.length));
}

async function touches(): Promise<number> {
  return (await kv.list({ prefix: 'touch:' })).keys.filter(({ name }) => name.endsWith(':notice')).length;
}

async function sweepAfter(time: number): Promise<void> {
  worker.now += time;
  await worker.sweep();
}

async function page(query = ''): Promise<string> {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  return (await worker.fetch(`/admin/notices${query}`, { headers })).text();
}

function titlesAt(name: string): (string | undefined)[] {
  return arrived.filter(({ at }) => at.endsWith(name)).map(({ message }) => message?.title);
}

describe('turning notices on', () => {
  it('is enough to hear of what waits: no address, no account, no other setting', async () => {
    const answer = await turnOn('phone');
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, expect.stringContaining('said=added')]);
    expect(await page(new URL(answer.headers.get('Location')!, WORKER).search)).toContain('phone');
    await worker.accepted({ body: 'Hello there' });
    expect(arrived).toEqual([]);
    await sweepAfter(5 * MINUTE);
    const message = arrived[0]!.message!;
    expect(message).toMatchObject({ title: 'A comment is waiting', open: '/admin' });
    expect(message.body).toContain('Hello there');
    expect(message.acts.map(({ act }) => act)).toEqual(['approve', 'spam']);
    const asks = await worker.fetch(message.acts[0]!.open);
    expect([asks.status, await asks.text()]).toEqual([200, expect.stringContaining('Approve this comment?')]);
    expect(await touches()).toBe(0);
  });

  it('keeps what writes to the device sealed', async () => {
    await turnOn('phone');
    const all = JSON.stringify(await everything());
    const { device } = browsers.get('https://push.example/phone')!;
    for (const secret of ['push.example', ...Object.values(device)]) expect(all).not.toContain(secret);
  });

  it('goes into no backup', async () => {
    await turnOn('phone');
    const [id = ''] = await devices();
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const backup = await (await worker.fetch('/api/admin/export?cursor=', { headers })).text();
    expect(backup).toContain('"type":"cursor"');
    expect(backup).not.toContain(id);
  });

  it.each([
    ['an open line', { endpoint: 'http://push.example/phone' }],
    ['a name and password', { endpoint: 'https://a:b@push.example/phone' }],
    ['no address', { endpoint: 'somewhere' }],
    ['a long address', { endpoint: `https://push.example/${'x'.repeat(2_000)}` }],
    ['a key that is none', { p256dh: 'AAAA' }],
    ['a key of another pair', { privateKey: 'A'.repeat(43) }],
  ])('refuses %s, and asks nobody', async (_, wrong) => {
    const before = await everything();
    const answer = await turnOn('phone', wrong);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('could not be used')]);
    expect([await everything(), arrived]).toEqual([before, []]);
  });

  it('again in the same browser takes the place of what was there', async () => {
    await turnOn('before');
    const [former = ''] = await devices();
    await turnOn('after', { former });
    expect(await devices()).toHaveLength(1);
    expect(await devices()).not.toContain(former);
  });

  it('takes eight devices', async () => {
    for (let n = 0; n < 8; n++) expect((await turnOn(`device-${n}`)).status).toBe(303);
    const answer = await turnOn('one-more');
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('8 devices at most')]);
  });

  it('is for the owner, and from the desk alone', async () => {
    for (const path of ['/admin/devices', '/admin/devices/test', '/admin/devices/remove']) {
      expect((await worker.fetch(path, { method: 'POST', headers: { Origin: WORKER }, body: '' })).status).toBe(401);
      const stranger = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
      expect((await worker.fetch(path, { method: 'POST', headers: stranger, body: '' })).status).toBe(403);
    }
    expect(await devices()).toEqual([]);
  });
});

describe('the list of devices', () => {
  it('shows a reader’s or an owner’s name as text', async () => {
    await turnOn('phone', { name: '<b>phone</b>' } as object);
    expect(await page()).toContain('&lt;b&gt;phone&lt;/b&gt;');
  });

  it('sends a test, and shows the answer of the push service', async () => {
    await turnOn('phone');
    const [device = ''] = await devices();
    expect(await (await form('/admin/devices/test', { device })).text()).toContain(
      'Sent. The answer of its push service: 201',
    );
    expect(titlesAt('phone')).toEqual(['A test from your comments on blog.example']);
    answers['https://push.example/phone'] = () => new Response('no such subscription', { status: 410 });
    const gone = await (await form('/admin/devices/test', { device })).text();
    expect(gone).toContain('410 no such subscription');
    expect(gone).toContain('does not know this device any more');
    const unknown = await form('/admin/devices/test', { device: 'AAAAAAAAAAAAAAAA' });
    expect(await unknown.text()).toContain('That device is not here.');
    expect((await form('/admin/devices/test', { device: 'x' })).status).toBe(404);
  });

  it('removes one, and with the last one turns notices off where there is no address', async () => {
    await turnOn('phone');
    await turnOn('laptop');
    const all = await devices();
    const answer = await form('/admin/devices/remove', { device: all[0]! });
    expect(answer.headers.get('Location')).toContain('said=removed');
    worker.now += 61_000;
    await worker.accepted();
    expect(await touches()).toBe(1);
    await form('/admin/devices/remove', { device: all[1]! });
    await worker.accepted({ body: 'Another', key: 'ben-ben-ben-ben-ben-ben' });
    expect(await touches()).toBe(1);
    await sweepAfter(5 * MINUTE);
    expect([await touches(), arrived]).toEqual([0, []]);
  });

  it('does not show for a minute more what was removed, nor miss what was added', async () => {
    await turnOn('phone');
    const [device = ''] = await devices();
    expect(await page(`?gone=${device}`)).not.toContain('>phone<');
    expect(await page(`?device=${device}`)).toContain('>phone<');
  });

  it('says how it went', async () => {
    await turnOn('phone');
    answers['https://push.example/phone'] = () => new Response('busy', { status: 500 });
    await worker.accepted();
    await sweepAfter(5 * MINUTE);
    expect(await page()).toMatch(/The last try failed .*: 500 busy/s);
  });

  it('says which were added under another token, and sends there no more', async () => {
    await turnOn('phone');
    worker.env.ADMIN_TOKEN = 'another-token-another-token-another-token';
    await worker.accepted();
    await sweepAfter(5 * MINUTE);
    expect([arrived, await touches()]).toEqual([[], 1]);
    const headers = { Authorization: `Bearer ${worker.env.ADMIN_TOKEN}` };
    expect(await (await worker.fetch('/admin/notices', { headers })).text()).toContain(
      'added under another ADMIN_TOKEN',
    );
    worker.env.ADMIN_TOKEN = `another-token-another-token-another-token ${TOKEN}`;
    await sweepAfter(5 * MINUTE);
    expect(titlesAt('phone')).toEqual(['A comment is waiting']);
  });

  it('lives beside an address: emptying that one leaves the devices', async () => {
    await turnOn('phone');
    await form('/admin/notices', { to: '', about: 'all', devices: '1' });
    worker.now += 61_000;
    await worker.accepted();
    await sweepAfter(5 * MINUTE);
    expect(titlesAt('phone')).toEqual(['A comment is waiting']);
  });
});

describe('several places', () => {
  const HOOK = 'https://hook.example/';
  beforeEach(async () => {
    await form('/admin/notices', { to: HOOK, about: 'waiting' });
    await turnOn('phone');
    worker.now++;
    await turnOn('laptop');
  });
  const counts = () => [HOOK, 'phone', 'laptop'].map((name) => arrived.filter(({ at }) => at.endsWith(name)).length);

  it('are told the same, once each', async () => {
    await worker.accepted();
    for (let n = 0; n < 4; n++) await sweepAfter(5 * MINUTE);
    expect([counts(), await touches()]).toEqual([[1, 1, 1], 0]);
  });

  it('do not wait for one that is down, which is told all it missed when it is back', async () => {
    answers['https://push.example/phone'] = () => new Response(null, { status: 500 });
    await worker.accepted({ body: 'One' });
    for (let n = 0; n < 6; n++) await sweepAfter(5 * MINUTE);
    expect(counts()).toEqual([1, 0, 1]);
    await worker.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    for (let n = 0; n < 6; n++) await sweepAfter(5 * MINUTE);
    expect([counts(), await touches()]).toEqual([[2, 0, 2], 2]);
    delete answers['https://push.example/phone'];
    for (let n = 0; n < 12; n++) await sweepAfter(10 * MINUTE);
    expect([counts(), titlesAt('phone'), await touches()]).toEqual([[2, 1, 2], ['2 comments are waiting'], 0]);
  });

  it('are tried each in its own time: later and later, or when they asked to be', async () => {
    let [phone, hook] = [0, 0];
    answers['https://push.example/phone'] = () => {
      phone++;
      return new Response(null, { status: 429, headers: { 'Retry-After': '7200' } });
    };
    answers[HOOK] = () => {
      hook++;
      return Promise.reject(new Error('stalled'));
    };
    await worker.accepted();
    for (let n = 0; n < 24; n++) await sweepAfter(5 * MINUTE);
    expect([phone, hook, counts()]).toEqual([1, 5, [0, 0, 1]]);
    await sweepAfter(5 * MINUTE);
    expect(phone).toBe(2);
  });

  it.each([404, 410])('lose a device whose push service answers %d, and nothing else', async (status) => {
    answers['https://push.example/phone'] = () => new Response(null, { status });
    await worker.accepted();
    await sweepAfter(5 * MINUTE);
    expect([counts(), (await devices()).length, await touches()]).toEqual([[1, 0, 1], 1, 0]);
    await worker.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    await sweepAfter(5 * MINUTE);
    expect(counts()).toEqual([2, 0, 2]);
  });

  it('keep their news when the last of them is gone, for whoever comes next', async () => {
    await form('/admin/notices', { to: '', about: 'waiting', devices: '1' });
    answers['https://push.example/phone'] = () => new Response(null, { status: 410 });
    answers['https://push.example/laptop'] = () => new Response(null, { status: 410 });
    await worker.accepted();
    await sweepAfter(5 * MINUTE);
    expect([await devices(), await touches()]).toEqual([[], 1]);
    await turnOn('tablet');
    await sweepAfter(5 * MINUTE);
    expect([titlesAt('tablet'), await touches()]).toEqual([['A comment is waiting'], 0]);
  });

  it('may be mail and devices, of which either may fail', async () => {
    await form('/admin/notices', { to: 'ines@blog.example', mailKey: 're_key', about: 'waiting', devices: '1' });
    const RESEND = 'https://api.resend.com/emails';
    answers[RESEND] = () => new Response('the mail is down', { status: 500 });
    await worker.accepted();
    await sweepAfter(5 * MINUTE);
    expect([counts(), await page()]).toEqual([[0, 1, 1], expect.stringContaining('500 the mail is down')]);
    delete answers[RESEND];
    await sweepAfter(5 * MINUTE);
    expect([arrived.filter(({ at }) => at === RESEND).length, counts(), await touches()]).toEqual([1, [0, 1, 1], 0]);
  });

  it('keep to one an hour, each', async () => {
    await form('/admin/notices', { to: HOOK, about: 'waiting', hourly: '1', devices: '1' });
    await worker.accepted({ body: 'One' });
    await sweepAfter(5 * MINUTE);
    await worker.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    await worker.accepted({ body: 'Three', key: 'cat-cat-cat-cat-cat-cat' });
    for (let n = 0; n < 10; n++) await sweepAfter(5 * MINUTE);
    expect(counts()).toEqual([1, 1, 1]);
    await sweepAfter(HOUR);
    expect([counts(), titlesAt('phone').at(-1)]).toEqual([[2, 2, 2], '2 comments are waiting']);
  });

  it('are all asked by the doctor', async () => {
    answers['https://push.example/phone'] = () => new Response('gone', { status: 410 });
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const answer = await worker.fetch('/api/admin/doctor', { method: 'POST', headers });
    const { lines } = await answer.json<{ lines: { name: string; state: string; says: string }[] }>();
    expect(lines.filter(({ name }) => name.startsWith('Notices'))).toMatchObject([
      { name: 'Notices by webhook', state: 'fine', says: 'A test was sent. The answer: 201' },
      { name: 'Notices on phone', state: 'wrong', says: expect.stringContaining('410 gone') },
      { name: 'Notices on laptop', state: 'fine' },
    ]);
  });
});
