// Fills the demo with readers' comments, once. They go through the worker's own endpoints, with a clock set back, so
// what lies in the store is what the product writes; nothing here knows a key. The words: demo/seed-comments.ts.

import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { KVNamespace } from '@cloudflare/workers-types';
import { PEOPLE, POSTS, type SeedComment, type SeedPost } from '../demo/seed-comments.ts';
import { ENDPOINTS } from '../worker/contract/index.ts';
import { createWorker } from '../worker/worker.ts';
import { BLOG_PORT, developmentToken, newToken, ROOT } from './local/development.ts';
import { openLocalKv } from './local/local-kv.ts';
import { memoryKv } from './local/memory-kv.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ORIGIN = 'http://localhost';

export interface SeedOptions {
  /** Where wrangler keeps its local state; what `wrangler dev --persist-to` calls DIR, with `/v3` behind it. */
  persist?: string;
  /** The blog's origin. */
  site?: string;
  token?: string;
}

/** Seeds what is not there yet and tells how many comments were written: 0 where the demo has been seeded before. */
export async function seed(options: SeedOptions = {}): Promise<number> {
  const state = options.persist ?? join(ROOT, '.wrangler/state/v3');
  if (existsSync(state)) return fill(state, options);
  // Beside it and then into place: a seeding that is broken off would leave half a demo, which nobody completes.
  const fresh = `${state}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const written = await fill(fresh, options);
  renameSync(fresh, state);
  return written;
}

async function fill(state: string, options: SeedOptions): Promise<number> {
  const { kv, close } = await openLocalKv(state);
  try {
    const { keys } = await kv.list({ prefix: 'fact:', limit: 1 });
    if (keys.length > 0) return 0;
    // Played in memory and kept at the end: asking a store on a disk would be most of the work.
    const memory = memoryKv();
    const readers = new Readers(memory, options);
    // In order of time over all the posts, because an author who is approved on one is known on the next.
    const comments = POSTS.flatMap((post) => post.comments.map((comment) => ({ post, comment })));
    comments.sort((a, b) => b.comment.ago - a.comment.ago);
    for (const { post, comment } of comments) await readers.write(post, comment);
    await readers.settle();
    await copyAll(memory, kv);
    return comments.length;
  } finally {
    await close();
  }
}

async function copyAll(from: KVNamespace, to: KVNamespace): Promise<void> {
  const { keys, list_complete } = await from.list({});
  if (!list_complete) throw new Error('The demo has more records than one list tells of');
  for (const { name, metadata } of keys) await to.put(name, (await from.get(name)) ?? '', metadata ? { metadata } : {});
}

/** The demo's readers and its owner, each at her own moment, speaking to one worker in this process. */
class Readers {
  private readonly started = Date.now();
  private readonly keys = new Map<string, string>();
  private readonly ids = new Map<string, string>();
  private readonly waiting: Promise<unknown>[] = [];
  private readonly site: string;
  private readonly env: Record<string, unknown>;
  private readonly worker: ReturnType<typeof createWorker>;
  private clock = this.started;

  constructor(kv: KVNamespace, { site, token }: SeedOptions) {
    this.site = site ?? `http://localhost:${BLOG_PORT}`;
    // Without the rate limits, because fourteen people write from one machine.
    this.env = { COMMENTS: kv, ADMIN_TOKEN: token ?? developmentToken(), SITES: this.site, MODERATION: 'first-time' };
    this.worker = createWorker({
      now: () => this.clock,
      random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
    });
  }

  /** One comment from beginning to end: the reader opens the form, writes and posts; the owner looks at it later. */
  async write(post: SeedPost, comment: SeedComment): Promise<void> {
    const person = PEOPLE[comment.by];
    if (!person) throw new Error(`No one is called ${comment.by}`);
    const page = this.site + post.path;
    const posted = this.started - comment.ago * MINUTE;
    this.clock = posted - Math.max(20, Math.round(comment.body.length / 3)) * SECOND;
    const ticket = await this.post(ENDPOINTS.tickets, { page, title: post.title });
    this.clock = posted;
    const parent = comment.to === undefined ? {} : { parent: this.idOf(comment.to) };
    const { name, url } = person;
    const body = { ticket: ticket.ticket, key: this.keyOf(comment.by), name, url, body: comment.body, ...parent };
    const answer = await this.post(ENDPOINTS.comments, body);
    if (comment.as !== undefined) this.ids.set(comment.as, answer.comment.id);
    if (answer.status !== 'approved' && !comment.waits) {
      this.clock = posted + 6 * MINUTE;
      await this.approve(await this.threadOf(page), answer.comment.id, person.owner === true);
    }
    await this.flush();
  }

  /** Lets the sweep run as often as it would have by now, so that every view is complete. */
  async settle(): Promise<void> {
    for (const ago of [10, 5, 0]) {
      this.clock = this.started - ago * MINUTE;
      const controller = { scheduledTime: this.clock, cron: '*/5 * * * *', noRetry() {} };
      await this.worker.scheduled(controller as never, this.env as never, this.context() as never);
      await this.flush();
    }
  }

  private async approve(thread: string, id: string, me: boolean): Promise<void> {
    const verdict = { comments: [{ thread, id }], verdict: 'approve', ...(me ? { me: true } : {}) };
    const { failed } = await this.post(ENDPOINTS.verdicts, verdict, true);
    if (failed.length > 0) throw new Error(`Not approved: ${JSON.stringify(failed)}`);
  }

  private async threadOf(page: string): Promise<string> {
    const url = `${ORIGIN}${ENDPOINTS.thread}?page=${encodeURIComponent(page)}`;
    return (await this.send(new Request(url))).thread;
  }

  private post(path: string, body: object, asOwner = false) {
    const headers: Record<string, string> = { 'content-type': 'application/json', origin: this.site };
    if (asOwner) headers.authorization = `Bearer ${this.env.ADMIN_TOKEN}`;
    return this.send(new Request(ORIGIN + path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  // biome-ignore lint/suspicious/noExplicitAny: four answers of the wire, read where they are used
  private async send(request: Request): Promise<any> {
    const response = await this.worker.fetch(request as never, this.env as never, this.context() as never);
    const answer = await response.json();
    if (!response.ok) throw new Error(`${request.method} ${request.url}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  private context() {
    return { waitUntil: (promise: Promise<unknown>) => this.waiting.push(promise), passThroughOnException() {} };
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) await Promise.all(this.waiting.splice(0));
  }

  private keyOf(by: string): string {
    if (!this.keys.has(by)) this.keys.set(by, newToken());
    return this.keys.get(by)!;
  }

  private idOf(as: string): string {
    const id = this.ids.get(as);
    if (!id) throw new Error(`Nothing to reply to is called ${as}`);
    return id;
  }
}

// `node scripts/seed.ts [--persist DIR] [--site ORIGIN] [--token TOKEN]`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { persist: text, site: text, token: text } });
  const written = await seed(values);
  console.log(written > 0 ? `Seeded ${written} comments.` : 'The demo has its comments already.');
}
