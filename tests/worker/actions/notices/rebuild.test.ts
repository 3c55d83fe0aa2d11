// The deploy hook: a site that holds its comments in its own pages is built anew when they have changed, and not for
// each of them.

import { beforeEach, describe, expect, it } from 'vitest';
import { TestWorker, TOKEN } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

const HOOK = 'https://api.host.example/build_hooks/abc';
const MINUTE = 60_000;

class RebuildingWorker extends TestWorker {
  readonly calls: { url: string; body: string; headers: Headers }[] = [];
  answer: () => Response = () => new Response('ok');

  override outside: TestWorker['outside'] = async (url, init) => {
    this.calls.push({ url, body: String(init.body), headers: new Headers(init.headers) });
    return this.answer();
  };

  async sweepFor(minutes: number): Promise<void> {
    for (let n = 0; n < minutes; n += 5) await this.sweepAfter(5 * MINUTE);
  }

  async page(): Promise<string> {
    return (await this.fetch('/admin/notices', { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
  }
}

let worker: RebuildingWorker;
beforeEach(async () => {
  worker = new RebuildingWorker({ MODERATION: 'open' });
  expect((await worker.form('/admin/notices/rebuild', { rebuildTo: HOOK })).status).toBe(303);
});

describe('the deploy hook', { timeout: 30_000 }, () => {
  it('is called once all locations can see the comment, and hears no word of it', async () => {
    await worker.accepted({ body: 'Secret words' });
    await worker.sweepAfter(MINUTE);
    expect(worker.calls).toEqual([]);
    await worker.sweepAfter(4 * MINUTE);
    const [{ url, body, headers }, ...more] = worker.calls as [RebuildingWorker['calls'][0]];
    expect([url, body, more]).toEqual([HOOK, '{"type":"rebuild"}', []]);
    expect(headers.get('webhook-signature')).toMatch(/^v1,/);
  });

  it('is not called for what waits, nor when nothing happened', async () => {
    worker.env.MODERATION = 'first-time';
    await worker.accepted();
    await worker.sweepFor(60);
    expect(worker.calls).toEqual([]);
  });

  it('is called when a comment is removed', async () => {
    const { comment } = await worker.accepted();
    await worker.sweepFor(60);
    expect(worker.calls).toHaveLength(1);
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
    await worker.sweepFor(10);
    expect(worker.calls).toHaveLength(2);
  });

  it('is called for the first of many and once more for the rest, every quarter of an hour', async () => {
    for (let n = 0; n < 12; n++) {
      await worker.accepted({ body: `Words ${n}` });
      await worker.sweepAfter(5 * MINUTE);
    }
    expect(worker.calls).toHaveLength(4);
    await worker.sweepFor(60);
    expect(worker.calls).toHaveLength(5);
  });

  it('is tried again, later and later, when it fails, also when all has settled long ago', async () => {
    worker.answer = () => new Response('out of order', { status: 503 });
    await worker.accepted();
    await worker.sweepFor(120);
    const tries = worker.calls.length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(8);
    expect(await worker.page()).toContain('503 out of order');
    worker.answer = () => new Response('ok');
    await worker.sweepFor(6 * 60);
    expect(worker.calls).toHaveLength(tries + 1);
    expect(await worker.page()).toContain('The last call went out');
  });

  it('is kept sealed, and shown to the owner alone', async () => {
    expect(JSON.stringify(await everything())).not.toContain('build_hooks');
    expect(await worker.page()).toContain(HOOK);
    expect((await worker.fetch('/admin/notices')).status).toBe(401);
  });

  it('is no address of elsewhere than the web', async () => {
    const before = await everything();
    for (const rebuildTo of ['http://host.example/', 'https://127.0.0.1/', 'https://a:b@host.example/', 'hook']) {
      const answer = await worker.form('/admin/notices/rebuild', { rebuildTo });
      expect([rebuildTo, answer.status]).toEqual([rebuildTo, 400]);
      expect(await answer.text()).toContain('A web address that starts with https://');
    }
    expect(await everything()).toEqual(before);
  });

  it('goes when its field is emptied', async () => {
    await worker.form('/admin/notices/rebuild', { rebuildTo: '' });
    await worker.accepted();
    await worker.sweepFor(60);
    expect(worker.calls).toEqual([]);
  });
});
