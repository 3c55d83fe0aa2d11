// A worker that may write to readers: a real HTTP server (tests/receiver.ts) stands in the place of the mail provider,
// and fails, stalls and recovers as a test says. Ada leaves her address, and Bob replies to her.

import { expect, inject } from 'vitest';
import type { CommentAnswer } from '../../../worker/contract/index.ts';
import { kv, OTHER_KEY, TestWorker, WORKER } from './as-reader.ts';

export const ADA = 'Ada@mail.example';
export const EVE_KEY = 'eve-eve-eve-eve-eve-eve';

export interface Mail {
  to: string[];
  from: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
}

export class TellingReaders extends TestWorker {
  /** How the provider behaves: a first segment of tests/receiver.ts. */
  provider = 'ok';
  /** How often a mail was handed to the provider. */
  tries = 0;
  private readonly box = `readers-${crypto.randomUUID()}`;
  private readonly receiver = inject('receiver');

  override outside: TestWorker['outside'] = (url, init) => {
    expect(url).toBe('https://api.resend.com/emails');
    this.tries++;
    const signal = this.provider === 'stall' ? AbortSignal.timeout(50) : init.signal!;
    const box = this.provider === 'ok' ? this.box : `${this.box}-not`;
    return fetch(`${this.receiver}/${this.provider}/${box}`, { ...init, signal });
  };

  /** What arrived. */
  async mails(): Promise<Mail[]> {
    const seen = await (await fetch(`${this.receiver}/seen/${this.box}`)).json<{ body: string }[]>();
    return seen.map(({ body }) => JSON.parse(body));
  }

  async switchOn(): Promise<void> {
    expect((await this.form('/admin/notices', { mailKey: 're_abc', mailFrom: 'c@blog.example' })).status).toBe(303);
    expect((await this.form('/admin/notices/readers', { on: '1' })).status).toBe(303);
  }

  /** Presses the button of the page that a link opens. */
  press(link: string, more: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch('/subscription', {
      method: 'POST',
      headers: { Origin: WORKER, 'Sec-Fetch-Site': 'same-origin', ...headers },
      body: new URLSearchParams({ token: new URL(link, WORKER).searchParams.get('token') ?? '', ...more }),
    });
  }

  /** As a mail program's provider does it: no cookie, no origin. */
  oneClick(link: string, body: BodyInit = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })): Promise<Response> {
    return this.fetch(link, { method: 'POST', body });
  }

  /** Ada has left a comment with her address, it was approved, and she was asked. */
  async asked(fields: object = {}): Promise<CommentAnswer> {
    await this.switchOn();
    const answer = await this.approved({ email: ADA, ...fields });
    await this.sweepAfter();
    return answer;
  }

  /** And she has said yes. */
  async subscribed(fields: object = {}): Promise<CommentAnswer> {
    const answer = await this.asked(fields);
    expect((await this.press(confirmLink((await this.mails()).at(-1)!))).status).toBe(200);
    return answer;
  }

  /** By Bob, and approved. */
  reply(parent: string, fields: object = {}): Promise<CommentAnswer> {
    return this.approved({ key: OTHER_KEY, name: 'Bob', body: 'And the *same* to you', parent, ...fields });
  }
}

function linkIn({ text }: Mail, after: string): string {
  const address = new RegExp(`${after}.*?(https://comments\\.example/subscription\\?token=\\S+)`, 's').exec(text)?.[1];
  return address!.slice(WORKER.length);
}
export const confirmLink = (mail: Mail): string => linkIn(mail, 'seven days');
export const refuseLink = (mail: Mail): string => linkIn(mail, 'never be asked again');
export const stopLink = (mail: Mail): string => linkIn(mail, 'To stop this');

export async function keysOf(prefix: string): Promise<string[]> {
  return (await kv.list({ prefix })).keys.map(({ name }) => name);
}

/** How many are kept, of those who were asked and of those who said yes. */
export async function addresses(): Promise<number> {
  return (await keysOf('address:')).length + (await keysOf('subscriber:')).length;
}
