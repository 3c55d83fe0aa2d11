// The owner’s comments and verdicts, as JSON: what waits, what a verdict changes, and who may give one.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { ErrorAnswer, OwnerComments, VerdictAnswer } from '../../../../worker/contract/index.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { OwnerSide, SAME_ORIGIN } from '../../help/as-owner.ts';
import { everything, idOf, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
async function inbox(side: OwnerSide, query = ''): Promise<OwnerComments> {
  const answer = await side.api(`/api/admin/comments${query}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

async function judge(side: OwnerSide, verdict: string, ns: number[], more: object = {}): Promise<VerdictAnswer> {
  side.now += MINUTE;
  const comments = ns.map((n) => ({ thread: THREAD, id: idOf(n) }));
  const answer = await side.api('/api/admin/verdicts', { comments, verdict, ...more });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** The texts that readers get. */
async function readable(side: OwnerSide): Promise<string[]> {
  const value = await kv.get(`view:${THREAD}`);
  expect(side).toBeDefined();
  const { comments } = JSON.parse(value ?? '{"comments":[]}') as { comments: { body: unknown; gone?: string }[] };
  return comments.filter(({ gone }) => gone === undefined).map(({ body }) => JSON.stringify(body));
}

describe('the owner’s comments', () => {
  describe('accepts', () => {
    it('lists what waits, newest first, with the reasons, the text as written and the hash of the words', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending', name: 'Jo', text: 'First' });
      const fact = await say(kv, 2, { status: 'pending', text: 'Second' });
      await say(kv, 3);
      const { comments, cursor } = await inbox(side);
      expect(comments.map(({ source }) => source)).toEqual(['Second', 'First']);
      expect(cursor).toBeNull();
      expect(comments[0]).toMatchObject({
        id: idOf(2),
        thread: THREAD,
        page: 'https://blog.example/post',
        title: 'A post',
        status: 'pending',
        reasons: ['first comment'],
        words: fact.hash,
      });
    });

    it('lists each tab, and searches names, words, titles and pages', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { text: 'A map of the atlas' });
      await say(kv, 2, { name: 'Atlas' });
      await say(kv, 3, { status: 'spam' });
      expect((await inbox(side, '?status=approved')).comments).toHaveLength(2);
      expect((await inbox(side, '?status=approved&q=ATLAS')).comments).toHaveLength(2);
      expect((await inbox(side, '?status=approved&q=map')).comments).toHaveLength(1);
      expect((await inbox(side, '?status=approved&q=nothing')).comments).toEqual([]);
      expect((await inbox(side, '?status=spam&q=blog.example')).comments).toHaveLength(1);
      expect((await inbox(side, '?status=removed')).comments).toEqual([]);
    });

    it('gives a long list page by page', async () => {
      const side = new OwnerSide();
      for (let n = 1; n <= 60; n++) await say(kv, n, { status: 'pending' });
      const first = await inbox(side);
      expect(first.comments).toHaveLength(50);
      const second = await inbox(side, `?cursor=${encodeURIComponent(first.cursor ?? '')}`);
      expect(second.comments.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => idOf(10 - i)));
      expect(second.cursor).toBeNull();
    });
  });

  describe('refuses', () => {
    it('a tab that is none, and queries too long to be meant', async () => {
      const side = new OwnerSide();
      const fields = async (query: string) => {
        const answer = await side.api(`/api/admin/comments?${query}`);
        expect(answer.status).toBe(400);
        return (await answer.json<ErrorAnswer>()).error.fields;
      };
      expect(await fields('status=withdrawn')).toEqual({ status: 'unknown' });
      expect(await fields(`q=${'x'.repeat(201)}`)).toEqual({ q: 'too_long' });
      expect(await fields(`cursor=${'x'.repeat(1001)}`)).toEqual({ cursor: 'too_long' });
    });

    it.each(['comments', 'threads', 'export', 'import'])('a cursor longer than any of ours: %s', async (list) => {
      const answer = await new OwnerSide().api(`/api/admin/${list}?cursor=${'x'.repeat(1001)}`);
      expect(answer.status).toBe(400);
      const { error } = await answer.json<ErrorAnswer>();
      expect(error).toMatchObject({ code: 'invalid_request', fields: { cursor: 'too_long' } });
    });
  });
});

describe('the owner’s verdicts', () => {
  describe('accepts', () => {
    it('an approval, which makes a comment public once the publish behind it has ended', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending', text: 'Hello' });
      expect(await readable(side)).toEqual([]);
      expect(await judge(side, 'approve', [1])).toEqual({ done: [idOf(1)], failed: [] });
      expect(await readable(side)).toEqual([expect.stringContaining('Hello')]);
      expect((await inbox(side)).comments).toEqual([]);
    });

    it('spam and removal, which take it away, and their undoing', async () => {
      const side = new OwnerSide();
      await say(kv, 1);
      for (const [verdict, status] of [
        ['spam', 'spam'],
        ['remove', 'removed'],
      ] as const) {
        await judge(side, verdict, [1]);
        expect(await readable(side)).toEqual([]);
        expect((await inbox(side, `?status=${status}`)).comments).toHaveLength(1);
        await judge(side, 'restore', [1]);
        expect(await readable(side)).toHaveLength(1);
        expect((await inbox(side, `?status=${status}`)).comments).toEqual([]);
      }
    });

    it('wait, which undoes an approval', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending' });
      await judge(side, 'approve', [1]);
      await judge(side, 'wait', [1]);
      expect(await readable(side)).toEqual([]);
      expect((await inbox(side)).comments).toHaveLength(1);
    });

    it('many at once, each comment once, and says which were done and which not', async () => {
      const side = new OwnerSide();
      for (let n = 1; n <= 3; n++) await say(kv, n, { status: 'pending' });
      const answer = await judge(side, 'approve', [1, 2, 2, 3, 9]);
      expect([...answer.done].sort()).toEqual([idOf(1), idOf(2), idOf(3)]);
      expect(answer.failed).toEqual([{ id: idOf(9), code: 'not_found' }]);
      expect(await readable(side)).toHaveLength(3);
    });

    it('the same verdict twice, which changes nothing more', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending' });
      await judge(side, 'approve', [1]);
      const before = await everything();
      expect(await judge(side, 'approve', [1])).toEqual({ done: [idOf(1)], failed: [] });
      expect(await everything()).toEqual(before);
    });

    it('this is me: the comment carries the mark, and so does the author from then on', async () => {
      const side = new OwnerSide();
      const { authorId } = await say(kv, 1, { status: 'pending' });
      await judge(side, 'approve', [1], { me: true });
      expect((await inbox(side, '?status=approved')).comments[0]?.author).toMatchObject({ owner: true });
      expect(JSON.parse((await kv.get(`me:${authorId}`)) ?? 'null')).toMatchObject({ on: true });
    });
  });

  describe('refuses', () => {
    it('words that changed since the owner looked, so that nothing is approved unseen', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending' });
      const before = await everything();
      const comments = [{ thread: THREAD, id: idOf(1), words: 'AAAAAAAAAAAAAAAAAAAAAA' }];
      const answer = await side.api('/api/admin/verdicts', { comments, verdict: 'approve' });
      expect(await answer.json()).toEqual({ done: [], failed: [{ id: idOf(1), code: 'stale' }] });
      expect(await everything()).toEqual(before);
    });

    it('what is no request, and writes nothing', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending' });
      const before = await everything();
      const target = { thread: THREAD, id: idOf(1) };
      const bodies: unknown[] = [
        null,
        [],
        {},
        { comments: [target] },
        { comments: [target], verdict: 'publish' },
        { comments: [target], verdict: 'approve', me: 'yes' },
        { comments: target, verdict: 'approve' },
        { comments: [{ thread: 'x', id: idOf(1) }], verdict: 'approve' },
        { comments: [{ thread: THREAD, id: 'x' }], verdict: 'approve' },
        { comments: Array.from({ length: 101 }, () => target), verdict: 'approve' },
      ];
      for (const body of bodies) {
        const answer = await side.api('/api/admin/verdicts', body ?? 'null');
        expect(answer.status, JSON.stringify(body)).toBe(400);
      }
      expect(await everything()).toEqual(before);
    });
  });

  describe('who may', () => {
    it('judges nothing for another site’s page, whatever type it says its text has', async () => {
      const side = new OwnerSide();
      await say(kv, 1, { status: 'pending' });
      const before = await everything();
      const body = JSON.stringify({ comments: [{ thread: THREAD, id: idOf(1) }], verdict: 'approve' });
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const headers = { 'Content-Type': type, 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
        expect((await side.fetch('/api/admin/verdicts', { method: 'POST', headers, body })).status).toBe(403);
      }
      const preflight = { 'Access-Control-Request-Method': 'POST', Origin: 'https://blog.example' };
      const answer = await side.fetch('/api/admin/verdicts', { method: 'OPTIONS', headers: preflight });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(answer.ok).toBe(false);
      expect(await everything()).toEqual(before);
    });

    it('keeps a session that began before the clock of settings moved only while its epoch holds', async () => {
      const side = new OwnerSide();
      await put(kv, 'settings:epoch', { v: 1, value: 7 });
      const body = new URLSearchParams({ token: side.env.ADMIN_TOKEN ?? '' });
      const init = { method: 'POST', redirect: 'manual', headers: SAME_ORIGIN, body } as const;
      const Cookie = (await side.fetch('/admin/sign-in', init)).headers.get('Set-Cookie')?.split(';')[0] ?? '';
      expect((await side.fetch('/api/admin/comments', { headers: { Cookie } })).status).toBe(200);
      await put(kv, 'settings:epoch', { v: 1, value: 8 });
      side.now += 61_000;
      expect((await side.fetch('/api/admin/comments', { headers: { Cookie } })).status).toBe(401);
    });
  });
});
