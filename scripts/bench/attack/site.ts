// A site on the free plan, for a day: the worker as it ships, KV in memory that counts each operation and refuses what
// is beyond the day's quota, rate limits as the edge of one place counts them, and a clock that is put forward. The
// sweep comes by every five minutes.
// Read next: scripts/bench/attack/acts.ts for what strangers do here.

import { hash } from 'node:crypto';
import type { KVNamespace } from '@cloudflare/workers-types';
import { createWorker } from '../../../worker/worker.ts';
import { memoryKv } from '../../local/memory-kv.ts';

export const SITE = 'https://blog.example';
export const WORKER = 'https://comments.example';
const TOKEN = 'a-token-of-the-owner-a-token-of-the-owner';
const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const MIDNIGHT = Date.UTC(2026, 10, 20);
const OWNER = '192.0.2.1';
export const ADA = { address: '192.0.2.2', key: 'ada-ada-ada-ada-ada-ada' };

export type Moderation = 'first-time' | 'all' | 'open';

export interface Spent {
  reads: number;
  writes: number;
  lists: number;
  deletes: number;
}

export const QUOTA: Spent = { reads: 100_000, writes: 1_000, lists: 1_000, deletes: 1_000 };

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what the wire says is checked where it is used
  json: any;
  text: string;
}

/** How many in a minute; a binding is a limit, a period, and no more. */
const LIMITS = { POST_LIMIT: 20, SITE_LIMIT: 120, STRANGER_LIMIT: 44, LOGIN_LIMIT: 5 };

export class AttackedSite {
  now = MIDNIGHT;
  readonly mails: string[] = [];
  /** By whom: what is not the sweep's, nor of those who prove the reserve, is strangers'. */
  readonly spent = { strangers: zero(), sweep: zero() };
  /** Of all together, for the quota. */
  private day = zero();
  private payer: Spent = this.spent.strangers;
  private readonly kv: KVNamespace;
  private readonly env: Record<string, unknown>;
  private readonly worker = createWorker({
    now: () => this.now,
    random: (bytes) => crypto.getRandomValues(bytes),
    fetch: () => Promise.reject(new Error('nobody else is asked')),
  });
  private waiting: Promise<unknown>[] = [];

  constructor(moderation: Moderation) {
    this.kv = this.metered(memoryKv());
    this.env = {
      COMMENTS: this.kv,
      ADMIN_TOKEN: TOKEN,
      SITES: SITE,
      MODERATION: moderation,
      MAIL: { send: async ({ text }: { text: string }) => void this.mails.push(text) },
      ...Object.fromEntries(Object.entries(LIMITS).map(([name, limit]) => [name, this.limit(limit)])),
    };
  }

  /** As somebody's request comes in; what goes on after the answer is done before this returns. */
  async fetch(address: string, method: string, path: string, body?: object | URLSearchParams): Promise<Answer> {
    const isForm = body instanceof URLSearchParams;
    const request = new Request(`${WORKER}${path}`, {
      method,
      headers: {
        'CF-Connecting-IP': address,
        Origin: isForm || path.startsWith('/api/admin') ? WORKER : SITE,
        ...(isForm && { 'Sec-Fetch-Site': 'same-origin' }),
        ...(body && { 'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }),
        ...(path.startsWith('/api/admin') && { Authorization: `Bearer ${TOKEN}` }),
      },
      ...(body && { body: isForm ? `${body}` : JSON.stringify(body) }),
    });
    const answer = await this.worker.fetch(request as never, this.env as never, this.context());
    const text = await answer.text();
    await Promise.all(this.waiting.splice(0));
    const isJson = /json/.test(answer.headers.get('Content-Type') ?? '');
    return { status: answer.status, text, json: isJson ? JSON.parse(text) : null };
  }

  /** Whether it came to its end. */
  async sweep(): Promise<boolean> {
    return this.on(this.spent.sweep, async () => {
      try {
        await this.worker.scheduled({} as never, this.env as never, this.context());
        await Promise.all(this.waiting.splice(0));
        return true;
      } catch {
        return false;
      }
    });
  }

  /** What this costs is not strangers'. */
  aside<T>(act: () => Promise<T>): Promise<T> {
    return this.on(zero(), act);
  }

  owner(method: string, path: string, body?: object): Promise<Answer> {
    return this.fetch(OWNER, method, path, body);
  }

  /** Ada is known; her comment stands on a page, and others do on other pages. The day begins after that. */
  async begin(): Promise<void> {
    await this.aside(async () => {
      const ada = await this.post(ADA.address, { page: `${SITE}/post`, key: ADA.key, body: 'The first' });
      await this.approve(ada);
      for (const [name, value] of Object.entries({ readers: true, noticesMailFrom: 'c@blog.example' })) {
        await this.kv.put(`settings:${name}`, JSON.stringify({ v: 1, value }));
      }
      await this.kv.put('settings:noticesOrigin', JSON.stringify({ v: 1, value: WORKER }));
    });
    for (; this.now < MIDNIGHT + DAY; this.now += 5 * MINUTE) await this.sweep();
    Object.assign(this.spent.strangers, zero());
    Object.assign(this.spent.sweep, zero());
    this.day = zero();
  }

  /** A comment, with a ticket that is old enough, and with the work that is asked for. */
  async post(
    address: string,
    { page, key, body, ...more }: { page: string; key: string; body: string; email?: string; subject?: string },
  ): Promise<Answer> {
    const ticket = await this.ticket(address, page);
    if (ticket === null) return { status: 429, json: null, text: '' };
    this.now += 2_100;
    return this.send(address, ticket, { key, name: `Reader ${key.slice(0, 6)}`, body, ...more });
  }

  async ticket(address: string, page: string): Promise<{ ticket: string; id: string; bits: number } | null> {
    const { status, json } = await this.fetch(address, 'POST', '/api/tickets', { page });
    return status === 201 ? { ticket: json.ticket, id: json.id, bits: json.work?.bits ?? 0 } : null;
  }

  async send(address: string, { ticket, bits }: { ticket: string; bits: number }, words: object): Promise<Answer> {
    const body = { ticket, ...words, ...(bits > 0 && { work: workFor(ticket, bits) }) };
    const answer = await this.fetch(address, 'POST', '/api/comments', body);
    const asked = answer.json?.error?.code === 'proof_required' ? answer.json.error.work?.bits : undefined;
    return asked === undefined || bits > 0 ? answer : this.send(address, { ticket, bits: asked }, words);
  }

  async approve({ json }: Answer, page = `${SITE}/post`): Promise<Answer> {
    const thread = await this.threadOf(page);
    return this.owner('POST', '/api/admin/verdicts', {
      comments: [{ thread, id: json.comment.id }],
      verdict: 'approve',
    });
  }

  async threadOf(page: string): Promise<string> {
    const { json } = await this.fetch(OWNER, 'GET', `/api/thread?page=${encodeURIComponent(page)}`);
    return json.thread;
  }

  get total(): Spent {
    const sum = zero();
    for (const name of NAMES) sum[name] = this.spent.strangers[name] + this.spent.sweep[name];
    return sum;
  }

  private async on<T>(payer: Spent, act: () => Promise<T>): Promise<T> {
    const before = this.payer;
    this.payer = payer;
    try {
      return await act();
    } finally {
      this.payer = before;
    }
  }

  private context() {
    return {
      waitUntil: (work: Promise<unknown>) => void this.waiting.push(work),
      passThroughOnException() {},
      props: {},
    } as never;
  }

  private metered(kv: KVNamespace): KVNamespace {
    const pay = (name: keyof Spent, n = 1) => {
      if (this.day[name] + n > QUOTA[name]) throw new Error(`KV failed: 429 the day's ${name} are used up`);
      this.day[name] += n;
      this.payer[name] += n;
    };
    const read = (name: 'get' | 'getWithMetadata') => async (keys: string | string[], type?: never) => {
      pay('reads', Array.isArray(keys) ? keys.length : 1);
      return (kv[name] as (...all: unknown[]) => unknown)(keys, type);
    };
    const metered = {
      get: read('get'),
      getWithMetadata: read('getWithMetadata'),
      put: async (...args: Parameters<KVNamespace['put']>) => {
        pay('writes');
        return kv.put(...args);
      },
      list: async (...args: Parameters<KVNamespace['list']>) => {
        pay('lists');
        return kv.list(...args);
      },
      delete: async (key: string) => {
        pay('deletes');
        return kv.delete(key);
      },
    };
    return metered as unknown as KVNamespace;
  }

  private limit(most: number) {
    let minute = 0;
    const counts = new Map<string, number>();
    return {
      limit: async ({ key }: { key: string }) => {
        const now = Math.floor(this.now / MINUTE);
        if (now !== minute) counts.clear();
        minute = now;
        const n = (counts.get(key) ?? 0) + 1;
        counts.set(key, n);
        return { success: n <= most };
      },
    };
  }
}

export const NAMES = ['reads', 'writes', 'lists', 'deletes'] as const satisfies (keyof Spent)[];

function zero(): Spent {
  return { reads: 0, writes: 0, lists: 0, deletes: 0 };
}

/** Short of four bits a comment is held, and not refused: the cheap way for whoever wants to write much. */
function workFor(ticket: string, bits: number): string {
  let n = 0;
  while (Math.clz32(Number.parseInt(hash('sha256', `${ticket}.${n}`).slice(0, 8), 16)) < bits - 4) n++;
  return String(n);
}
