// The world's own rules: its KV shows how long Cloudflare's takes to agree, which the local one does not.
// https://developers.cloudflare.com/kv/concepts/how-kv-works/

import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { Invocation } from './invocation.ts';
import { ours } from './program.ts';
import { Rng } from './rng.ts';
import { FAIR, type Weather } from './weather.ts';
import { World } from './world.ts';

const TEST = { name: 'test', region: 'r0', isCron: false, beganAt: 0 };

async function stage(weather: Partial<Weather> = {}) {
  const world = new World('region', { ...FAIR, ...weather }, await ours(), null);
  const kvs = world.regions.map((region) => region.namespace(new Invocation(TEST, new Rng('test'), 0, 0)));
  /** Plays until the operation has ended. */
  const run = async <T>(operation: Promise<T>): Promise<T> => {
    await world.scheduler.runUntil(world.now + 10 * SECOND);
    return operation;
  };
  return { world, here: kvs[0]!, there: kvs[1]!, run };
}

it('shows a write at once where it was written, and elsewhere when the cache has forgotten', async () => {
  const { world, here, there, run } = await stage();
  expect(await run(there.get('key'))).toBeNull();
  await run(here.put('key', 'value'));
  expect(await run(here.get('key'))).toBe('value');
  expect(await run(there.get('key')), 'a miss is cached too').toBeNull();
  await world.scheduler.runUntil(world.now + MINUTE);
  expect(await run(there.get('key'))).toBe('value');
});

it('lists what was there a while ago, with the metadata of then', async () => {
  const { world, here, run } = await stage();
  const names = ['a:1', 'b:1', 'c:1', 'd:1', 'e:1', 'f:1', 'g:1', 'h:1'];
  const write = (version: number) =>
    run(Promise.all(names.map((name) => here.put(name, '', { metadata: { version } }))));
  const listed = async () => {
    const pages = await run(
      Promise.all(names.map((name) => here.list<{ version: number }>({ prefix: name.slice(0, 2) }))),
    );
    return pages.map(({ keys }) => keys[0]?.metadata?.version);
  };
  await write(1);
  await world.scheduler.runUntil(world.now + 2 * MINUTE);
  await write(2);
  const soon = await listed();
  expect(new Set(soon)).toEqual(new Set([1, 2]));
  expect(await listed(), 'and goes on with it').toEqual(soon);
  await world.scheduler.runUntil(world.now + 2 * MINUTE);
  expect(new Set(await listed())).toEqual(new Set([2]));
});

it('walks over pages that hold few keys, or none, while there are more', async () => {
  const { world, here, run } = await stage({ shortPages: 1 });
  for (const n of [1, 2, 3]) await run(here.put(`a:${n}`, ''));
  await world.scheduler.runUntil(world.now + 2 * MINUTE);
  const names: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const page: KVNamespaceListResult<unknown> = await run(here.list({ prefix: 'a:', ...(cursor && { cursor }) }));
    names.push(...page.keys.map(({ name }) => name));
    cursor = page.list_complete ? null : page.cursor;
  }
  expect(names).toEqual(['a:1', 'a:2', 'a:3']);
  expect(pages).toBeGreaterThan(1);
});

it('refuses a second write to a key within a second, or lets it win without a word', async () => {
  for (const [tooMany, refused] of [
    [1, 1],
    [0, 0],
  ] as const) {
    const { here, run } = await stage({ tooMany });
    const both = await run(Promise.allSettled([here.put('key', 'one'), here.put('key', 'two')]));
    expect(both.filter(({ status }) => status === 'rejected')).toHaveLength(refused);
  }
});

it('holds KV’s limits', async () => {
  const { here } = await stage();
  await expect(here.get(Array.from({ length: 101 }, (_, i) => `${i}`))).rejects.toThrow('100 keys');
  await expect(here.get('k'.repeat(513))).rejects.toThrow('512');
  expect(() => here.put('key', '', { metadata: { text: 'é'.repeat(512) } })).toThrow('1024');
});
