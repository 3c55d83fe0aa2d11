// The owner's page of numbers: what it counts, out of what, and that opening it writes nothing.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../../worker/rules/time.ts';
import { planArrival, putWrites } from '../../../../worker/store/backup/move-in.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { everything, idOf, postFact, START, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
/** Ids are a second apart. */
const A_DAY = DAY / 1000;

async function numbers(now = START + 3 * DAY): Promise<Browser> {
  const side = new OwnerSide();
  side.now = now;
  return (await new Browser(side).signIn()).open('/admin/numbers');
}

/** The rows of the table of days. */
function daysOf({ html }: Browser): string[] {
  const rows = [...html.matchAll(/<tr><th scope="row">(\w{3}, \d\d \w{3})<\/th>(.*?)<\/tr>/g)];
  return rows.map(([, day, cells = '']) => [day, ...[...cells.matchAll(/<td>(\d+)/g)].map(([, n]) => n)].join(' '));
}

describe('the page of numbers', () => {
  it('counts the comments of each day by what became of them, with the likes they have', async () => {
    await say(kv, 1);
    await say(kv, 2, { status: 'pending' });
    await say(kv, A_DAY, { status: 'spam' });
    await say(kv, A_DAY + 1);
    await say(kv, A_DAY + 2);
    await put(kv, keys.likes(THREAD), { v: 1, counts: { [idOf(1)]: 2, [idOf(A_DAY + 1)]: 3, [idOf(A_DAY + 2)]: 1 } });
    const page = await numbers();
    expect(daysOf(page)).toEqual(['Mon, 02 Nov 2 0 1 4', 'Sun, 01 Nov 1 1 0 2']);
    expect(page.text).toMatch(/Published 3 Waiting 1 Spam 1/);
    expect(page.text).toMatch(/A post 3 3 6/);
    expect(page.html).toContain(`href="/admin?status=approved&amp;on=${THREAD}"`);
  });

  it('has a picture with a bar for each day, which is one sentence for a screen reader', async () => {
    await say(kv, 1);
    await say(kv, A_DAY);
    await say(kv, A_DAY + 1, { status: 'pending' });
    const page = await numbers();
    expect(page.html).toContain(
      'role="img" aria-label="Comments a day: 2 published, 1 waiting, 0 spam. The most on one day: 2, on Mon, 02 Nov."',
    );
    expect(page.html.match(/<g>/g)).toHaveLength(42);
    expect([...page.html.matchAll(/<rect class="(\w+)"[^>]*height="([\d.]+)"/g)].map(([, ...part]) => part)).toEqual([
      ['approved', '50.00'],
      ['approved', '50.00'],
      ['pending', '50.00'],
      ...['approved', 'pending', 'spam'].map((each) => [each, '10']),
    ]);
    expect(page.html, 'the policy of the desk allows no style in the page').not.toContain('style=');
  });

  // Its row stays in the list that it left until the sweep comes by.
  it('counts a comment once that was judged a moment ago', async () => {
    await say(kv, 1, { status: 'pending' });
    await say(kv, 2, { status: 'pending' });
    const page = await numbers(START + 60 * MINUTE);
    await page.open('/admin');
    page.side.now += MINUTE;
    await page.press('approve', idOf(1));
    await page.open('/admin/numbers');
    expect(daysOf(page)).toEqual(['Sun, 01 Nov 1 1 0 0']);
  });

  it('counts imported comments by their own days, also one that was judged since', async () => {
    const posts = [];
    for (const n of [1, 2, A_DAY]) {
      posts.push({
        id: idOf(n),
        fact: { ...(await postFact(n, { status: 'pending' })), authorId: null },
        bundle: 'new',
      });
    }
    const arrival = { thread: THREAD, posts, facts: [], page: [], likes: [], reports: [] };
    await putWrites(kv, (await planArrival(kv, arrival, START + 2 * DAY)).writes);
    expect(daysOf(await numbers())).toEqual(['Mon, 02 Nov 0 1 0 0', 'Sun, 01 Nov 0 2 0 0']);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'approve', {}, START + 3 * DAY - MINUTE);
    expect(daysOf(await numbers())).toEqual(['Mon, 02 Nov 0 1 0 0', 'Sun, 01 Nov 1 1 0 0']);
  });

  it('leaves out what is older than six weeks, and begins later where a list does not reach so far', async () => {
    await say(kv, 1);
    expect(daysOf(await numbers(START + 41 * DAY))).toEqual(['Sun, 01 Nov 1 0 0 0']);
    const later = await numbers(START + 42 * DAY);
    expect(daysOf(later)).toEqual([]);
    expect(later.text).toContain('No comments in the last six weeks.');

    const row = (n: number) => kv.put(keys.inboxRow('approved', THREAD, idOf(n)), '1');
    for (let n = 0; n < 1_000; n++) await row(2 * A_DAY + n);
    const busy = await numbers();
    expect(busy.text).toContain('so the days begin with Wed, 04 Nov.');
  }, 60_000);

  it('says so where there is nothing yet', async () => {
    const page = await numbers();
    expect(page.status).toBe(200);
    expect(page.text).toContain('No comments in the last six weeks.');
    expect(page.html).not.toContain('<table');
  });

  it('writes nothing, and is four lists', async () => {
    await say(kv, 1);
    const page = await numbers();
    const before = await everything();
    let lists = 0;
    page.side.env.COMMENTS = new Proxy(kv, {
      get(target, name) {
        if (name === 'list') lists++;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await page.open('/admin/numbers');
    expect(lists).toBe(4);
    expect(await everything()).toEqual(before);
  });

  it('is the owner’s alone', async () => {
    expect((await new OwnerSide().fetch('/admin/numbers')).status).toBe(401);
  });
});
