// A ticket, ADMIN_TOKEN and proof of work: what is accepted, and what is forged, too young, too old or too little.

import { describe, expect, it } from 'vitest';
import { adminTokens, Secrets } from '../../../../worker/actions/memory/secrets.ts';
import { TICKET_MAX_AGE, TICKET_MIN_AGE } from '../../../../worker/rules/limits.ts';
import { leadingZeroBits, workDone } from '../../../../worker/rules/screening/work.ts';
import { signFields } from '../../../../worker/rules/signed/signature.ts';
import { readTicket, signTicket, type Ticket } from '../../../../worker/rules/signed/ticket.ts';

const LABEL = 'afterword ticket v1';
const FIRST = 'a-first-token-of-more-than-32-characters';
const SECOND = 'a-second-token-of-more-than-32-characters';
const TICKET: Ticket = {
  thread: 'abcdefghijklmnopqrstuv',
  address: 'https://blog.example/post',
  title: 'A “title”, with |.\n and ünïcode',
  id: '01JD0000000000000000000000',
  issuedAt: 1_000_000,
  bits: 0,
};
const LATER = TICKET.issuedAt + 60_000;

async function keysOf(token: string, label: typeof LABEL | 'afterword session v1' = LABEL) {
  return (await new Secrets().signingKeys({ ADMIN_TOKEN: token }, label))!;
}

async function check(text: string, token = FIRST, now = LATER) {
  return readTicket(text, (await keysOf(token)).verify, now);
}

describe('a ticket', () => {
  it('brings back what was signed', async () => {
    const text = await signTicket(TICKET, (await keysOf(FIRST)).sign);
    expect(await check(text)).toEqual({ ok: true, value: TICKET });
    expect(text).toMatch(/^[A-Za-z0-9_.-]+$/);
  });

  it('brings back how the address ended, and one from before that was in tickets is still good', async () => {
    const { sign } = await keysOf(FIRST);
    const ending = { ...TICKET, ending: '/index.html' };
    expect(await check(await signTicket(ending, sign))).toEqual({ ok: true, value: ending });
    const { thread, address, title, id, issuedAt, bits } = TICKET;
    const before = await signFields(sign, [thread, address, title, id, issuedAt, bits]);
    expect(await check(before)).toEqual({ ok: true, value: TICKET });
    const wrong = [5, null, ['/']].map((each) => signFields(sign, [thread, address, title, id, issuedAt, bits, each]));
    for (const text of await Promise.all(wrong)) expect((await check(text)).ok).toBe(false);
  });

  it('brings back in which language its page is spoken to, however the address ended', async () => {
    const { sign } = await keysOf(FIRST);
    for (const ending of ['', '/index.html']) {
      const german = { ...TICKET, ending, lang: 'de' };
      expect(await check(await signTicket(german, sign))).toEqual({ ok: true, value: german });
    }
    const { thread, address, title, id, issuedAt, bits } = TICKET;
    for (const lang of [5, null, ['de']]) {
      const text = await signFields(sign, [thread, address, title, id, issuedAt, bits, '', lang]);
      expect((await check(text)).ok).toBe(false);
    }
  });

  it('is good from 2 seconds to 24 hours', async () => {
    const text = await signTicket(TICKET, (await keysOf(FIRST)).sign);
    const at = (age: number) => check(text, FIRST, TICKET.issuedAt + age);
    expect(await at(0)).toEqual({ ok: false, error: { code: 'too_soon', retryAfter: 2 } });
    expect(await at(TICKET_MIN_AGE - 1)).toEqual({ ok: false, error: { code: 'too_soon', retryAfter: 1 } });
    expect((await at(TICKET_MIN_AGE)).ok).toBe(true);
    expect((await at(TICKET_MAX_AGE)).ok).toBe(true);
    expect(await at(TICKET_MAX_AGE + 1)).toEqual({ ok: false, error: { code: 'expired_ticket' } });
  });

  it('is refused when any character of it was changed', async () => {
    const text = await signTicket(TICKET, (await keysOf(FIRST)).sign);
    for (let at = 0; at < text.length; at += 7) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await check(changed), `at ${at}`).toEqual({ ok: false, error: { code: 'bad_ticket' } });
    }
  });

  it.each([
    '',
    '.',
    '..',
    'v1..',
    'v1.e30.',
    'v1.e30.AAAA',
    'v2.e30.AAAA',
    'v1.%%%.AAAA',
    'v1.e30.AAAA.AAAA',
    'ü',
    'v1.W10.A',
  ])('is not %j', async (text) => {
    expect(await check(text)).toEqual({ ok: false, error: { code: 'bad_ticket' } });
  });

  it('has one spelling only', async () => {
    const text = await signTicket(TICKET, (await keysOf(FIRST)).sign);
    // 32 bytes are 43 characters, of which the last one carries 4 bits: three others decode to the same bytes.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(text.at(-1)!);
    const twin = text.slice(0, -1) + alphabet[last ^ 1];
    expect((await check(twin)).ok).toBe(false);
    expect((await check(`${text}=`)).ok).toBe(false);
  });

  it('of another worker, or made with a key for something else, is no good', async () => {
    expect((await check(await signTicket(TICKET, (await keysOf(SECOND)).sign))).ok).toBe(false);
    expect((await check(await signTicket(TICKET, (await keysOf(FIRST, 'afterword session v1')).sign))).ok).toBe(false);
  });

  it('outlives a change of the token while both are set', async () => {
    const old = await signTicket(TICKET, (await keysOf(SECOND)).sign);
    expect((await check(old, `${FIRST} ${SECOND}`)).ok).toBe(true);
    const fresh = await signTicket(TICKET, (await keysOf(`${FIRST} ${SECOND}`)).sign);
    expect((await check(fresh, FIRST)).ok).toBe(true);
    expect((await check(fresh, SECOND)).ok).toBe(false);
  });
});

describe('ADMIN_TOKEN', () => {
  it.each([undefined, '', 'short', `${FIRST} short`, 'x'.repeat(31), `${FIRST} ${FIRST} ${FIRST}`])(
    'that is %j gives no keys at all',
    async (token) => {
      const env = token === undefined ? {} : { ADMIN_TOKEN: token };
      expect(adminTokens(env)).toEqual([]);
      expect(await new Secrets().signingKeys(env, LABEL)).toBeNull();
    },
  );
});

describe('work', () => {
  it('counts zero bits from the front', () => {
    expect(leadingZeroBits(new Uint8Array([0, 0, 0b0001_0000]))).toBe(19);
    expect(leadingZeroBits(new Uint8Array([0x80]))).toBe(0);
    expect(leadingZeroBits(new Uint8Array([0, 0]))).toBe(16);
  });

  it('is done for one ticket only', async () => {
    let n = 0;
    while ((await workDone('ticket', String(n), 8)) !== 'all') n++;
    expect(n).toBeGreaterThan(0);
    const others = await Promise.all(['a', 'b', 'c'].map((other) => workDone(other, String(n), 8)));
    expect(others).toContain('none');
    expect(await workDone('ticket', undefined, 8)).toBe('none');
    expect(await workDone('ticket', undefined, 0)).toBe('all');
  });

  it('is known from what is nearly done, and from none', async () => {
    const found = new Set<string>();
    for (let n = 0; n < 2_000; n++) found.add(await workDone('ticket', String(n), 8));
    expect([...found].sort()).toEqual(['all', 'most', 'none']);
  });
});
