// The owner's side of the whole app on a clock of its own, and a browser to use it with that keeps one cookie, sends
// what browsers send, and follows redirects by hand.

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type App, createApp } from '../../../worker/app.ts';
import type { Env, Runtime } from '../../../worker/env.ts';
import { createMemory } from '../../../worker/worker.ts';
import { START } from './store-with.ts';

export const ORIGIN = 'https://comments.example';
export const TOKEN = 'one-token-of-the-owner-with-enough-letters';
export const OTHER_TOKEN = 'another-token-of-the-owner-with-enough-letters';

/** What a page of the worker's own sends along with a form. */
export const SAME_ORIGIN = { 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN };

export class OwnerSide {
  now = START + 60 * 60_000;
  readonly env: Env;
  readonly app: App;
  readonly origin: string;
  /** What the worker asks of others; nobody answers until a test says who. */
  outside: (url: string, init: RequestInit) => Promise<Response> = () => Promise.reject(new Error('no network'));

  constructor(overrides: Partial<Env> = {}, origin = ORIGIN) {
    // The real limits count by the wall's clock: a test that wants one brings its own.
    const { LOGIN_LIMIT: _, POST_LIMIT: __, SITE_LIMIT: ___, ...bindings } = env as Env;
    this.env = { ...bindings, ADMIN_TOKEN: TOKEN, SITES: 'https://blog.example', ...overrides };
    this.origin = origin;
    const runtime: Runtime = {
      now: () => this.now,
      random: (bytes) => crypto.getRandomValues(bytes),
      fetch: (url, init) => this.outside(url, init),
    };
    this.app = createApp(createMemory(runtime));
  }

  /** The answer, once everything that went on behind it has ended. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const ctx = createExecutionContext();
    const answer = await this.app.fetch(new Request(`${this.origin}${path}`, init), this.env, ctx);
    await waitOnExecutionContext(ctx);
    return answer;
  }

  /** As a script with the bearer token. */
  api(path: string, body?: unknown, token = TOKEN): Promise<Response> {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    return this.fetch(path, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

interface Form {
  action: string;
  fields: [name: string, value: string][];
  buttons: { name: string; value: string; action: string | null }[];
}

export class Browser {
  readonly side: OwnerSide;
  cookie = '';
  address = '';
  status = 0;
  html = '';

  constructor(side: OwnerSide) {
    this.side = side;
  }

  async open(path: string): Promise<this> {
    return this.take(path, await this.side.fetch(path, { headers: this.headers({ 'Sec-Fetch-Site': 'none' }) }));
  }

  async post(path: string, fields: Iterable<[string, string]>): Promise<this> {
    const answer = await this.side.fetch(path, {
      method: 'POST',
      headers: this.headers({ 'Sec-Fetch-Site': 'same-origin', Origin: this.side.origin }),
      body: new URLSearchParams([...fields].map(([name, value]) => [name, value])),
    });
    return this.take(path, answer);
  }

  async signIn(token = TOKEN, more: [string, string][] = []): Promise<this> {
    return this.post('/admin/sign-in', [['token', token], ...more]);
  }

  /**
   * Presses the button with this value in the form that has this in a field, as it stands on the page; `more` is typed
   * or ticked.
   */
  async press(value: string, has: string, more: [string, string][] = []): Promise<this> {
    for (const { action, fields, buttons } of await formsOf(this.html)) {
      const button = buttons.find((each) => each.value === value);
      if (!button || !fields.some((field) => field[1].includes(has))) continue;
      return this.post(button.action ?? action, [...fields, ...more, [button.name, value]]);
    }
    throw new Error(`no button ${value} for ${has}`);
  }

  /** Sends the form with this address, with these fields typed in. */
  async send(action: string, typed: [string, string][]): Promise<this> {
    const form = (await formsOf(this.html)).find((each) => each.action === action);
    if (!form) throw new Error(`no form to ${action}`);
    return this.post(action, [...form.fields, ...typed]);
  }

  /** What can be read on the page. */
  get text(): string {
    return this.html
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }

  private headers(more: Record<string, string>): Record<string, string> {
    return this.cookie === '' ? more : { ...more, Cookie: this.cookie };
  }

  private async take(path: string, answer: Response): Promise<this> {
    const cookie = answer.headers.get('Set-Cookie');
    if (cookie !== null) this.cookie = /Max-Age=0/.test(cookie) ? '' : (cookie.split(';')[0] ?? '');
    this.address = path;
    this.status = answer.status;
    this.html = await answer.text();
    const location = answer.headers.get('Location');
    return location === null ? this : this.open(location.replace(/#.*/, ''));
  }
}

async function formsOf(html: string): Promise<Form[]> {
  const forms: Form[] = [];
  const rewriter = new HTMLRewriter()
    .on('form', {
      element(form) {
        forms.push({ action: form.getAttribute('action') ?? '', fields: [], buttons: [] });
      },
    })
    .on('form input[type=hidden]', {
      element(input) {
        forms.at(-1)?.fields.push([decode(input.getAttribute('name')), decode(input.getAttribute('value'))]);
      },
    })
    .on('form button', {
      element(button) {
        forms.at(-1)?.buttons.push({
          name: decode(button.getAttribute('name')),
          value: decode(button.getAttribute('value')),
          action: button.getAttribute('formaction'),
        });
      },
    });
  await rewriter.transform(new Response(html)).text();
  return forms;
}

function decode(attribute: string | null): string {
  return (attribute ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}
