// The brake: writes of a day are counted, work is asked for, the day is closed, and midnight opens it.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { hashWords } from '../../../../worker/rules/comment/hash.ts';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { acceptLike } from '../../../../worker/store/facts/likes.ts';
import { acceptEdit, acceptPost, editOf } from '../../../../worker/store/facts/posts.ts';
import { acceptReport } from '../../../../worker/store/facts/reports.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { SettingsCache } from '../../../../worker/store/settings/settings.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { idOf, names, postFact, type Said, START, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
/** Quarters of an hour are when the sweep looks at the brake; the stage starts at noon. */
const QUARTER = 15 * MINUTE;
const MIDNIGHT = START + 12 * HOUR;

async function write(from: number, to: number, said: Said & { known?: true } = {}): Promise<void> {
  for (let n = from; n < to; n++) {
    const { known, ...rest } = said;
    const fact = { ...(await postFact(n, { status: 'pending', ...rest })), ...(known && { known }) };
    await acceptPost(kv, THREAD, idOf(n), fact, fact.at);
  }
}

const level = async (now: number) => (await new SettingsCache().get(kv, {}, now)).level;
const limits = async (work: number, closed: number) => {
  await kv.put('settings:writesBeforeWork', JSON.stringify({ v: 1, value: work }));
  await kv.put('settings:writesBeforeClosed', JSON.stringify({ v: 1, value: closed }));
};

describe('the brake', () => {
  it('asks for work from 400 writes of a day on, and closes from 700 on', async () => {
    await write(0, 199);
    await sweep(kv, START + QUARTER);
    expect(await level(START + QUARTER)).toBe('calm');
    expect(JSON.parse((await kv.get('level'))!)).toMatchObject({ value: 'calm', written: 398 });
    await write(199, 200);
    await sweep(kv, START + 2 * QUARTER);
    expect(await level(START + 2 * QUARTER)).toBe('work');
    await write(200, 350);
    await sweep(kv, START + 3 * QUARTER);
    expect(await level(START + 3 * QUARTER)).toBe('closed');
  });

  it('is off again at midnight UTC', async () => {
    await limits(10, 20);
    await write(0, 10);
    await sweep(kv, START + QUARTER);
    expect(await level(MIDNIGHT - 1)).toBe('closed');
    expect(await level(MIDNIGHT)).toBe('calm');
    await sweep(kv, MIDNIGHT);
    expect(await level(MIDNIGHT)).toBe('calm');
  });

  it('stays on for the day when the owner has judged what came', async () => {
    await limits(10, 100);
    await write(0, 5);
    await sweep(kv, START + QUARTER);
    const targets = Array.from({ length: 5 }, (_, n) => ({ thread: THREAD, id: idOf(n) }));
    await acceptVerdicts(kv, targets, 'remove', {}, START + QUARTER);
    for (let n = 2; n < 5; n++) await sweep(kv, START + n * QUARTER);
    expect(await names(kv, 'inbox:pending:')).toEqual([]);
    expect(await level(START + 5 * QUARTER)).toBe('work');
  });

  it('counts spam, and what nobody holds', async () => {
    await limits(10, 200);
    await write(0, 3, { status: 'spam' });
    await sweep(kv, START + QUARTER);
    expect(await level(START + QUARTER)).toBe('calm');
    await write(3, 4, { status: 'spam' });
    await sweep(kv, START + 2 * QUARTER);
    expect(await level(START + 2 * QUARTER)).toBe('work');
    await write(10, 60, { status: 'approved', at: START + 3 * QUARTER - MINUTE });
    await sweep(kv, START + 3 * QUARTER);
    expect(await level(START + 3 * QUARTER)).toBe('closed');
  });

  it('adds up likes over the day', async () => {
    await limits(40, 100);
    for (let quarter = 1; quarter <= 4; quarter++) {
      for (let n = 0; n < 5; n++) {
        const like = { thread: THREAD, id: idOf(1), authorId: `reader${n}`.padEnd(16, '0'), on: quarter % 2 === 1 };
        await acceptLike(kv, like, START + quarter * QUARTER - n * MINUTE);
      }
      expect(await level(START + quarter * QUARTER)).toBe('calm');
      for (const wait of [0, 5, 10]) await sweep(kv, START + quarter * QUARTER + wait * MINUTE);
    }
    expect(await level(START + 5 * QUARTER)).toBe('work');
  });

  // Neither needs a ticket of its own, so a flood that was stopped at comments could have gone on with these.
  it('counts the edits of what waits, also of what came yesterday', async () => {
    await limits(30, 44);
    await write(0, 2);
    const edit = async (n: number, times: number, at: number) => {
      for (let time = 0; time < times; time++) {
        const state = (await readComment(kv, { thread: THREAD, id: idOf(n) }))!;
        const words = { ...state.post.words, source: `Words ${time}` };
        const screening = { status: 'pending' as const, reasons: [] };
        const fact = editOf(state, 'author', { words, hash: await hashWords(words), screening }, at);
        await acceptEdit(kv, state, fact, at);
      }
    };
    await edit(0, 12, START + MINUTE);
    await sweep(kv, START + QUARTER);
    expect(await level(START + QUARTER)).toBe('calm');
    await edit(1, 1, START + QUARTER);
    await sweep(kv, START + 2 * QUARTER);
    expect(await level(START + 2 * QUARTER)).toBe('work');
    // Yesterday's are over; what is edited today counts with all its edits.
    await sweep(kv, MIDNIGHT);
    expect(await level(MIDNIGHT)).toBe('calm');
    await edit(0, 3, MIDNIGHT + MINUTE);
    await sweep(kv, MIDNIGHT + QUARTER);
    expect(await level(MIDNIGHT + QUARTER)).toBe('work');
  });

  it('counts reports that came at the same moment, too', async () => {
    await limits(40, 100);
    await write(0, 1, { status: 'approved' });
    const state = (await readComment(kv, { thread: THREAD, id: idOf(0) }))!;
    for (let n = 0; n < 20; n++) await acceptReport(kv, state, { reason: `${n}`, hash: `hash${n}` }, START + n);
    await sweep(kv, START + QUARTER);
    expect(await level(START + QUARTER)).toBe('work');
  });

  it('counts reports, of authors who are known as well', async () => {
    await limits(10, 100);
    await write(0, 1, { status: 'approved', known: true });
    const ref = { thread: THREAD, id: idOf(0) };
    for (let n = 0; n < 5; n++) {
      expect(await level(START + QUARTER)).toBe('calm');
      const reason = { reason: `Because ${n}`, hash: `reason${n}`.padEnd(22, '0') };
      await acceptReport(kv, (await readComment(kv, ref))!, reason, START + n * 1000 + MINUTE);
    }
    await sweep(kv, START + QUARTER);
    expect(await level(START + QUARTER)).toBe('work');
    expect(await level(MIDNIGHT)).toBe('calm');
  });

  it('does not count authors who are known, nor yesterday', async () => {
    await limits(10, 20);
    await write(0, 40, { known: true });
    await sweep(kv, START + QUARTER);
    expect(await level(START + QUARTER)).toBe('calm');
    await write(40, 80);
    await sweep(kv, MIDNIGHT + QUARTER);
    expect(await level(MIDNIGHT + QUARTER)).toBe('calm');
  });

  it('is put only when it changes', async () => {
    await limits(10, 100);
    await write(0, 6);
    let puts = 0;
    const counting = new Proxy(kv, {
      get: (target, name: keyof KVNamespace) => {
        if (name === 'put') puts++;
        return (target[name] as (...all: never[]) => unknown).bind(target);
      },
    });
    for (let n = 1; n < 5; n++) await sweep(counting, START + n * QUARTER);
    expect(puts).toBe(1);
  });
});
