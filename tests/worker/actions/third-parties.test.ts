// Turnstile and Akismet, played by a function that stands where the network is.

import { describe, expect, it } from 'vitest';
import type { TicketAnswer } from '../../../worker/contract/index.ts';
import { aComment, PAGE, refusal, SITE, TestWorker, tab } from '../help/as-reader.ts';
import { everything } from '../help/store-with.ts';

interface Asked {
  url: string;
  form: Record<string, string>;
}

/** A service that answers each request the same, and remembers what it was asked. */
function service(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const outside = async (url: string, init: RequestInit) => {
    asked.push({ url, form: Object.fromEntries(init.body as URLSearchParams) });
    return answer();
  };
  return { asked, outside };
}

describe('Turnstile', () => {
  const ENV = { TURNSTILE_SITE_KEY: 'site-key', TURNSTILE_SECRET: 'secret', MODERATION: 'open' };
  const captcha = { provider: 'turnstile', siteKey: 'site-key' };

  function workerWith(answer: () => Response | Promise<Response>) {
    const worker = new TestWorker(ENV);
    const { asked, outside } = service(answer);
    worker.outside = outside;
    return { worker, asked };
  }
  const passed = () => Response.json({ success: true, hostname: 'blog.example' });
  const failed = () => Response.json({ success: false, 'error-codes': ['invalid-input-response'] });

  it('is said in the ticket, and asked for', async () => {
    const { worker, asked } = workerWith(passed);
    const ticket: TicketAnswer = await worker.ticket();
    expect(ticket.captcha).toEqual(captcha);
    const answer = await refusal(await worker.post('/api/comments', { ticket: ticket.ticket, ...aComment() }));
    expect(answer).toMatchObject({ status: 403, code: 'proof_required', body: { error: { captcha } } });
    expect(asked).toEqual([]);
    expect(await everything()).toEqual({});
  });

  it('lets a comment through that passed, and tells the service nothing of its reader', async () => {
    const { worker, asked } = workerWith(passed);
    const { status } = await worker.accepted({ captcha: 'token' });
    expect(status).toBe('approved');
    expect(asked).toEqual([
      {
        url: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
        form: {
          secret: 'secret',
          response: 'token',
          idempotency_key: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
        },
      },
    ]);
  });

  it('refuses one that failed', async () => {
    const { worker } = workerWith(failed);
    expect(await refusal(await worker.comment({ captcha: 'token' }))).toMatchObject({
      status: 403,
      code: 'proof_required',
    });
    expect(await everything()).toEqual({});
  });

  it.each([
    ['is down', () => Promise.reject(new Error('down'))],
    ['answers with an error', () => new Response('<h1>502</h1>', { status: 502 })],
    ['answers something else', () => Response.json(['hello'])],
    ['does not know our secret', () => Response.json({ success: false, 'error-codes': ['invalid-input-secret'] })],
  ])('holds a comment when the service %s', async (_, answer) => {
    const { worker } = workerWith(answer);
    expect(await worker.accepted({ captcha: 'token' })).toMatchObject({ status: 'pending' });
    expect(await tab(worker, 'pending')).toMatchObject([{ reasons: ['Turnstile could not be reached'] }]);
  });

  it('spends one token on a comment and its retries', async () => {
    const { worker, asked } = workerWith(passed);
    const { ticket } = await worker.ticket();
    const words = { ticket, ...aComment(), captcha: 'token' };
    const first = await worker.post('/api/comments', words);
    expect(await (await worker.post('/api/comments', words)).json()).toEqual(await first.json());
    expect(asked).toHaveLength(1);
  });

  it('is off where only one of its two variables is set', async () => {
    const worker = new TestWorker({ TURNSTILE_SITE_KEY: 'site-key' });
    expect(await worker.ticket()).not.toHaveProperty('captcha');
    expect((await worker.comment()).status).toBe(201);
  });
});

describe('Akismet', () => {
  const ENV = { AKISMET_KEY: 'akismet-key', MODERATION: 'open' };

  function workerWith(answer: () => Response | Promise<Response>) {
    const worker = new TestWorker(ENV);
    const { asked, outside } = service(answer);
    worker.outside = outside;
    return { worker, asked };
  }

  it('is asked about authors who are not known, and lets ham through', async () => {
    const { worker, asked } = workerWith(() => new Response('false'));
    const { ticket } = await worker.ticket();
    const headers = { 'CF-Connecting-IP': '192.0.2.1', 'User-Agent': 'Peculiar/1.0' };
    const words = { ...aComment(), ticket, email: 'ada@ada.example', url: 'https://ada.example/' };
    const answer = await worker.post('/api/comments', words, headers);
    expect(await answer.json()).toMatchObject({ status: 'approved' });
    expect(asked).toEqual([
      {
        url: 'https://rest.akismet.com/1.1/comment-check',
        form: {
          api_key: 'akismet-key',
          blog: SITE,
          permalink: PAGE,
          user_ip: '192.0.2.1',
          user_agent: 'Peculiar/1.0',
          comment_type: 'comment',
          comment_author: 'Ada',
          comment_author_url: 'https://ada.example/',
          comment_author_email: 'ada@ada.example',
          comment_content: 'Good luck!',
        },
      },
    ]);
    const { thread } = await worker.thread();
    await worker.verdict(thread, (await worker.thread()).comments[0]!.id, 'approve');
    await worker.accepted({ body: 'And again' });
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(await everything())).not.toContain('192.0.2.1');
  });

  it.each([
    ['calls it spam', () => new Response('true'), 'pending', 'Akismet calls it spam'],
    [
      'is certain',
      () => new Response('true', { headers: { 'X-akismet-pro-tip': 'discard' } }),
      'spam',
      'Akismet calls it certain spam',
    ],
    ['is down', () => Promise.reject(new Error('down')), 'pending', 'Akismet could not be reached'],
    ['knows no such key', () => new Response('invalid'), 'pending', 'Akismet could not be reached'],
  ] as const)('holds a comment when it %s', async (_, answer, where, reason) => {
    const { worker } = workerWith(answer);
    expect(await worker.accepted()).toMatchObject({ status: 'pending', reasons: ['the owner looks at it first'] });
    expect(await tab(worker, where)).toMatchObject([{ reasons: [reason] }]);
  });
});

describe('without either', () => {
  it('nothing outside is asked', async () => {
    const worker = new TestWorker();
    let calls = 0;
    worker.outside = async () => {
      calls++;
      return new Response();
    };
    await worker.approved();
    await worker.accepted({ body: 'Again' });
    expect(calls).toBe(0);
  });
});
