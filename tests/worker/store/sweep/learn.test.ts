// The filter learns from verdicts: what it counts, what that costs, and that it keeps no words.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { wakeSweep } from '../../../../worker/store/facts/touches.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { SettingsCache } from '../../../../worker/store/settings/settings.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { TestWorker, tab } from '../../help/as-reader.ts';
import { everything, idOf, names, START, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
/** The sweep looks at the verdicts ten minutes into each quarter of an hour. */
const LESSON = START + 10 * MINUTE;
const lessons = async (now: number) => (await new SettingsCache().get(kv, {}, now)).lessons;

async function judge(n: number, verdict: 'approve' | 'spam' | 'wait' | 'remove', at = START + 9 * MINUTE) {
  await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(n) }], verdict, {}, at);
}

describe('lessons', () => {
  it('are the verdicts of approve and spam, counted once each, as they stand', async () => {
    for (let n = 0; n < 6; n++) await say(kv, n, { status: 'pending', text: `Some words of ${n}` });
    await say(kv, 6, { status: 'approved' });
    for (const n of [0, 1, 2]) await judge(n, 'approve');
    for (const n of [3, 4]) await judge(n, 'spam');
    await judge(5, 'remove');
    await sweep(kv, LESSON);
    expect(await lessons(LESSON)).toMatchObject({ spam: 2, ham: 3 });

    // Changed: while both rows are there it says nothing, then it is what it is.
    await judge(3, 'approve', START + 24 * MINUTE);
    await sweep(kv, START + 25 * MINUTE);
    expect(await lessons(START + 25 * MINUTE)).toMatchObject({ spam: 1, ham: 3 });
    await sweep(kv, START + 41 * MINUTE);
    await judge(0, 'approve', START + 54 * MINUTE);
    await judge(5, 'approve', START + 54 * MINUTE);
    await sweep(kv, START + 55 * MINUTE);
    expect(await lessons(START + 55 * MINUTE)).toMatchObject({ spam: 1, ham: 5 });
  });

  it('cost a quiet sweep nothing, and are put only when they changed', async () => {
    const calls: string[] = [];
    const counting = new Proxy(kv, {
      get: (target, name: keyof KVNamespace) => {
        calls.push(name);
        return (target[name] as (...all: never[]) => unknown).bind(target);
      },
    });
    await wakeSweep(kv, LESSON);
    await sweep(counting, LESSON);
    // Whether there is anything to do, what there is, and what the day has cost.
    expect(calls).toEqual(['get', 'list', 'get']);
    await say(kv, 1, { status: 'pending' });
    await judge(1, 'approve');
    await sweep(kv, LESSON);
    expect(await names(kv, 'lessons')).toHaveLength(1);
    calls.length = 0;
    await sweep(counting, LESSON + 1_000);
    expect(calls).not.toContain('put');
  });

  it('keep no words: what was said cannot be read in them', async () => {
    await say(kv, 1, { status: 'pending', text: 'Unmistakable vocabulary' });
    await judge(1, 'spam');
    await sweep(kv, LESSON);
    expect(await kv.get('lessons')).not.toMatch(/unmistakable|vocabulary/i);
  });
});

describe('a site whose owner judges', () => {
  it('holds what looks like the spam of before, also from an author who is known, and says why', async () => {
    const worker = new TestWorker();
    await worker.approved({ body: 'My first comment here' });
    const { thread } = await worker.thread();
    const post = async (n: number, body: string, verdict: 'approve' | 'spam') => {
      const key = `key-of-reader-number-${100 + n}`;
      const { comment } = await worker.accepted({ key, name: `Reader ${n}`, body });
      await worker.verdict(thread, comment.id, verdict);
    };
    for (let n = 0; n < 24; n++) await post(n, `Cheap watches and pills, buy number${n} today`, 'spam');
    for (let n = 24; n < 48; n++) await post(n, `The crust of my bread number${n} turned out well`, 'approve');
    for (let n = 0; n < 3; n++) {
      worker.now += 5 * MINUTE;
      await worker.sweep();
    }
    worker.now += 2 * MINUTE;
    const held = await worker.accepted({ body: 'Buy cheap watches and pills today' });
    expect(held).toMatchObject({ status: 'pending', reasons: ['the owner looks at it first'] });
    const [waiting] = await tab(worker, 'pending');
    expect(waiting?.reasons[0]).toMatch(/^looks like what you marked as spam: (?:\w+, ){2,4}\w+$/);
    expect(await worker.accepted({ body: 'My bread has a good crust as well' })).toMatchObject({ status: 'approved' });
    expect(Object.keys(await everything())).toContain('lessons');
  });
});
