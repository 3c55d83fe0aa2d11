// A reader in front of the widget, and a worker that answers as a test wants. The widget runs whole, on its seams:
// fetch, storage, clock and the import of the composer are parameters. A test finds things the way a reader
// does: by role, label and text.

import { afterEach } from 'vitest';
import { type Mounted, mount, type Services } from '../../../widget/embed/app.ts';
import type { Bring } from '../../../widget/embed/state.ts';
import { type Memory, memoryOf } from '../../../widget/storage.ts';
import { languageOf } from '../../../widget/words/languages.ts';
import type { CommentAnswer, ErrorCode, PublicComment, Thread } from '../../../worker/contract/index.ts';

export const ORIGIN = 'https://comments.example';
export const NOW = Date.parse('2026-11-23T12:00:00Z');
export const THREAD = 'T'.repeat(22);

// happy-dom has none for the window.
Object.defineProperty(globalThis, 'origin', { get: () => location.origin, configurable: true });

/** Another address for the page, as after a navigation. */
export function goTo(address: string): void {
  (window as unknown as { happyDOM: { setURL(address: string): void } }).happyDOM.setURL(address);
}

// Nothing is laid out or painted here: the window is full of the first comments, and a frame need not be waited for.
window.innerHeight = 0;
globalThis.requestAnimationFrame = (job) => setTimeout(job) as unknown as number;

let made = 0;

/** A ULID-like id; each later one sorts after. */
export function newId(): string {
  return `01JD${String(++made).padStart(22, '0')}`;
}

export function comment(name: string, words: string, more: Partial<PublicComment> = {}): PublicComment {
  return {
    id: newId(),
    parent: null,
    author: { id: `id-${name}`, name },
    body: [{ t: 'p', c: [words] }],
    createdAt: '2026-11-23T11:00:00.000Z',
    likes: 0,
    ...more,
  };
}

export function threadOf(comments: PublicComment[], more: Partial<Thread> = {}): Thread {
  return {
    thread: THREAD,
    page: location.href,
    title: 'A post',
    open: true,
    count: comments.filter((one) => one && !one.gone).length,
    total: comments.length,
    from: 0,
    parts: 1,
    comments,
    gone: [],
    asks: [],
    ...more,
  };
}

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks into
  body: any;
  init: RequestInit;
}

type Reply = { status: number; json: unknown } | 'down';

/** Answers by path; a test overrides what it is about. Keeps every call. */
export class FakeWorker {
  calls: Call[] = [];
  thread: unknown = threadOf([]);
  /** How comments were written, by id. */
  sources: Record<string, string> = {};
  replies: Record<string, (call: Call) => Reply> = {
    '/api/thread': () => ok(this.thread),
    '/api/counts': (call) => ok({ counts: call.query.getAll('page').map(() => 0) }),
    '/api/tickets': () => created(ticket()),
    '/api/comments': (call) => created(answerTo(call, 'approved')),
    '/api/mine': ({ body }) => ok({ comments: [], ...(body.sources && { sources: this.sources }) }),
  };

  fetch: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const call: Call = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: init.body ? JSON.parse(String(init.body)) : undefined,
      init,
    };
    this.calls.push(call);
    // Paths with an id in them are overridden as `/api/comments/ID/like`.
    const path = call.path.replace(/\/[0-9A-Z]{26}/, '/ID');
    const reply = this.replies[path]?.(call) ?? refused('not_found', 404);
    if (reply === 'down') throw new TypeError('network');
    const body = reply.status === 204 ? null : JSON.stringify(reply.json);
    return new Response(body, { status: reply.status });
  };

  to(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }
}

export function ok(json: unknown): Reply {
  return { status: 200, json };
}

export function created(json: unknown): Reply {
  return { status: 201, json };
}

export function refused(code: ErrorCode, status = 403, more: object = {}): Reply {
  return { status, json: { error: { code, message: 'for developers', ...more } } };
}

export function ticket(more: object = {}): object {
  const id = newId();
  return { ticket: `ticket-${id}`, id, notBefore: '2026-11-23T11:59:00Z', expiresAt: '', asks: [], ...more };
}

/** As the worker would: the id comes out of the ticket. */
export function answerTo({ body }: Call, status: 'approved' | 'pending'): CommentAnswer {
  const posted = comment(body.name, body.body, {
    id: body.ticket.replace('ticket-', ''),
    parent: body.parent ?? null,
    ...(status === 'pending' ? { status } : {}),
  });
  return { comment: posted, status, reasons: [] };
}

/** Our other files, from their sources. */
export const bring: Bring = async <T>(name: string) => {
  if (name === 'reading') return (await import('../../../widget/reading/index.ts')) as T;
  if (name === 'composer') return (await import('../../../widget/composer/index.ts')) as T;
  if (name === 'work') return (await import('../../../widget/own-files/work.ts')) as T;
  if (name.startsWith('lang/')) {
    const file = languageOf(name.slice(5));
    return (file ? await import(`../../../widget/lang/${file}.ts`) : { default: {} }) as T;
  }
  throw new Error(`no such file: ${name}`);
};

const mounted: Mounted[] = [];

/** Each test is a browser of its own: it takes every widget off the page, and forgets what was kept. */
afterEach(() => {
  for (const one of mounted.splice(0)) one.stop();
  document.body.replaceChildren();
  document.head.replaceChildren();
  localStorage.clear();
  location.hash = '';
});

export class Reader {
  readonly worker: FakeWorker;
  readonly host = document.createElement('div');
  readonly app: Mounted;
  readonly memory: Memory;
  /** What the host heard, by name. */
  readonly heard: [string, unknown][] = [];

  constructor(worker = new FakeWorker(), attributes: Record<string, string> = {}, services: Partial<Services> = {}) {
    this.worker = worker;
    this.memory = services.memory ?? memoryOf(() => localStorage);
    for (const name of ['ready', 'comment', 'error']) {
      this.host.addEventListener(`afterword-${name}`, (event) =>
        this.heard.push([name, (event as CustomEvent).detail]),
      );
    }
    document.body.append(this.host);
    this.app = mount(this.host, (name) => attributes[name] ?? null, {
      origin: ORIGIN,
      fetch: worker.fetch,
      memory: this.memory,
      now: () => NOW,
      bring,
      ...services,
    });
    mounted.push(this.app);
  }

  /** Opens the page and waits until the thread, or why there is none, shows. */
  static async at(...given: ConstructorParameters<typeof Reader>): Promise<Reader> {
    const reader = new Reader(...given);
    reader.app.start();
    await until(() => reader.heard.length > 0);
    // Until the window is full, reading.js has come and Preact has taken over.
    for (let step = 0; step < 3; step++) await settled();
    return reader;
  }

  get root(): ShadowRoot {
    return this.host.shadowRoot as ShadowRoot;
  }

  /** All that can be read. */
  get text(): string {
    return squeeze(this.root.querySelector('section')?.textContent ?? '');
  }

  all(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  /** Comments in the order they are read. */
  get comments(): string[] {
    return this.all('article').map((article) => squeeze(article.querySelector('.body, .gone')?.textContent ?? ''));
  }

  article(words: string): HTMLElement {
    return must(
      this.all('article').find((one) => one.querySelector('.body')?.textContent?.includes(words)),
      words,
    );
  }

  button(name: string): HTMLElement {
    return must(this.maybeButton(name), `button "${name}"`);
  }

  maybeButton(name: string): HTMLElement | undefined {
    return this.all('button').find(
      (one) => (one.getAttribute('aria-label') ?? squeeze(one.textContent ?? '')) === name,
    );
  }

  maybeField(label: string): HTMLInputElement | undefined {
    const found = this.all('label').find((one) => squeeze(one.textContent ?? '') === label) as HTMLLabelElement;
    return (found && (this.root.getElementById(found.htmlFor) ?? found.querySelector('input'))) as HTMLInputElement;
  }

  field(label: string): HTMLInputElement {
    return must(this.maybeField(label), `field "${label}"`);
  }

  get status(): string {
    return squeeze(this.all('[role=status]')[0]?.textContent ?? '');
  }

  get alert(): string {
    return squeeze(
      this.all('[role=alert]')
        .map((one) => one.textContent)
        .join(' '),
    );
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await settled();
  }

  async type(label: string, text: string): Promise<void> {
    const field = this.field(label);
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
  }

  /** Writes a comment under a name and posts it. */
  async post(text: string, name = 'Mia', box = 'Leave a comment'): Promise<void> {
    await this.type(box, text);
    await until(() => this.maybeButton('Post comment') || this.maybeButton('Post reply'));
    if (this.maybeField('Name')) await this.type('Name', name);
    this.button(box === 'Leave a comment' ? 'Post comment' : 'Post reply').click();
    await settled();
    await until(() => !this.maybeButton('Posting…'));
    await settled();
  }
}

/** Until it holds; preact gathers redraws, and the composer is imported, which takes its time on a busy machine. */
export async function until(holds: () => unknown): Promise<void> {
  for (const end = performance.now() + 4_000; performance.now() < end; ) {
    if (holds()) return;
    await new Promise((done) => setTimeout(done));
  }
  throw new Error(`never held: ${holds}`);
}

/** A few turns, for what is already under way. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((done) => setTimeout(done));
}

export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function must<T>(found: T | undefined, what: string): T {
  if (!found) throw new Error(`not on the page: ${what}`);
  return found;
}
