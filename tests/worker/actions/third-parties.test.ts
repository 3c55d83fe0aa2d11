import { describe, expect, it } from 'vitest';
import type { TicketAnswer } from '../../../worker/contract/index.ts';
import { aComment, House, PAGE, refusal, SITE, tab } from '../help/as-reader.ts';
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

  function houseWith(answer: () => Response | Promise<Response>) {
    const house = new House(ENV);
    const { asked, outside } = service(answer);
    house.outside = outside;
    return { house, asked };
  }
  const passed = () => Response.json({ success: true, hostname: 'blog.example' });
  const failed = () => Response.json({ success: false, 'error-codes': ['invalid-input-response'] });

  it('is said in the ticket, and asked for', async () => {
    const { house, asked } = houseWith(passed);
    const ticket: TicketAnswer = await house.ticket();
    expect(ticket.captcha).toEqual(captcha);
    const answer = await refusal(await house.post('/api/comments', { ticket: ticket.ticket, ...aComment() }));
    expect(answer).toMatchObject({ status: 403, code: 'proof_required', body: { error: { captcha } } });
    expect(asked).toEqual([]);
    expect(await everything()).toEqual({});
  });

  it('lets a comment through that passed, and tells the service nothing of its reader', async () => {
    const { house, asked } = houseWith(passed);
    const { status } = await house.accepted({ captcha: 'token' });
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
    const { house } = houseWith(failed);
    expect(await refusal(await house.comment({ captcha: 'token' }))).toMatchObject({
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
    const { house } = houseWith(answer);
    expect(await house.accepted({ captcha: 'token' })).toMatchObject({ status: 'pending' });
    expect(await tab(house, 'pending')).toMatchObject([{ reasons: ['Turnstile could not be reached'] }]);
  });

  it('spends one token on a comment and its retries', async () => {
    const { house, asked } = houseWith(passed);
    const { ticket } = await house.ticket();
    const words = { ticket, ...aComment(), captcha: 'token' };
    const first = await house.post('/api/comments', words);
    expect(await (await house.post('/api/comments', words)).json()).toEqual(await first.json());
    expect(asked).toHaveLength(1);
  });

  it('is off where only one of its two variables is set', async () => {
    const house = new House({ TURNSTILE_SITE_KEY: 'site-key' });
    expect(await house.ticket()).not.toHaveProperty('captcha');
    expect((await house.comment()).status).toBe(201);
  });
});

describe('Akismet', () => {
  const ENV = { AKISMET_KEY: 'akismet-key', MODERATION: 'open' };

  function houseWith(answer: () => Response | Promise<Response>) {
    const house = new House(ENV);
    const { asked, outside } = service(answer);
    house.outside = outside;
    return { house, asked };
  }

  it('is asked about authors who are not known, and lets ham through', async () => {
    const { house, asked } = houseWith(() => new Response('false'));
    const { ticket } = await house.ticket();
    const headers = { 'CF-Connecting-IP': '192.0.2.1', 'User-Agent': 'Peculiar/1.0' };
    const words = { ...aComment(), ticket, email: 'ada@ada.example', url: 'https://ada.example/' };
    const answer = await house.post('/api/comments', words, headers);
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
    const { thread } = await house.thread();
    await house.verdict(thread, (await house.thread()).comments[0]!.id, 'approve');
    await house.accepted({ body: 'And again' });
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
    const { house } = houseWith(answer);
    expect(await house.accepted()).toMatchObject({ status: 'pending', reasons: ['the owner looks at it first'] });
    expect(await tab(house, where)).toMatchObject([{ reasons: [reason] }]);
  });
});

describe('without either', () => {
  it('nothing outside is asked', async () => {
    const house = new House();
    let calls = 0;
    house.outside = async () => {
      calls++;
      return new Response();
    };
    await house.approved();
    await house.accepted({ body: 'Again' });
    expect(calls).toBe(0);
  });
});
