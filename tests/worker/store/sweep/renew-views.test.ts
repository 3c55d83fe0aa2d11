// An update of the program, and a setting that every view tells of, need no manual step: the sweep draws old views
// anew.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../../worker/contract/index.ts';
import { ASKS, asksOf } from '../../../../worker/rules/page/asks.ts';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { acceptMove } from '../../../../worker/store/facts/pages.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { viewVersionOf } from '../../../../worker/store/views/version.ts';
import { idOf, names, postFact, START, say, shown, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const OLD: Ask[] = asksOf({ readers: true });
const LATER = START + 2 * HOUR;

/** Threads whose views an older program put: everything has settled. */
async function stage(threads: string[]): Promise<void> {
  await setReaders(true);
  for (const [n, thread] of threads.entries()) {
    const fact = await postFact(n);
    await acceptPost(kv, thread, idOf(n), fact, fact.at);
    await republish(kv, thread, START + MINUTE, null, OLD);
  }
  await sweep(kv, START + 30 * MINUTE);
  await sweep(kv, START + 35 * MINUTE);
  await setReaders(false);
}

/** What the views say follows from a setting. */
async function setReaders(value: boolean): Promise<void> {
  await kv.put(keys.setting('readers'), JSON.stringify({ v: 1, value }));
}

const threadNames = (count: number) => Array.from({ length: count }, (_, i) => String.fromCharCode(65 + i).repeat(22));

async function versions(): Promise<string[]> {
  const { keys: views } = await kv.list<{ form?: string }>({ prefix: 'view:' });
  return views.filter(({ name }) => !name.startsWith('view:~')).map(({ metadata }) => metadata?.form ?? '');
}

async function sweeps(from: number, hours: number): Promise<void> {
  for (let now = from; now < from + hours * HOUR; now += 5 * MINUTE) await sweep(kv, now);
}

/** Everything but views, and what the sweep notes of its own work. */
async function facts(): Promise<Map<string, string | null>> {
  const all = (await names(kv, '')).filter((name) => !/^(view|views|level)\b/.test(name));
  return new Map(await Promise.all(all.map(async (name) => [name, await kv.get(name)] as const)));
}

describe('views of an older form', () => {
  it('are all drawn anew by the sweeps, a few a run, and nothing else changes', async () => {
    await stage(threadNames(8));
    const before = await facts();
    expect(await versions()).toEqual(Array(8).fill(viewVersionOf(OLD)));

    await sweep(kv, LATER + 5 * MINUTE);
    expect((await versions()).filter((version) => version === viewVersionOf(ASKS))).toHaveLength(3);
    await sweeps(LATER + 10 * MINUTE, 1);
    expect(await versions()).toEqual(Array(8).fill(viewVersionOf(ASKS)));
    expect((await view(kv, undefined, 'H'.repeat(22)))?.asks).toEqual(ASKS);
    expect(await facts()).toEqual(before);
  });

  it('are served as they are meanwhile, and equal those of a fresh fold afterwards', async () => {
    await stage([THREAD]);
    expect(await view(kv)).toMatchObject({ asks: OLD, count: 1 });
    await sweeps(LATER, 1);
    const renewed = await kv.get(keys.view(THREAD));
    await kv.delete(keys.view(THREAD));
    await republish(kv, THREAD, LATER + 2 * HOUR);
    expect(await kv.get(keys.view(THREAD))).toBe(renewed);
  });

  it('cost a read a run of three once all are done', async () => {
    await stage(threadNames(2));
    await sweeps(LATER, 1);
    const calls: string[] = [];
    const counted = new Proxy(kv, {
      get:
        (target, name: keyof KVNamespace) =>
        (...args: never[]) => {
          calls.push(name);
          return (target[name] as (...all: never[]) => unknown).apply(target, args);
        },
    });
    await sweep(counted, LATER + 2 * HOUR + 5 * MINUTE);
    expect(calls, 'nothing was left for it').toEqual(['get', 'get']);
  });

  it('without a word of their form are older ones', async () => {
    await stage([THREAD]);
    const { value, metadata } = await kv.getWithMetadata<object>(keys.view(THREAD));
    await kv.put(keys.view(THREAD), value ?? '', { metadata: { ...metadata, form: undefined, v: 1 } });
    await sweeps(LATER, 1);
    expect(await versions()).toEqual([viewVersionOf(ASKS)]);
  });

  it('are drawn anew whenever the setting that they tell of changes', async () => {
    await stage(threadNames(3));
    await sweeps(LATER, 1);
    await setReaders(true);
    await sweeps(LATER + 2 * HOUR, 1);
    expect(await versions()).toEqual(Array(3).fill(viewVersionOf(OLD)));
    await setReaders(false);
    await sweeps(LATER + 4 * HOUR, 1);
    expect(await versions()).toEqual(Array(3).fill(viewVersionOf(ASKS)));
  });

  it('of a thread with many parts are all drawn anew, twenty a run', async () => {
    for (let from = 0; from < 2_450; from += 490) {
      const some = Array.from({ length: 490 }, async (_, i) => ({
        id: idOf(from + i),
        fact: await postFact(from + i),
      }));
      const { writes } = await writesOfBundle(THREAD, await Promise.all(some), START);
      await Promise.all(writes.map(({ key, value, metadata }) => put(kv, key, value, metadata)));
    }
    for (let run = 0; run < 2; run++) await republish(kv, THREAD, START + 12 * HOUR, null, OLD);
    for (let run = 0; run < 2; run++) await sweep(kv, START + 13 * HOUR + run * 15 * MINUTE);
    expect(await versions()).toEqual(Array(26).fill(viewVersionOf(OLD)));
    const from = START + 24 * HOUR;
    await sweep(kv, from + 5 * MINUTE);
    const [head] = await versions();
    expect(head, 'the head says that parts are left').toBe(viewVersionOf(OLD));
    await sweeps(from + 10 * MINUTE, 1);
    expect(await versions()).toEqual(Array(26).fill(viewVersionOf(ASKS)));
    // By way of a comment, which draws head and last part itself, its touch sees to the rest.
    const again = from + 24 * HOUR;
    for (let run = 0; run < 2; run++) await republish(kv, THREAD, again, null, OLD);
    const fact = await postFact(2_450, { at: again + HOUR });
    await acceptPost(kv, THREAD, idOf(2_450), fact, fact.at);
    await publish(kv, THREAD, [{ id: idOf(2_450), fact }], fact.at, ASKS);
    expect(await versions()).toContain(viewVersionOf(OLD));
    await sweeps(again + HOUR + 12 * MINUTE, 0.5);
    expect(await versions()).toEqual(Array(26).fill(viewVersionOf(ASKS)));
  }, 60_000);

  it('of a page that moved are drawn anew under both names', async () => {
    await stage([THREAD]);
    const alias = 'B'.repeat(22);
    const moved = await acceptMove(kv, THREAD, { thread: alias, page: 'https://blog.example/new' }, START + HOUR);
    await publish(kv, THREAD, [moved!], START + HOUR, ASKS);
    await republish(kv, THREAD, LATER, null, OLD);
    expect(await versions()).toEqual(Array(2).fill(viewVersionOf(OLD)));
    await sweeps(LATER, 1);
    expect(await versions()).toEqual(Array(2).fill(viewVersionOf(ASKS)));
    expect(await shown(kv, undefined, alias)).toEqual(['Words 0']);
  });

  it('of one that cannot be drawn just now hold up no other', async () => {
    const threads = threadNames(5);
    await stage(threads);
    const failing = new Proxy(kv, {
      get: (target, method: keyof KVNamespace) => {
        if (method !== 'list') return target[method].bind(target);
        return (options: KVNamespaceListOptions) =>
          /^fact:[ABC]/.test(options.prefix ?? '') ? Promise.reject(new Error('KV fails')) : target.list(options);
      },
    });
    for (let now = LATER; now < LATER + 3 * HOUR; now += 5 * MINUTE) await sweep(failing, now);
    expect((await versions()).filter((version) => version === viewVersionOf(ASKS))).toHaveLength(2);
    await sweeps(LATER + 4 * HOUR, 1);
    expect(await versions()).toEqual(Array(5).fill(viewVersionOf(ASKS)));
  });

  it('of new threads are put as they are now', async () => {
    await say(kv, 1);
    expect(await versions()).toEqual([viewVersionOf(ASKS)]);
  });
});
