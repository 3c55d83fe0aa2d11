// What was signed by an earlier release must verify in this one: links lie in mails for years, and a session holds for
// a month. The texts below were made by the release that first signed them, and may never change.

import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../../worker/actions/memory/secrets.ts';
import { webhookSecret } from '../../../../worker/actions/notices/destinations.ts';
import type { Memory } from '../../../../worker/deps.ts';
import type { Env } from '../../../../worker/env.ts';
import { secretText, signed as signedWebhook } from '../../../../worker/notify/signature.ts';
import { readAct, signAct } from '../../../../worker/rules/signed/act-link.ts';
import { checkFeed, signFeed } from '../../../../worker/rules/signed/feed-link.ts';
import { checkFlash, signFlash } from '../../../../worker/rules/signed/flash.ts';
import { type KeyLabel, LABELS } from '../../../../worker/rules/signed/labels.ts';
import { checkSession, signSession } from '../../../../worker/rules/signed/session.ts';
import { markOf, readLink, signLink } from '../../../../worker/rules/signed/subscription-link.ts';
import { readTicket, signTicket } from '../../../../worker/rules/signed/ticket.ts';

const ENV = { ADMIN_TOKEN: 'one-token-of-the-owner-with-enough-letters' } as Env;
const NOW = Date.UTC(2026, 10, 22);
const THREAD = 'abcdefghijklmnopqrstuv';
const ID = '01JD0000000000000000000000';

const keysOf = async (label: KeyLabel) => (await new Secrets().signingKeys(ENV, label))!;

describe('signed with a known token', () => {
  it('a ticket', async () => {
    const { sign, verify } = await keysOf(LABELS.ticket);
    const ticket = { address: 'https://blog.example/ü', title: 'A “title” 😀', id: ID, issuedAt: NOW, bits: 12 };
    const text =
      'v1.WyJhYmNkZWZnaGlqa2xtbm9wcXJzdHV2IiwiaHR0cHM6Ly9ibG9nLmV4YW1wbGUvw7wiLCJBIOKAnHRpdGxl4oCdIPCfmIAiLCIwMUpEMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCIsMTc5NTMwNTYwMDAwMCwxMl0.MDVK-P1QceQqWNaOQC2KKA7-3ywMZXx2uy1mxP_Rylk';
    expect(await signTicket({ thread: THREAD, ...ticket }, sign)).toBe(text);
    expect((await readTicket(text, verify, NOW + 2_000)).ok).toBe(true);
  });

  it('a session', async () => {
    const { sign, verify } = await keysOf(LABELS.session);
    const text = '1795305660000.3.abc_-9.iG2HjLXO4kUziClUWzWwYiNzhDwkDQXSsLQwul3ru1I';
    expect(await signSession(sign, { expiresAt: NOW + 60_000, epoch: 3, nonce: 'abc_-9' })).toBe(text);
    expect(await checkSession(verify, text, { epoch: 3, now: NOW })).toBe(true);
  });

  it('what the desk says after a redirect', async () => {
    const { sign, verify } = await keysOf(LABELS.flash);
    const said = { done: 'spam', items: `${THREAD}.${ID}.approve`, tab: 'pending' } as const;
    const text = '0F1qM6jv4QE8LBkXgv9--g-iJFvqHqKFhJwK5hZiP_8';
    expect(await signFlash(sign, said)).toBe(text);
    expect(await checkFlash(verify, said, text)).toBe(true);
  });

  it('the address of the private feed', async () => {
    const { sign, verify } = await keysOf(LABELS.feed);
    const text = 'Ayqd3EOCujZX9NiNs0RwVCTrm5ddmG8rAdnz3k4GWec';
    expect(await signFeed(sign, 3)).toBe(text);
    expect(await checkFeed(verify, 3, text)).toBe(true);
    for (const other of ['', 'AAAA', `${text}A`]) expect(await checkFeed(verify, 3, other)).toBe(false);
    expect(await checkFeed(verify, 4, text)).toBe(false);
  });

  it('a verdict in a notice', async () => {
    const { sign, verify } = await keysOf(LABELS.act);
    const act = { verdict: 'approve', thread: THREAD, id: ID, words: 'wörds', expiresAt: NOW + 1 } as const;
    const text =
      'v1.WyJhcHByb3ZlIiwiYWJjZGVmZ2hpamtsbW5vcHFyc3R1diIsIjAxSkQwMDAwMDAwMDAwMDAwMDAwMDAwMDAwIiwid8O2cmRzIiwxNzk1MzA1NjAwMDAxXQ.QFabdOM0hEmWFyc2ireCh6K85xwvTMChxlNrp38SwCs';
    expect(await signAct(sign, act)).toBe(text);
    expect(await readAct(verify, text, NOW)).toEqual(act);
  });

  it('a link in a mail to a reader, and the number that stands for her address', async () => {
    const { sign, verify } = await keysOf(LABELS.subscription);
    const link = { act: 'stop', thread: THREAD, id: ID, mark: 'a-mark', expiresAt: null } as const;
    const text =
      'v1.WyJzdG9wIiwiYWJjZGVmZ2hpamtsbW5vcHFyc3R1diIsIjAxSkQwMDAwMDAwMDAwMDAwMDAwMDAwMDAwIiwiYS1tYXJrIixudWxsXQ.ZSSBc-tSOkxNY6qrjRuL368sBs_67pNW8twFzg8mC10';
    expect(await signLink(sign, link)).toBe(text);
    expect(await readLink(verify, text, NOW)).toEqual(link);
    expect(await markOf(sign, 'refuse', 'A.D.A.B+news@googlemail.com')).toBe('VjQqqfnBN6NBDXRtqXRzXY');
    expect(await markOf(sign, 'stop', 'A.D.A.B+news@googlemail.com')).toBe('_lxXx7HWW4FRPKxq5W4N98');
  });

  it('a webhook, and the secret that its receiver was given', async () => {
    const secret = (await webhookSecret({ env: ENV, memory: { secrets: new Secrets() } as Memory }))!;
    expect(secretText(secret)).toBe('whsec_wEU/xtqNCidXixoQ4VO8mniFO0gB6mGEcMOi71ALojw=');
    const { headers } = await signedWebhook(
      { url: 'https://hook.example/', body: '{"a":"ü"}' },
      'msg_1',
      secret,
      NOW + 999,
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1795305600',
      'webhook-signature': 'v1,X2uWy1pZTQ2zukWsRP9ApDVIB++TkExT8p1NT/feafs=',
    });
  });
});
