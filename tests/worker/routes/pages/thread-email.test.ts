// The page of a thread without JavaScript asks for an address where readers are told of replies.

import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE, WORKER } from '../../help/as-reader.ts';
import { keysOf, TellingReaders } from '../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

describe('the form without JavaScript', { timeout: 30_000 }, () => {
  const open = async () => (await worker.fetch(`/thread?page=${encodeURIComponent(PAGE)}`)).text();

  it('asks for the address where the thread does', async () => {
    await worker.approved();
    expect(await open()).not.toContain('type="email"');
    await worker.switchOn();
    await worker.approved({ body: 'Another' });
    const html = await open();
    expect(html).toContain('type="email"');
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)![1]!;
    worker.now += 3_000;
    const send = (fields: Record<string, string>) =>
      worker.fetch('/thread', {
        method: 'POST',
        headers: { Origin: WORKER },
        body: new URLSearchParams({ ticket, page: PAGE, asks: 'email', name: 'Noor', body: 'By hand', ...fields }),
      });
    const refused = await send({ email: 'noor@' });
    expect(refused.status).toBe(400);
    const again = await refused.text();
    expect(again).toContain('That e-mail address looks incomplete.');
    expect(again).toMatch(/type="email" dir="ltr" autocomplete="email" value="noor@"/);
    const taken = await send({ email: 'noor@mail.example' });
    expect(await taken.text()).toContain('you’ll get an e-mail to confirm it');
    expect(await keysOf('address:')).toHaveLength(1);
  });
});
