// What is left of an erased comment says nothing of the page any more, though its stub was put by a version that kept
// the title and the address: not on the desk, not in a backup, and not when one is put back.

import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { readFact } from '../../../../worker/transfer/own-fact.ts';
import { OwnerSide } from '../../help/as-owner.ts';
import { idOf, postFact, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const TITLE = 'ADA LOVELACE IS A THIEF';

async function oldStub() {
  const fact = await postFact(1, { text: '' });
  const words = { ...fact.words, name: '', source: '', body: [] };
  return { ...fact, words, title: TITLE, page: 'https://blog.example/logout', stub: true as const };
}

it('a stub of before is read without them', async () => {
  const stub = await oldStub();
  await put(kv, keys.fact(THREAD, idOf(1), 'post'), stub, metaOf(stub));
  const state = await readComment(kv, { thread: THREAD, id: idOf(1) });
  expect(state?.post).toMatchObject({ stub: true, page: '', title: '' });

  const backup = await (await new OwnerSide().api('/api/admin/export')).text();
  expect(backup).toContain(`"id":"${idOf(1)}"`);
  expect(backup).not.toContain(TITLE);
  expect(backup).not.toContain('logout');
});

it('and put back without them', async () => {
  const taken = readFact(await oldStub(), (problem) => {
    throw new Error(problem);
  });
  expect(taken).toMatchObject({ stub: true, page: '', title: '' });
});

it('words that only speak of stubs stay what they are', async () => {
  const fact = { ...(await postFact(2, { text: '"stub":true' })), title: 'About stubs' };
  await put(kv, keys.fact(THREAD, idOf(2), 'post'), fact, metaOf(fact));
  const backup = await (await new OwnerSide().api('/api/admin/export')).text();
  expect(backup).toContain('About stubs');
});
