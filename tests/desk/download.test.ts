// What the page of the export makes of the worker's answers, and what it says when they do not come.

import { expect, test } from 'vitest';
import { downloadAs } from '../../worker/transfer/download.ts';
import { fileName } from '../../worker/transfer/out/write.ts';
import { type Connection, UploadError } from '../../worker/transfer/upload.ts';

const line = (fields: object) => `${JSON.stringify({ v: 1, ...fields })}\n`;
const fact = (n: number) =>
  line({
    type: 'fact',
    thread: 'A'.repeat(22),
    id: `01ARZ3NDEKTSV4RRFFQ69G5FA${n}`,
    fact: {
      v: 1,
      kind: 'post',
      at: 1e12 + n,
      hash: 'h',
      words: { name: 'Ada', parent: null, source: `Words ${n}`, body: [{ t: 'p', c: [`Words ${n}`] }] },
      screening: { status: 'approved', reasons: [] },
      authorId: null,
      page: 'https://blog.example/post',
      title: 'A post',
      ending: '/',
    },
  });

const FIRST = fact(0) + fact(1) + line({ type: 'cursor', cursor: '4.fact:x' });
const LAST = fact(2) + line({ type: 'cursor', cursor: null, skipped: ['fact:odd'], more: 2 });

function answering(...answers: { status: number; text: string }[]): Connection & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async request(path) {
      asked.push(path);
      const answer = answers.shift();
      if (!answer) throw new TypeError('Failed to fetch');
      return answer;
    },
    pause: async () => undefined,
  };
}

const ok = (text: string) => ({ status: 200, text });
const SKIPPED = 'Left out, because they cannot be read: fact:odd, 2 more. The desk’s doctor says what to do.';

test('a backup is the answers one after the other, whatever was asked twice', async () => {
  const worker = answering(ok(FIRST), { status: 503, text: '' }, ok(LAST));
  const told: number[] = [];
  const { parts, words } = await downloadAs(worker, 'ndjson', (length) => told.push(length));
  expect(parts.join('')).toBe(FIRST + LAST);
  expect(words).toEqual([SKIPPED, 'Keep it to yourself: e-mail addresses and settings are in it.']);
  expect(worker.asked).toEqual([
    '/api/admin/export?cursor=',
    '/api/admin/export?cursor=4.fact%3Ax',
    '/api/admin/export?cursor=4.fact%3Ax',
  ]);
  expect(told).toEqual([FIRST.length, FIRST.length + LAST.length]);
});

test.each(['wxr', 'disqus', 'csv'] as const)('%s is made of all of them', async (format) => {
  const { parts, words } = await downloadAs(answering(ok(FIRST), ok(LAST)), format, () => {});
  const text = parts.join('');
  for (const n of [0, 1, 2]) expect(text).toContain(`Words ${n}`);
  expect(text).toContain('https://blog.example/post/');
  expect(words).toEqual(['3 comments of 1 page.', SKIPPED]);
});

test('no file is made of an answer that breaks off, nor for who is signed out', async () => {
  const cut = downloadAs(answering(ok(FIRST.slice(0, -20))), 'csv', () => {});
  await expect(cut).rejects.toThrow('The worker’s answer broke off.');
  const out = downloadAs(answering(ok(FIRST), { status: 401, text: '' }), 'csv', () => {});
  const error = await out.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UploadError);
  expect((error as UploadError).isSignedOut).toBe(true);
  await expect(downloadAs(answering(), 'ndjson', () => {})).rejects.toThrow('The worker cannot be reached.');
});

test('the name says the day and the format', () => {
  const day = new Date('2026-11-30T23:59:59Z');
  expect(fileName('ndjson', day)).toBe('afterword-2026-11-30.ndjson');
  expect(fileName('wxr', day)).toBe('afterword-2026-11-30-wxr.xml');
  expect(fileName('csv', day, 2)).toBe('afterword-2026-11-30-2.csv');
});

test('a record that cannot be read spoils no file; it is named', async () => {
  const bad = line({ type: 'fact', thread: 'A'.repeat(22), id: 'no id', fact: {} });
  const { parts, words } = await downloadAs(answering(ok(bad + FIRST), ok(LAST)), 'csv', () => {});
  expect(parts.join('').trimEnd().split('\r\n')).toHaveLength(4);
  expect(words[0]).toBe('3 comments of 1 page.');
  expect(words.at(-1)).toMatch(/^1 record of the backup cannot be read and stayed behind\. The backup: /);
});
