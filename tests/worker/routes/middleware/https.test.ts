// Plain http: never a form, never a token; a redirect for who reads, and what tells browsers to stay on https.

import { describe, expect, it } from 'vitest';
import { OwnerSide, SAME_ORIGIN, TOKEN } from '../../help/as-owner.ts';
import { everything } from '../../help/store-with.ts';

const OPEN = 'http://comments.example';
const PAGE = encodeURIComponent('https://blog.example/post');

const ask = (path: string, init: RequestInit = {}, origin = OPEN) =>
  new OwnerSide({}, origin).fetch(path, { redirect: 'manual', ...init });

describe('plain http', () => {
  it.each([
    '/admin',
    '/admin?status=spam',
    '/api/admin/comments',
    `/api/thread?page=${PAGE}`,
    `/thread?page=${PAGE}`,
    '/act/anything',
    '/subscription?c=1',
    '/feed/key',
    '/health',
    '/nowhere',
  ])('leads who reads %s to https, and shows nothing', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(path, { method });
      expect(answer.status).toBe(308);
      expect(answer.headers.get('Location')).toBe(`https://comments.example${path}`);
      expect(answer.headers.get('Strict-Transport-Security')).toBeNull();
      expect(await answer.text()).toBe('');
    }
  });

  it('takes no form, no comment and no token', async () => {
    const before = await everything();
    const form = { method: 'POST', headers: SAME_ORIGIN, body: new URLSearchParams({ token: TOKEN }) };
    const answers = [
      await ask('/admin/sign-in', form),
      await ask('/api/tickets', { method: 'POST', body: '{}' }),
      await ask('/api/comments', { method: 'POST', body: '{}' }),
      await ask('/subscription', form),
      await ask('/thread', form),
      await ask('/api/admin/comments', { headers: { Authorization: `Bearer ${TOKEN}` } }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get('Set-Cookie')).toBeNull();
      expect(await answer.json()).toMatchObject({ error: { code: 'forbidden_origin' } });
    }
    expect(await everything()).toEqual(before);
  });

  it('is let be on the developer’s own machine', async () => {
    for (const origin of ['http://localhost:8787', 'http://127.0.0.1:8787']) {
      const answer = await ask('/health', {}, origin);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Strict-Transport-Security')).toBeNull();
    }
    expect((await ask('/health', {}, 'http://localhost.example')).status).toBe(308);
  });

  it('is fine between the worker and a proxy that speaks https for it', async () => {
    const answer = await ask('/health', { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(answer.status).toBe(200);
  });
});

it('https answers tell browsers to stay there, whatever the answer is', async () => {
  for (const path of ['/admin', '/health', '/nowhere', '/api/admin/comments']) {
    const answer = await ask(path, {}, 'https://comments.example');
    expect([path, answer.headers.get('Strict-Transport-Security')]).toEqual([path, 'max-age=31536000']);
  }
});
