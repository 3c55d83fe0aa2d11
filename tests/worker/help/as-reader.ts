// What the worker's tests share: a worker with a clock that stands where it is put, and a reader and an owner who speak
// HTTP to it. KV is the real one of workerd.

import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test';
import { env as testEnv } from 'cloudflare:workers';
import type {
  CommentAnswer,
  ErrorAnswer,
  ErrorCode,
  FieldProblems,
  OwnerComment,
  OwnerComments,
  Tab,
  Thread,
  TicketAnswer,
  VerdictAnswer,
  VerdictRequest,
} from '../../../worker/contract/index.ts';
import type { Env, Runtime } from '../../../worker/env.ts';
import { DAY, HOUR, MINUTE } from '../../../worker/rules/time.ts';
import { createWorker } from '../../../worker/worker.ts';

export const WORKER = 'https://comments.example';
export const SITE = 'https://blog.example';
export const PAGE = `${SITE}/post`;
export const TOKEN = 'test-token-test-token-test-token-test-token';
export const KEY = 'ada-ada-ada-ada-ada-ada';
export const OTHER_KEY = 'bob-bob-bob-bob-bob-bob';
const START = Date.UTC(2026, 10, 20, 12);

export const kv = (testEnv as unknown as Env).COMMENTS;

export interface Refusal {
  status: number;
  code: ErrorCode;
  fields?: FieldProblems;
  headers: Headers;
  body: ErrorAnswer;
}

/** A worker of its own: nothing is remembered from another test's. */
export class TestWorker {
  now = START;
  /** Where it is asked. */
  origin = WORKER;
  env: Env;
  /** Answers in the place of the network. */
  outside: NonNullable<Runtime['fetch']> = () => Promise.reject(new Error('the network is down'));
  private readonly worker = createWorker({
    now: () => this.now,
    random: (bytes) => crypto.getRandomValues(bytes),
    fetch: (url, init) => this.outside(url, init),
  });

  constructor(env: Partial<Env> = {}) {
    this.env = { COMMENTS: kv, ADMIN_TOKEN: TOKEN, SITES: SITE, MODERATION: 'first-time', ...env };
  }

  /** Answers, and finishes what goes on after the answer. */
  async fetch(path: string, init?: RequestInit): Promise<Response> {
    const ctx = createExecutionContext();
    const answer = await this.worker.fetch(new Request(this.origin + path, init), this.env, ctx);
    // Read before the context is left: what streams from KV ends with it.
    const body = answer.status === 204 || answer.status === 304 ? null : await answer.arrayBuffer();
    await waitOnExecutionContext(ctx);
    return new Response(body, answer);
  }

  /** What somebody's request finds, and what it asks of KV. */
  async counted(path: string, init: RequestInit = {}): Promise<{ answer: Response; counts: Record<string, number> }> {
    const { kv: counted, counts } = counting();
    this.env = { ...this.env, COMMENTS: counted };
    const answer = await this.fetch(path, init);
    this.env = { ...this.env, COMMENTS: kv };
    return { answer, counts };
  }

  async sweep(): Promise<void> {
    await this.worker.scheduled(createScheduledController(), this.env, createExecutionContext());
  }

  /** After hours it is the first run that looks whether or not it was told of anything. */
  async sweepAfter(time = 5 * MINUTE): Promise<void> {
    this.now += time;
    if (time >= HOUR) this.now += HOUR - (this.now % HOUR);
    await this.sweep();
  }

  /** As the owner sends a form of the desk's. */
  form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, ...headers },
      body: new URLSearchParams(fields),
    });
  }

  post(path: string, json: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('POST', path, json, headers);
  }

  send(method: string, path: string, json: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json', Origin: SITE, ...headers },
      body: typeof json === 'string' ? json : JSON.stringify(json),
    });
  }

  /** A ticket, old enough to be used. */
  async ticket(page = PAGE, more: object = {}): Promise<TicketAnswer> {
    const answer = await this.post('/api/tickets', { page, ...more });
    if (answer.status !== 201) throw new Error(`no ticket: ${await answer.text()}`);
    this.now += 3_000;
    return answer.json();
  }

  /** Fetches a ticket and posts with it, whatever comes of it. */
  async comment(fields: object = {}, page = PAGE): Promise<Response> {
    const { ticket } = await this.ticket(page);
    return this.post('/api/comments', { ticket, ...aComment(), ...fields });
  }

  async accepted(fields: object = {}, page = PAGE): Promise<CommentAnswer> {
    const answer = await this.comment(fields, page);
    if (answer.status !== 201) throw new Error(`refused: ${await answer.text()}`);
    return answer.json();
  }

  async thread(page = PAGE, more = ''): Promise<Thread> {
    const answer = await this.fetch(`/api/thread?page=${encodeURIComponent(page)}${more}`);
    if (answer.status !== 200) throw new Error(`no thread: ${await answer.text()}`);
    return answer.json();
  }

  async verdict(
    thread: string,
    id: string,
    verdict: VerdictRequest['verdict'],
    flags: object = {},
  ): Promise<VerdictAnswer> {
    const answer = await this.post(
      '/api/admin/verdicts',
      { comments: [{ thread, id }], verdict, ...flags },
      { Authorization: `Bearer ${TOKEN}`, Origin: WORKER },
    );
    return answer.json();
  }

  /** A comment by a new author, approved: from then on that key is known. */
  async approved(fields: object = {}, page = PAGE): Promise<CommentAnswer> {
    const { comment } = await this.accepted(fields, page);
    const { thread } = await this.thread(page);
    await this.verdict(thread, comment.id, 'approve');
    return { comment, status: 'approved', reasons: [] };
  }
}

export function aComment(): { key: string; name: string; body: string } {
  return { key: KEY, name: 'Ada', body: 'Good luck!' };
}

export async function refusal(answer: Response): Promise<Refusal> {
  const body = (await answer.json()) as ErrorAnswer;
  const { code, fields } = body.error;
  return { status: answer.status, code, headers: answer.headers, body, ...(fields && { fields }) };
}

/** A limit that lets so many through. */
export function limit(calls: number): RateLimit {
  let left = calls;
  return { limit: async () => ({ success: left-- > 0 }) };
}

/** A setting of the owner's; a worker that runs already sees it a minute later. */
export async function setting(field: string, value: unknown): Promise<void> {
  await kv.put(`settings:${field}`, JSON.stringify({ v: 1, at: 1, value }));
}

/** The sweep's brake, as of this day. */
export async function brake(value: 'work' | 'closed', now: number): Promise<void> {
  await kv.put('level', JSON.stringify({ v: 1, value, day: now - (now % DAY), likes: 0 }));
}

/** As if something had been written here in the last half hour: the sweep looks, and need not be woken. */
export async function awake(now: number): Promise<void> {
  await kv.put('wake', JSON.stringify({ v: 1, at: now }));
}

/** What the owner's tab holds. */
export async function tab(worker: TestWorker, status: Tab): Promise<OwnerComment[]> {
  const answer = await worker.fetch(`/api/admin/comments?status=${status}`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  return ((await answer.json()) as OwnerComments).comments;
}

/** A namespace that counts what is asked of it. */
export function counting(): { kv: KVNamespace; counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  const counted = new Proxy(kv, {
    get(target, name: string) {
      const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        counts[name] = (counts[name] ?? 0) + 1;
        return method.apply(target, args);
      };
    },
  });
  return { kv: counted, counts };
}
