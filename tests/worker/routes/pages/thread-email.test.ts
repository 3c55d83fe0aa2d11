// The page of a thread without JavaScript asks for an address where readers are told of replies.

import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE, WORKER } from '../../help/as-reader.ts';
import { keysOf, TellingReaders } from '../../help/telling-readers.ts';

let house: TellingReaders;
beforeEach(() => {
  house = new TellingReaders();
});

describe('the form without JavaScript', { timeout: 30_000 }, () => {
  const open = async () => (await house.fetch(`/thread?page=${encodeURIComponent(PAGE)}`)).text();

  it('asks for the address where the thread does', async () => {
    await house.approved();
    expect(await open()).not.toContain('type="email"');
    await house.switchOn();
    await house.approved({ body: 'Another' });
    const html = await open();
    expect(html).toContain('type="email"');
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)![1]!;
    house.now += 3_000;
    const send = (fields: Record<string, string>) =>
      house.fetch('/thread', {
        method: 'POST',
        headers: { Origin: WORKER },
        body: new URLSearchParams({ ticket, page: PAGE, asks: 'email', name: 'Noor', body: 'By hand', ...fields }),
      });
    const refused = await send({ email: 'noor@' });
    expect(refused.status).toBe(400);
    const again = await refused.text();
    expect(again).toContain('That e-mail address looks incomplete.');
    expect(again).toMatch(/type="email" autocomplete="email" value="noor@"/);
    const taken = await send({ email: 'noor@mail.example' });
    expect(await taken.text()).toContain('please confirm your address');
    expect(await keysOf('address:')).toHaveLength(1);
  });
});
