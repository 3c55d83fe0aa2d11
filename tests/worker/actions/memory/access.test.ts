// Cloudflare Access, played by a pair of keys and a function that stands where the network is.

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../../worker/rules/signed/bytes.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';

import { TestWorker, TOKEN, WORKER } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

const TEAM = 'a-blog.cloudflareaccess.com';
const AUDIENCE = 'f'.repeat(64);
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
/** In seconds, as JWT counts. */
const AN_HOUR = 60 * 60;

let ours: CryptoKeyPair;
let theirs: CryptoKeyPair;
let worker: TestWorker;
let asked: string[];
let isDown: boolean;
/** The id of the team’s key. */
let kid: string;

beforeAll(async () => {
  const make = () =>
    crypto.subtle.generateKey({ ...ALGORITHM, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
      'sign',
      'verify',
    ]) as Promise<CryptoKeyPair>;
  [ours, theirs] = await Promise.all([make(), make()]);
});

beforeEach(() => {
  asked = [];
  isDown = false;
  kid = 'one';
  worker = new TestWorker({ ACCESS_TEAM: TEAM, ACCESS_AUD: AUDIENCE });
  worker.outside = async (url) => {
    asked.push(url);
    if (isDown) throw new Error('down');
    const key = (await crypto.subtle.exportKey('jwk', ours.publicKey)) as JsonWebKey;
    return Response.json({ keys: [{ ...key, kid, use: 'sig' }], public_cert: {} });
  };
});
const encode = (value: unknown) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));

async function statement(claims: object = {}, header: object = {}, pair = ours): Promise<string> {
  const now = Math.floor(worker.now / 1_000);
  const all = { iss: `https://${TEAM}`, aud: [AUDIENCE], exp: now + AN_HOUR, nbf: now - 10, sub: 'ann', ...claims };
  const signed = `${encode({ alg: 'RS256', kid: 'one', typ: 'JWT', ...header })}.${encode(all)}`;
  const bytes = await crypto.subtle.sign(ALGORITHM, pair.privateKey, new TextEncoder().encode(signed));
  return `${signed}.${toBase64Url(new Uint8Array(bytes))}`;
}

async function statusWith(assertion: string, more: Record<string, string> = {}): Promise<number> {
  const headers = { 'Cf-Access-Jwt-Assertion': assertion, ...more };
  return (await worker.fetch('/api/admin/comments', { headers })).status;
}

describe('admits', () => {
  it('who brings a statement of the team’s, and asks for the keys once', async () => {
    expect(await statusWith(await statement())).toBe(200);
    expect(await statusWith(await statement({ aud: AUDIENCE }))).toBe(200);
    expect(asked).toEqual([`https://${TEAM}/cdn-cgi/access/certs`]);
  });

  it('both of two pages that are opened at once, and asks for the keys once', async () => {
    const assertion = await statement();
    expect(await Promise.all([statusWith(assertion), statusWith(assertion)])).toEqual([200, 200]);
    expect(asked).toHaveLength(1);
  });

  it('both of two that are opened at once with a key that is new', async () => {
    expect(await statusWith(await statement())).toBe(200);
    worker.now += 2 * MINUTE;
    kid = 'two';
    const assertion = await statement({}, { kid });
    expect(await Promise.all([statusWith(assertion), statusWith(assertion)])).toEqual([200, 200]);
    expect(asked).toHaveLength(2);
  });

  it('for an hour without asking again, and on by the keys it has while Access is down', async () => {
    expect(await statusWith(await statement())).toBe(200);
    worker.now += 60 * MINUTE;
    expect(await statusWith(await statement())).toBe(200);
    expect(asked).toHaveLength(1);
    isDown = true;
    worker.now += MINUTE;
    expect(await statusWith(await statement())).toBe(200);
    expect(asked).toHaveLength(2);
  });

  it('who is a minute early by our clock, and no earlier', async () => {
    const now = Math.floor(worker.now / 1_000);
    expect(await statusWith(await statement({ nbf: now + 60 }))).toBe(200);
    expect(await statusWith(await statement({ nbf: now + 61 }))).toBe(401);
  });

  it('nobody to change anything from another site’s page', async () => {
    const headers = { 'Cf-Access-Jwt-Assertion': await statement(), Origin: 'https://evil.example' };
    const verdict = { comments: [], verdict: 'approve' };
    expect((await worker.post('/api/admin/verdicts', verdict, headers)).status).toBe(403);
    expect((await worker.post('/api/admin/verdicts', verdict, { ...headers, Origin: WORKER })).status).toBe(200);
  });

  it('the token still, when Access is down', async () => {
    isDown = true;
    expect(await statusWith(await statement())).toBe(401);
    expect(await statusWith('', { Authorization: `Bearer ${TOKEN}` })).toBe(200);
  });
});

describe('turns away', () => {
  const now = () => Math.floor(worker.now / 1_000);
  it.each([
    ['another application’s', () => statement({ aud: ['0'.repeat(64)] })],
    ['another team’s', () => statement({ iss: 'https://evil.cloudflareaccess.com' })],
    ['one that has expired', () => statement({ exp: now() - 1 })],
    ['one that never expires', () => statement({ exp: undefined })],
    ['one that has not begun', () => statement({ nbf: now() + 2 * AN_HOUR })],
    ['one signed by somebody else', () => statement({}, {}, theirs)],
    ['one that says it needs no signature', () => statement({}, { alg: 'none' })],
    ['one of another algorithm', () => statement({}, { alg: 'HS256' })],
    ['one of an unknown key', () => statement({}, { kid: 'two' })],
    ['one without a key', () => statement({}, { kid: undefined })],
    ['one that was changed', async () => (await statement()).replace(/\.[^.]+\./, `.${encode({ sub: 'eve' })}.`)],
    ['half of one', async () => (await statement()).split('.').slice(0, 2).join('.')],
    ['what is none', async () => 'hello'],
    ['nothing', async () => ''],
  ])('%s', async (_, make) => {
    expect(await statusWith(await make())).toBe(401);
    expect(await everything()).toEqual({});
  });

  it('everybody where it is not set up', async () => {
    for (const env of [
      {},
      { ACCESS_TEAM: TEAM },
      { ACCESS_AUD: AUDIENCE },
      { ACCESS_TEAM: 'evil.example', ACCESS_AUD: AUDIENCE },
    ]) {
      const { outside } = worker;
      worker = new TestWorker(env);
      worker.outside = outside;
      expect(await statusWith(await statement())).toBe(401);
    }
    expect(asked).toEqual([]);
  });

  it('a flood of unknown keys without asking for each', async () => {
    for (let n = 0; n < 5; n++) expect(await statusWith(await statement({}, { kid: `k${n}` }))).toBe(401);
    expect(asked).toHaveLength(1);
  });

  it('a flood of them at once, and while Access is down, without asking for each either', async () => {
    isDown = true;
    const flood = async (name: string) =>
      Promise.all([0, 1, 2].map(async (n) => statusWith(await statement({}, { kid: `${name}${n}` }))));
    expect(await flood('a')).toEqual([401, 401, 401]);
    expect(await flood('b')).toEqual([401, 401, 401]);
    expect(asked).toHaveLength(1);
    worker.now += 2 * MINUTE;
    expect(await flood('c')).toEqual([401, 401, 401]);
    expect(asked).toHaveLength(2);
  });
});
