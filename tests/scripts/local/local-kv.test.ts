// The local store for a worker in this process. A test of importing failed now and then, by an error that nobody had
// thrown.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openLocalKv } from '../../../scripts/local/local-kv.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('keeps what is put, and nothing breaks where a stream of it is not read to its end', {
  timeout: 60_000,
}, async () => {
  const errors: unknown[] = [];
  const note = (error: unknown) => errors.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));

  const { kv, close } = await openLocalKv(folder);
  await kv.put('a', 'x'.repeat(3_000), { metadata: { n: 1 } });
  for (let n = 0; n < 20; n++) {
    const { value, metadata } = await kv.getWithMetadata('a', 'stream');
    expect(metadata).toEqual({ n: 1 });
    await value!.cancel();
  }
  const whole = await kv.getWithMetadata('a', 'stream');
  expect(await new Response(whole.value as never).text()).toBe('x'.repeat(3_000));
  expect((await kv.getWithMetadata('b', 'stream')).value).toBeNull();
  expect(await kv.get('a')).toBe('x'.repeat(3_000));
  await close();
  expect(errors).toEqual([]);
});
