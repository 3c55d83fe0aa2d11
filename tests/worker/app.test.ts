// What holds for every answer, whichever route it comes from.

import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../worker/app.ts';
import type { Memory } from '../../worker/deps.ts';
import { PAGE, refusal, SITE, TestWorker, WORKER } from './help/as-reader.ts';

describe('every answer', () => {
  it.each([
    ['GET', `/api/thread?page=${PAGE}`],
    ['GET', '/api/thread'],
    ['GET', '/health'],
    ['GET', '/nowhere'],
    ['POST', '/api/comments'],
    ['PATCH', '/api/comments'],
  ])('to %s %s says that it is data and names no referrer', async (method, path) => {
    const { headers } = await new TestWorker().fetch(path, { method });
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cache-Control')).toMatch(/^no-(store|cache)$/);
    expect(headers.get('Set-Cookie')).toBeNull();
  });

  it('that is a refusal has the shape of the contract and an id', async () => {
    const { status, body, headers } = await refusal(await new TestWorker().fetch('/nowhere'));
    expect(status).toBe(404);
    expect(body).toEqual({ error: { code: 'not_found', message: expect.any(String), requestId: expect.any(String) } });
    expect(headers.get('Content-Type')).toContain('application/json');
    const named = await refusal(await new TestWorker().fetch('/nowhere', { headers: { 'CF-Ray': '8f00-FRA' } }));
    expect(named.body.error.requestId).toBe('8f00-FRA');
  });

  it('to its bare address, which wrangler prints and the dashboard opens, leads to the desk', async () => {
    const { status, headers } = await new TestWorker().fetch('/');
    expect([status, headers.get('Location')]).toEqual([303, '/admin']);
  });

  it.each(['/health/', `/api/thread/?page=${PAGE}`, `/feed/?page=${PAGE}`, '//health', '/HEALTH'])(
    'to %s is that there is no such address: it is not quite one of ours',
    async (path) => {
      expect(await refusal(await new TestWorker().fetch(path))).toMatchObject({ status: 404, code: 'not_found' });
    },
  );

  it('of a fault of ours tells nothing about it, and the log not what it was about', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const worker = new TestWorker();
    Object.defineProperty(worker.env, 'SITES', {
      get() {
        throw new TypeError('secret detail');
      },
    });
    const answer = await refusal(await worker.fetch(`/api/thread?page=${PAGE}`));
    expect(answer).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(log.mock.calls.join()).toContain(answer.body.error.requestId);
    expect(log.mock.calls.join()).not.toContain('secret');
    log.mockRestore();
  });
});

describe('a method that an address does not take', () => {
  it.each([
    ['DELETE', '/api/thread', 'GET, HEAD'],
    ['GET', '/api/comments', 'POST'],
    ['PUT', '/api/comments', 'POST'],
    ['GET', '/api/tickets', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
    ['PATCH', '/api/thread', 'GET, HEAD'],
  ])('%s %s is refused with those it does', async (method, path, allow) => {
    const answer = await refusal(await new TestWorker().fetch(path, { method }));
    expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(answer.headers.get('Allow')).toBe(allow);
  });

  it('is told by the side that answers for the address, readers’ or owner’s', async () => {
    const paths = createApp({} as Memory)
      .routes.filter(({ method, path }) => method !== 'ALL' && !/[:*]/.test(path))
      .map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(50);
    const worker = new TestWorker();
    for (const path of new Set(paths)) {
      const { status } = await worker.fetch(path, { method: 'PATCH' });
      // The owner's say first that one is not the owner.
      expect([path, status]).toEqual([path, /^\/(api\/)?admin/.test(path) ? 403 : 405]);
    }
  });

  it.each(['/%61dmin', '/admin%2F', '/api/%61dmin/comments', '/ADMIN', '//admin', '/admin;x', '/x/../admin'])(
    'and no spelling of an address of the owner’s (%s) is answered with what is the owner’s',
    async (path) => {
      const answer = await new TestWorker().fetch(path);
      expect([401, 404]).toContain(answer.status);
    },
  );

  it('does not hide that there is no such address', async () => {
    expect((await new TestWorker().fetch('/api/nothing', { method: 'DELETE' })).status).toBe(404);
  });

  it('HEAD is answered like GET, without a body', async () => {
    const answer = await new TestWorker().fetch(`/api/thread?page=${PAGE}`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });
});

describe('a preflight', () => {
  const ask = (path: string, origin: string, method: string) =>
    new TestWorker().fetch(path, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'content-type, x-evil',
      },
    });

  it('of the site is answered for two hours, without credentials', async () => {
    for (const origin of [SITE, WORKER]) {
      const answer = await ask('/api/comments', origin, 'POST');
      expect(answer.status).toBe(204);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, PUT, DELETE',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '7200',
        vary: 'Origin',
      });
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    }
  });

  it.each(['https://evil.example', 'http://blog.example', 'https://blog.example.evil.example', 'null'])(
    'of %s allows nothing that writes',
    async (origin) => {
      const answer = await ask('/api/comments', origin, 'POST');
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers.get('Vary')).toBe('Origin');
    },
  );

  it('of anyone allows reading', async () => {
    const answer = await ask('/api/thread', 'https://anyone.example', 'GET');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it.each(['/api/admin/comments', '/api/admin/verdicts', '/admin'])(
    "of %s, the owner's, allows nothing",
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await ask(path, SITE, method);
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    },
  );
});

it('says that it runs, and which it is', async () => {
  const answer = await new TestWorker().fetch('/health');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});
