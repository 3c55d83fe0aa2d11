// When the sweep deletes words, what is left of their comment then, and until when it looks again.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../worker/contract/index.ts';
import { metaOf, type ScreeningStatus } from '../../../../worker/rules/comment/facts.ts';
import { DAY, HOUR } from '../../../../worker/rules/time.ts';
import { writeOfDirectory, writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { eraseComment } from '../../../../worker/store/facts/erase.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { acceptSubscription, putAddress } from '../../../../worker/store/facts/subscribers.ts';
import { SETTLED_AFTER } from '../../../../worker/store/facts/touches.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put, putWrite } from '../../../../worker/store/kv/kv.ts';
import { dropDue } from '../../../../worker/store/sweep/drop.ts';
import { counting } from '../../help/as-reader.ts';
import { editFact, idOf, names, postFact, START, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const AT = START + HOUR;
const REF = { thread: THREAD, id: idOf(1) };
const ADDRESS = { to: 'sealed', authorId: null };

/** The sweep looks at what a touch of this time says is due; `id` may be a bundle. */
const look = (time: number, now: number, id = REF.id, store = kv) =>
  dropDue(store, { name: keys.touch(time, THREAD, id, 'due'), time, thread: THREAD, id, kind: 'due' }, now);

const judge = (verdict: Verdict, at = AT, n = 1) =>
  acceptVerdicts(kv, [{ thread: THREAD, id: idOf(n) }], verdict, {}, at);

/** All words that are left anywhere in the facts. */
async function words(prefix = 'fact:'): Promise<string[]> {
  const values = await Promise.all((await names(kv, prefix)).map((name) => kv.get(name)));
  return [...new Set(values.join().match(/Words \d+/g))].sort();
}

/** A bundle of imported comments, in this order; returns its name. */
async function bring(...comments: [n: number, status: ScreeningStatus][]): Promise<string> {
  const facts = await Promise.all(
    comments.map(async ([n, status]) => ({
      id: idOf(n),
      fact: { ...(await postFact(n, { status })), authorId: null },
    })),
  );
  const { name, writes } = await writesOfBundle(THREAD, facts, AT);
  const others = (await names(kv, keys.facts(THREAD))).flatMap((key) => /:\+([^:]+):index$/.exec(key)?.[1] ?? []);
  for (const write of [...writes, writeOfDirectory(THREAD, [name, ...others])]) await putWrite(kv, write);
  return name;
}

/** As it is where no list shows more than these keys yet. */
function lagging(seen: ReadonlySet<string>): KVNamespace {
  return new Proxy(kv, {
    get(target, method: keyof KVNamespace) {
      if (method !== 'list') return target[method].bind(target);
      return async (options: KVNamespaceListOptions) => {
        const page = await target.list(options);
        return { ...page, keys: page.keys.filter(({ name }) => seen.has(name)) };
      };
    },
  });
}

describe('the words of a hidden comment', () => {
  it.each<[string, ScreeningStatus, Verdict | null, number]>([
    ['removed', 'approved', 'remove', AT + 25 * HOUR],
    ['removed before it was public', 'pending', 'remove', AT + 25 * HOUR],
    ['judged spam', 'approved', 'spam', AT + 30 * DAY],
    ['screened as spam', 'spam', null, AT + 30 * DAY],
  ])('go when all that was decided in time can be seen, and not before: %s', async (_, status, verdict, time) => {
    await say(kv, 1, { status });
    if (verdict) await judge(verdict);
    expect(await look(time, time + SETTLED_AFTER), 'it is looked at again').toBe(false);
    expect(await words()).toEqual(['Words 1']);
    await look(time, time + SETTLED_AFTER + 1);
    expect(await words()).toEqual([]);
  });

  it('go at the next run where they came after an erasure', async () => {
    const post = await say(kv, 1);
    await eraseComment(kv, (await readComment(kv, REF))!, AT);
    const edit = await editFact(1, 'Words 2', AT + 1, 'approved', post);
    await put(kv, keyOfFact(THREAD, REF.id, edit), edit, metaOf(edit));
    expect(await look(AT, AT + 2)).toBe(false);
    expect(await words()).toEqual([]);
    expect(await look(AT, AT + SETTLED_AFTER), 'more of them may come').toBe(false);
    expect(await look(AT, AT + SETTLED_AFTER + 1)).toBe(true);
  });

  it('stay until the time of the newest act, where it was restored and hidden again', async () => {
    await say(kv, 1);
    await judge('remove');
    await judge('restore', AT + 12 * HOUR);
    await judge('remove', AT + 24 * HOUR);
    expect(await look(AT + 25 * HOUR, AT + 26 * HOUR), 'nothing more to do for the first act').toBe(true);
    expect(await words()).toEqual(['Words 1']);
    await look(AT + 49 * HOUR, AT + 50 * HOUR);
    expect(await words()).toEqual([]);
  });

  it.each([
    ['nobody ever sees', async () => {}],
    [
      'was restored',
      async () => {
        await say(kv, 1);
        await judge('remove');
        await judge('restore', AT + HOUR);
      },
    ],
  ])('are looked for until a late write would show, of a comment that %s', async (_, before) => {
    await before();
    const time = AT + 25 * HOUR;
    expect(await look(time, time + SETTLED_AFTER)).toBe(false);
    expect(await look(time, time + SETTLED_AFTER + 1)).toBe(true);
  });

  it('are looked for until none are found any more, and so is the address of who wrote them', async () => {
    await say(kv, 1);
    await judge('remove');
    const time = AT + 25 * HOUR;
    expect(await look(time, time + HOUR), 'there were words').toBe(false);
    await acceptSubscription(kv, REF, ADDRESS, time + HOUR);
    expect(await look(time, time + 2 * HOUR), 'there was an address').toBe(false);
    expect(await names(kv, 'subscriber:')).toEqual([]);
    expect(await look(time, time + 3 * HOUR)).toBe(true);
  });

  it('cost a list only where it was public, for somebody may have reported it', async () => {
    const time = AT + 25 * HOUR;
    const lists: number[] = [];
    await say(kv, 1, { status: 'approved' });
    await say(kv, 2, { status: 'pending' });
    for (const n of [1, 2]) {
      await judge('remove', AT, n);
      for (const hours of [1, 2]) {
        const { kv: counted, counts } = counting();
        await look(time, time + hours * HOUR, idOf(n), counted);
        lists.push(counts.list ?? 0);
      }
    }
    expect(lists).toEqual([1, 0, 0, 0]);
  });
});

describe('when its words are gone', () => {
  it.each<[string, ScreeningStatus, Verdict | null]>([
    ['screened as spam', 'spam', null],
    ['judged spam while it waited', 'pending', 'spam'],
  ])('nothing is left of a comment that was %s, and no address', async (_, status, verdict) => {
    const fact = { ...(await postFact(1, { status })), notify: true as const };
    await acceptPost(kv, THREAD, REF.id, fact, fact.at);
    await putAddress(kv, REF, ADDRESS, fact.at);
    if (verdict) await judge(verdict);
    expect(await look(AT + 30 * DAY, AT + 31 * DAY)).toBe(true);
    expect([...(await names(kv, 'fact:')), ...(await names(kv, 'inbox:spam:'))]).toEqual([]);
    expect([...(await names(kv, 'address:')), ...(await names(kv, 'subscriber:'))]).toEqual([]);
  });

  it('nothing is left of an edited one either, though a delete failed in between', async () => {
    const post = await say(kv, 1, { status: 'spam' });
    const edit = await editFact(1, 'Words 2', AT, 'spam', post);
    const key = keyOfFact(THREAD, REF.id, edit);
    await put(kv, key, edit, metaOf(edit));
    const failing = new Proxy(kv, {
      get(target, method: keyof KVNamespace) {
        if (method !== 'delete') return target[method].bind(target);
        return (name: string) => (name === key ? Promise.reject(new Error('429')) : target.delete(name));
      },
    });
    await expect(look(AT + 30 * DAY, AT + 31 * DAY, REF.id, failing)).rejects.toThrow();
    expect(await look(AT + 30 * DAY, AT + 32 * DAY)).toBe(true);
    expect(await names(kv, 'fact:')).toEqual([]);
  });

  it('no delete is spent on what a spammer did not leave', async () => {
    const { kv: counted, counts } = counting();
    const deletes: number[] = [];
    for (const notify of [false, true]) {
      const fact = { ...(await postFact(1, { status: 'spam' })), ...(notify && { notify }) };
      await acceptPost(kv, THREAD, REF.id, fact, fact.at);
      await look(AT + 30 * DAY, AT + 31 * DAY, REF.id, counted);
      deletes.push(counts.delete ?? 0);
      counts.delete = 0;
    }
    expect(deletes, 'its row and its words, and an address in either state').toEqual([2, 4]);
  });

  it.each<[string, Verdict, ScreeningStatus, string]>([
    ['public and judged spam', 'spam', 'approved', 'spam'],
    ['public and removed', 'remove', 'approved', 'removed'],
    ['removed while it waited', 'remove', 'pending', 'removed'],
  ])('a comment that was %s keeps its place and its status', async (_, verdict, status, left) => {
    await say(kv, 1, { status });
    await judge(verdict);
    await look(AT + 30 * DAY, AT + 31 * DAY);
    expect(await readComment(kv, REF)).toMatchObject({ post: { stub: true }, settled: { status: left } });
  });

  it('an imported comment that was judged spam while it waited does not wait again', async () => {
    await bring([1, 'pending']);
    await judge('spam');
    for (const days of [31, 32]) await look(AT + 30 * DAY, AT + days * DAY);
    expect(await words()).toEqual([]);
    expect((await readComment(kv, REF))?.settled.status).toBe('spam');
  });
});

describe('the words of an imported comment', () => {
  const time = AT + 25 * HOUR;

  it('are taken out of the bundle once a list shows that they are to go', async () => {
    await bring([1, 'approved'], [2, 'approved']);
    const late = lagging(new Set(await names(kv, '')));
    await judge('remove');
    for (const hours of [1, 2]) {
      expect(await look(time, time + hours * HOUR, REF.id, late), 'not done yet').toBe(false);
      expect(await words()).toEqual(['Words 1', 'Words 2']);
    }
    expect(await look(time, time + 3 * HOUR)).toBe(false);
    expect(await words()).toEqual(['Words 2']);
    expect(await look(time, time + 4 * HOUR)).toBe(true);
  });

  it('are taken out again where another run, by a late read, has put them back', async () => {
    const bundle = keys.bundle(THREAD, await bring([1, 'approved']));
    const before = (await kv.get(bundle))!;
    await judge('remove');
    await look(time, time + HOUR);
    await kv.put(bundle, before);
    expect(await look(time, time + 2 * HOUR)).toBe(false);
    expect(await words()).toEqual([]);
    expect(await look(time, time + 3 * HOUR)).toBe(true);
  });

  it('go from a bundle too whose import died before its index was put', async () => {
    const bundle = await bring([1, 'approved'], [2, 'approved']);
    await kv.delete(keys.bundleIndex(THREAD, bundle));
    await bring([1, 'approved'], [3, 'approved']);
    await eraseComment(kv, (await readComment(kv, REF))!, AT);
    await look(AT, AT + HOUR);
    expect(await words()).toEqual(['Words 2', 'Words 3']);
  });

  it('go though another bundle of the thread cannot be read just then', async () => {
    await bring([1, 'approved']);
    await kv.delete(keys.bundle(THREAD, await bring([2, 'approved'])));
    await judge('remove');
    for (const hours of [1, 2]) await look(time, time + hours * HOUR);
    expect(await words()).toEqual([]);
  });
});

describe('the spam of a bundle', () => {
  const time = AT + 30 * DAY;

  it('goes, and what was erased, and nothing that waits or was public in between', async () => {
    const bundle = await bring([1, 'spam'], [2, 'pending'], [3, 'spam'], [4, 'approved']);
    await judge('approve', AT + DAY, 3);
    await judge('spam', AT + 29 * DAY, 3);
    await eraseComment(kv, (await readComment(kv, { thread: THREAD, id: idOf(4) }))!, AT + DAY);
    expect(await look(time, time + HOUR, `+${bundle}`), 'it is looked at again').toBe(false);
    expect(await words()).toEqual(['Words 2', 'Words 3']);
    expect(await look(time, time + 2 * HOUR, `+${bundle}`)).toBe(true);
    await judge('restore', AT + 31 * DAY, 3);
    expect((await readComment(kv, { thread: THREAD, id: idOf(3) }))?.settled.status).toBe('approved');
  });

  it('leaves no row behind, in whatever order it came', async () => {
    const bundle = await bring([1, 'spam'], [3, 'spam'], [2, 'spam']);
    expect(await names(kv, 'inbox:spam:')).toHaveLength(1);
    for (const hours of [1, 2]) await look(time, time + hours * HOUR, `+${bundle}`);
    expect(await names(kv, 'inbox:spam:')).toEqual([]);
  });

  it('is done with where the import died before it came', async () => {
    expect(await look(time, time + HOUR, `+${'b'.repeat(22)}`)).toBe(true);
  });
});
