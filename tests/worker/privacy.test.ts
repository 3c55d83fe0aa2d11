// A day on a blog, and then a look through everything that KV holds: nothing that says who a reader is, but what they
// wrote to be read. And nothing is ever logged of it.

import { createExecutionContext } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, OwnerComment, PublicComment, Thread } from '../../worker/contract/index.ts';
import { authorIdOf } from '../../worker/rules/comment/hash.ts';
import { MINUTE } from '../../worker/rules/time.ts';
import { createWorker } from '../../worker/worker.ts';
import { kv, PAGE, SITE, setting, TestWorker, TOKEN, tab, WORKER } from './help/as-reader.ts';
import { type Copy, copyOf, restore } from './help/store-with.ts';

const LEVELS = ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const;
let logged: string[] = [];

beforeEach(() => {
  logged = [];
  for (const level of LEVELS) {
    vi.spyOn(console, level).mockImplementation((...all: unknown[]) => void logged.push(all.map(String).join(' ')));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

interface Reader {
  n: number;
  key: string;
  address: string;
  agent: string;
  email: string;
}

function reader(n: number): Reader {
  return {
    n,
    key: `key-of-reader-${String(n).padStart(8, '0')}`,
    address: n % 2 ? `198.51.100.${n + 1}` : `2001:db8:0:${(n + 0x1000).toString(16)}::77`,
    agent: `Agent${n}/7.${n}`,
    email: `reader${n}@mail${n}.example`,
  };
}

function headersOf({ address, agent }: Reader): Record<string, string> {
  return { 'CF-Connecting-IP': address, 'X-Forwarded-For': address, 'User-Agent': agent, Referer: `${PAGE}?from=mail` };
}

/** Posts, looks, previews, edits, likes, reports and sometimes withdraws; the owner judges every other one. */
async function visit(worker: TestWorker, who: Reader): Promise<void> {
  const headers = headersOf(who);
  const page = `${SITE}/post-${who.n % 3}`;
  const get = (path: string) => worker.fetch(path, { headers });
  const { ticket, id } = await (await worker.post('/api/tickets', { page, title: 'A post' }, headers)).json<{
    ticket: string;
    id: string;
  }>();
  worker.now += MINUTE;
  await worker.post('/api/preview', { body: 'Words' }, headers);
  const words = { ticket, key: who.key, name: `Name ${who.n}`, email: who.email, body: `Words of ${who.n}` };
  const trap = who.n % 7 === 6 ? { subject: 'cheap' } : {};
  await worker.post('/api/comments', { ...words, ...trap }, headers);
  await worker.post('/api/comments', { ...words, ...trap }, headers);
  const { thread, comments } = (await (await get(`/api/thread?page=${page}`)).json()) as Thread;
  await get(`/api/counts?page=${page}`);
  worker.now += MINUTE;
  await worker.post('/api/mine', { thread, key: who.key, ids: [id] }, headers);
  await worker.send('PUT', `/api/comments/${id}`, { thread, key: who.key, body: `Better words of ${who.n}` }, headers);
  const [other] = comments;
  if (other) {
    await worker.send('PUT', `/api/comments/${other.id}/like`, { thread, key: who.key }, headers);
    await worker.post(`/api/comments/${other.id}/report`, { thread, reason: `Reason ${who.n}` }, headers);
  }
  if (who.n % 2 === 0) await worker.verdict(thread, id, 'approve');
  if (who.n % 5 === 4) await worker.send('DELETE', `/api/comments/${id}`, { thread, key: who.key }, headers);
}

async function everythingInKv(): Promise<string> {
  let all = '';
  let cursor: string | undefined;
  for (;;) {
    const page = await kv.list(cursor === undefined ? {} : { cursor });
    for (const { name, metadata } of page.keys) all += `${name} ${JSON.stringify(metadata)} ${await kv.get(name)}\n`;
    if (page.list_complete) return all;
    cursor = page.cursor;
  }
}

describe('after a day of readers', { timeout: 30_000 }, () => {
  let day: { worker: TestWorker; readers: Reader[]; said: string[]; copy: Copy } | undefined;

  /** Lived once, and put back for each test. */
  async function aDay(): Promise<{ worker: TestWorker; readers: Reader[]; said: string[] }> {
    if (day) await restore(kv, day.copy);
    else {
      const worker = new TestWorker();
      const readers = Array.from({ length: 24 }, (_, n) => reader(n));
      for (const who of readers) {
        await visit(worker, who);
        worker.now += 10 * MINUTE;
        for (let run = 0; run < 3; run++, worker.now += 15 * MINUTE) await worker.sweep();
      }
      day = { worker, readers, said: logged, copy: await copyOf(kv) };
    }
    return day;
  }

  it('KV holds no address, no agent, no e-mail and no author key, only the id made from it', async () => {
    const { readers } = await aDay();
    const all = await everythingInKv();
    expect(all).toContain('Better words of 3');
    expect(all).toContain(await authorIdOf(readers[3]!.key));
    const secrets = readers.flatMap(({ key, address, agent, email }) => [key, address, agent, email]);
    // Half of an address, or a part of an e-mail, is no better.
    secrets.push('198.51.100', '2001:db8', '/7.', 'reader3@', 'mail3.example', 'key-of-reader', 'from=mail', TOKEN);
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    expect(all).not.toMatch(/\bv1\.[A-Za-z0-9_-]{40,}\./); // a ticket
  });

  it('nothing was logged', async () => {
    const { said } = await aDay();
    expect(said).toEqual([]);
  });

  it('what everybody reads has the fields of the contract and no others', async () => {
    const { worker } = await aDay();
    const thread = await worker.thread(`${SITE}/post-0`);
    const allowed: (keyof Thread)[] = [
      ...(['thread', 'page', 'title', 'open', 'count', 'total', 'from', 'parts'] as const),
      ...(['comments', 'pinned', 'gone', 'closesAt', 'asks'] as const),
    ];
    expect(Object.keys(thread).filter((name) => !allowed.includes(name as keyof Thread))).toEqual([]);
    expect(thread.asks satisfies Ask[]).toEqual(['url', 'likes']);
    expect(thread.comments.length).toBeGreaterThan(2);
    const fields: (keyof PublicComment)[] = [
      ...(['id', 'parent', 'parentPosition', 'author', 'body', 'createdAt', 'editedAt'] as const),
      ...(['likes', 'pinned', 'status', 'gone'] as const),
    ];
    for (const comment of thread.comments) {
      expect(Object.keys(comment).filter((name) => !fields.includes(name as keyof PublicComment))).toEqual([]);
      expect(comment.status).toBeUndefined();
      const { author } = comment;
      expect(Object.keys(author).filter((name) => !['id', 'name', 'url', 'owner', 'known'].includes(name))).toEqual([]);
    }
  });

  it('the owner too sees no address and no key', async () => {
    const { worker, readers } = await aDay();
    const lists: OwnerComment[][] = [await tab(worker, 'pending'), await tab(worker, 'approved')];
    expect(lists.flat().length).toBeGreaterThan(3);
    const text = JSON.stringify(lists);
    expect(readers.filter(({ key, address }) => text.includes(key) || text.includes(address))).toEqual([]);
  });
});

describe('where readers are told of replies by mail', () => {
  const texts: string[] = [];

  async function aWorker(): Promise<TestWorker> {
    texts.length = 0;
    const worker = new TestWorker();
    worker.env.MAIL = { send: async ({ text }: { text: string }) => void texts.push(text) } as unknown as SendEmail;
    for (const [field, value] of [
      ['readers', true],
      ['noticesMailFrom', 'c@blog.example'],
      ['noticesOrigin', WORKER],
    ] as const)
      await setting(field, value);
    return worker;
  }

  const press = (worker: TestWorker, text: string, after: string, headers: Record<string, string> = {}) =>
    worker.fetch('/subscription', {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'same-origin', ...headers },
      body: new URLSearchParams({ token: text.slice(text.indexOf(after)).match(/token=(\S+)/)?.[1] ?? '' }),
    });

  /** As a hash of it would be looked for: every usual one, in every usual form. */
  async function formsOf(address: string): Promise<string[]> {
    const forms = [address, btoa(address), address.split('@')[0]!, address.split('@')[1]!];
    for (const name of ['MD5', 'SHA-1', 'SHA-256']) {
      const digest = new Uint8Array(await crypto.subtle.digest(name, new TextEncoder().encode(address)));
      const base64 = btoa(String.fromCharCode(...digest));
      const base64Url = base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, 16);
      forms.push(
        [...digest]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('')
          .slice(0, 16),
        base64.slice(0, 16),
        base64Url,
      );
    }
    return forms;
  }

  it('an address lies sealed, by no hash, and is gone when its reader says so', async () => {
    const worker = await aWorker();
    const who = reader(3);
    const { comment } = await worker.approved({ key: who.key, email: who.email });
    worker.now += 5 * MINUTE;
    await worker.sweep();
    expect(texts).toHaveLength(1);
    const asked = await everythingInKv();
    await press(worker, texts[0]!, 'seven days');
    await worker.approved({ parent: comment.id, body: 'A reply' });
    worker.now += 5 * MINUTE;
    await worker.sweep();
    expect(texts).toHaveLength(2);
    const told = await everythingInKv();
    for (const all of [asked, told]) {
      expect((await formsOf(who.email)).filter((form) => all.toLowerCase().includes(form.toLowerCase()))).toEqual([]);
    }
    expect(told).toMatch(/^subscriber:/m);

    await press(worker, texts[1]!, 'To stop this');
    expect(await everythingInKv()).not.toMatch(/^(subscriber|address):/m);
    expect(logged).toEqual([]);
  });

  it('a mailbox that refused is kept by no hash that anybody could make, and by no time', async () => {
    const worker = await aWorker();
    const who = reader(3);
    await worker.approved({ key: who.key, email: who.email });
    worker.now += 5 * MINUTE;
    await worker.sweep();
    await press(worker, texts[0]!, 'never be asked again');
    const all = await everythingInKv();
    expect(all).toMatch(/^refusal:[A-Za-z0-9_-]{22} \S+ \{"v":1\}$/m);
    expect(all).not.toMatch(/^(subscriber|address):/m);
    expect((await formsOf(who.email)).filter((form) => all.toLowerCase().includes(form.toLowerCase()))).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('an address that nobody confirms goes after thirty days, and whom we wrote to after a day', async () => {
    const worker = await aWorker();
    const who = reader(3);
    await worker.approved({ key: who.key, email: who.email });
    worker.now += 5 * MINUTE;
    await worker.sweep();
    const left = async (prefix: string) => {
      const [key] = (await kv.list({ prefix })).keys;
      return ((key?.expiration ?? Number.POSITIVE_INFINITY) - Date.now() / 1_000) / (24 * 60 * 60);
    };
    expect(await left('address:')).toBeLessThanOrEqual(30);
    expect(await left('mails')).toBeLessThanOrEqual(1.1);
  });
});

describe('nothing of a reader is logged', () => {
  const WORDS = 'Words that are nobody else’s';

  it('when the store is down', async () => {
    const broken = new Proxy(kv, {
      get: () => () => Promise.reject(new Error(`KV PUT failed: ${WORDS}`)),
    });
    const worker = new TestWorker({ COMMENTS: broken });
    const answer = await worker.post('/api/tickets', { page: PAGE }, headersOf(reader(1)));
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('KV');
    expect(logged).toEqual([]);
  });

  it('when something that nobody foresaw breaks: only what kind of error it was, and where', async () => {
    let clock = 0;
    const ours = createWorker({
      now: () => {
        clock += 1;
        // What answers the request tells the time as well, and that must not break too.
        if (clock === 1) throw new TypeError(`cannot read ${WORDS}`);
        return clock;
      },
      random: (bytes) => crypto.getRandomValues(bytes),
    });
    const { agent, address } = reader(1);
    const request = new Request(`${WORKER}/api/tickets`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'CF-Connecting-IP': address, 'User-Agent': agent },
      body: JSON.stringify({ page: PAGE, title: WORDS }),
    });
    const env = { COMMENTS: kv, ADMIN_TOKEN: TOKEN, SITES: SITE };
    const answer = await ours.fetch(request, env, createExecutionContext());
    expect(answer.status).toBe(500);
    const said = await answer.text();
    expect(said).toContain('"internal"');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('TypeError');
    for (const text of [said, ...logged]) {
      for (const secret of [WORDS, PAGE, agent, address, TOKEN]) expect(text).not.toContain(secret);
    }
  });

  it('when a request is refused', async () => {
    const worker = new TestWorker();
    const headers = headersOf(reader(1));
    for (const body of ['{"body":"', `{"ticket":"${WORDS}"}`, '[]', 'x'.repeat(40_000)]) {
      await worker.post('/api/comments', body, headers);
      await worker.post('/api/comments', body, { ...headers, Origin: 'https://evil.example' });
    }
    await worker.fetch('/api/admin/comments', {
      headers: { ...headers, Authorization: `Bearer ${WORDS.slice(0, 5)}` },
    });
    expect(logged).toEqual([]);
  });
});
