// The rows of the owner's tabs, as the sweep sets them right when what a touch is about has settled.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { acceptReport } from '../../../../worker/store/facts/reports.ts';
import { putTouch } from '../../../../worker/store/facts/touches.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { editFact, idOf, names, START, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
describe('once its touch has settled, the rows of a comment', () => {
  const ref = { thread: THREAD, id: idOf(1) };
  const rows = async () => (await names(kv, 'inbox:')).sort();
  const row = (tab: Parameters<typeof keys.inboxRow>[0]) => keys.inboxRow(tab, THREAD, idOf(1));
  const judge = (verdict: Parameters<typeof acceptVerdicts>[2], at: number) =>
    acceptVerdicts(kv, [ref], verdict, {}, at);
  const report = async (at: number) =>
    acceptReport(kv, (await readComment(kv, ref))!, { reason: 'Rude', hash: 'rude' }, at);
  const settle = (store = kv) => sweep(store, START + HOUR);

  it('lose the report that a verdict has answered, and keep one that came after it', async () => {
    await say(kv, 1);
    await report(START + MINUTE);
    await judge('spam', START + 2 * MINUTE);
    await judge('restore', START + 3 * MINUTE);
    await sweep(kv, START + 20 * MINUTE);
    expect(await rows()).toEqual([row('approved')]);

    await judge('spam', START + 21 * MINUTE);
    await judge('restore', START + 22 * MINUTE);
    await report(START + 23 * MINUTE);
    await settle();
    expect(await rows()).toContain(keys.reportRow(THREAD, idOf(1)));
    expect((await listInbox(kv, { status: 'pending' })).comments, 'listed once').toHaveLength(1);
  });

  it('stay in the waiting tab where it waits again', async () => {
    await say(kv, 1);
    await judge('wait', START + MINUTE);
    await settle();
    expect(await rows()).toEqual([row('pending')]);
  });

  it('leave the waiting tab too, where an edit waited behind public words', async () => {
    const post = await say(kv, 1);
    const edit = await editFact(1, 'Edited', START + MINUTE, 'pending', post);
    await kv.put(row('pending'), '1');
    await put(kv, keyOfFact(THREAD, idOf(1), edit), edit, metaOf(edit));
    await judge('remove', START + 2 * MINUTE);
    await settle();
    expect(await rows()).toEqual([row('removed')]);
  });

  it('keep what a newer act has put there before its fact can be seen', async () => {
    await say(kv, 1, { status: 'pending' });
    await judge('approve', START + MINUTE);
    await kv.put(row('spam'), '1');
    await settle();
    expect(await rows()).toEqual([row('approved'), row('spam')].sort());
  });

  it('cost a delete for each that goes, and none for those that are not there', async () => {
    await say(kv, 1, { status: 'pending' });
    await judge('approve', START + MINUTE);
    const gone: string[] = [];
    const noting = new Proxy(kv, {
      get(target, method: keyof KVNamespace) {
        if (method !== 'delete') return target[method].bind(target);
        return (name: string) => {
          gone.push(name);
          return target.delete(name);
        };
      },
    });
    await settle(noting);
    expect(gone.filter((name) => !name.startsWith('touch:'))).toEqual([row('pending')]);
    gone.length = 0;
    await putTouch(kv, { time: START + HOUR, ...ref, kind: 'publish' }, 'pending');
    await sweep(noting, START + 2 * HOUR);
    expect(gone.filter((name) => !name.startsWith('touch:'))).toEqual([]);
  });

  it('hold nothing up where the comment never came', async () => {
    await putTouch(kv, { time: START, ...ref, kind: 'publish' }, 'pending');
    expect(await settle()).toMatchObject({ failed: 0 });
    expect(await names(kv, 'touch:')).toEqual([]);
  });
});
