// Sending, from workerd to a real server on this machine.

import { describe, expect, inject, it } from 'vitest';
import { channelOf } from '../../../worker/notify/channels.ts';
import type { Notice, NoticeItem } from '../../../worker/notify/notice.ts';
import { type Services, send } from '../../../worker/notify/send.ts';
import { secretText } from '../../../worker/notify/signature.ts';
import type { ChannelKind } from '../../../worker/rules/channel-kinds.ts';

/** As tests/receiver.ts tells it. */
interface Received {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const RECEIVER = inject('receiver');
const SECRET = new Uint8Array(32).fill(7);

const ITEM: NoticeItem = {
  thread: 'AAAAAAAAAAAAAAAAAAAAAA',
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  why: 'waits',
  name: 'Mallory <b> @everyone',
  page: 'https://blog.example/post',
  title: 'A post',
  text: 'See https://evil.example/?a=1 or www.evil.example or me@evil.example\n<!channel> [here](https://evil.example)',
  reasons: ['has links'],
  createdAt: '2026-11-20T12:00:00.000Z',
  approve: 'https://comments.example/act?token=v1.a.b',
  spam: 'https://comments.example/act?token=v1.c.d',
};
const NOTICE: Notice = {
  id: 'news-1',
  site: 'blog.example',
  desk: 'https://comments.example/admin',
  items: [ITEM],
  more: 0,
};

function services(more: Partial<Services> = {}): Services {
  return {
    fetch: (url, init) => fetch(url, init),
    mailKey: '',
    mailFrom: '',
    secret: SECRET,
    now: Date.UTC(2026, 10, 20, 12),
    patience: 5_000,
    ...more,
  };
}

let count = 0;
function newKey(): string {
  return `send-${count++}`;
}

async function seen(key: string): Promise<Received[]> {
  return (await fetch(`${RECEIVER}/seen/${key}`)).json();
}

/** As if the service stood on this machine: its host is the receiver, its path goes along. */
function standIn(key: string): Services['fetch'] {
  return (url, init) => fetch(url.replace(/^https:\/\/([^/]+)(.*)$/, `${RECEIVER}/ok/${key}/$1$2`), init);
}

describe('the channel', () => {
  it.each<[string, ChannelKind | null]>([
    ['ines@blog.example', 'mail'],
    ['https://hooks.slack.com/services/T0/B0/xyz', 'slack'],
    ['https://discord.com/api/webhooks/1/abc', 'discord'],
    ['https://discordapp.com/api/webhooks/1/abc', 'discord'],
    ['https://api.telegram.org/bot1:abc/sendMessage?chat_id=5', 'telegram'],
    ['https://ntfy.sh/my-comments', 'ntfy'],
    ['https://ntfy.blog.example/my-comments', 'ntfy'],
    ['https://blog.example/hook', 'json'],
    ['https://hooks.slack.com.evil.example/services', 'json'],
    ['http://localhost:8000/hook', null],
    ['http://127.1:8814/', null],
    ['http://blog.example/hook', null],
    ['https://user:password@blog.example/hook', null],
    ['ftp://blog.example', null],
    ['javascript:alert(1)', null],
    ['somewhere', null],
    ['', null],
  ])('of %s is %s', (address, kind) => {
    expect(channelOf(address, {})?.kind ?? null).toBe(kind);
  });

  it('of an address on the worker’s own machine is one while the worker is developed there', () => {
    for (const address of ['http://localhost:8000/hook', 'http://127.0.0.1:8000/hook']) {
      expect(channelOf(address, { DEVELOPMENT: 'true' })?.kind).toBe('json');
      for (const env of [{}, { DEVELOPMENT: 'false' }, { DEVELOPMENT: '' }]) expect(channelOf(address, env)).toBeNull();
    }
  });
});

describe('a generic webhook', () => {
  it('gets the comments as JSON, and a signature that its secret checks', async () => {
    const key = newKey();
    const sent = await send(NOTICE, { kind: 'json', to: `${RECEIVER}/ok/${key}` }, services());
    expect(sent).toEqual({ ok: true, answer: '200 thanks' });
    const [{ headers, body, method }] = (await seen(key)) as [Received];
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toMatchObject({ type: 'comments', comments: [{ id: ITEM.id, text: ITEM.text }], more: 0 });

    expect(headers['webhook-id']).toBe('news-1');
    expect(headers['webhook-timestamp']).toBe(String(Date.UTC(2026, 10, 20, 12) / 1_000));
    const bytes = Uint8Array.from(atob(secretText(SECRET).slice('whsec_'.length)), (letter) => letter.charCodeAt(0));
    const hmac = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    const signature = Uint8Array.from(atob(headers['webhook-signature']!.slice(3)), (letter) => letter.charCodeAt(0));
    const said = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(await crypto.subtle.verify('HMAC', hmac, signature, new TextEncoder().encode(said))).toBe(true);
  });

  it('is not followed elsewhere', async () => {
    const key = newKey();
    expect(await send(NOTICE, { kind: 'json', to: `${RECEIVER}/moved/${key}` }, services())).toMatchObject({
      ok: false,
    });
    expect(await seen(`${key}-stolen`)).toEqual([]);
  });

  it('that is down says so, and how long to wait where it says that', async () => {
    const to = (behaviour: string) => ({ kind: 'json', to: `${RECEIVER}/${behaviour}/${newKey()}` }) as const;
    expect(await send(NOTICE, to('down'), services())).toEqual({ ok: false, answer: '503 out of order', status: 503 });
    expect(await send(NOTICE, to('busy'), services())).toEqual({
      ok: false,
      answer: '429 slow down',
      status: 429,
      retryAfter: 7_200,
    });
    const nowhere = { kind: 'json', to: 'http://127.0.0.1:1/' } as const;
    expect(await send(NOTICE, nowhere, services())).toEqual({ ok: false, answer: 'It could not be reached.' });
  });

  it('that stalls is waited for no longer than it may be', async () => {
    const to = { kind: 'json', to: `${RECEIVER}/stall/${newKey()}` } as const;
    expect(await send(NOTICE, to, services({ patience: 50 }))).toEqual({ ok: false, answer: 'No answer in time.' });
  });

  it('recovers', async () => {
    const to = { kind: 'json', to: `${RECEIVER}/moody/${newKey()}` } as const;
    const sent = [];
    for (let n = 0; n < 3; n++) sent.push((await send(NOTICE, to, services())).ok);
    expect(sent).toEqual([false, false, true]);
  });
});

describe('each service gets what it takes', () => {
  async function body(kind: ChannelKind, to: string, more: Partial<Services> = {}, notice = NOTICE) {
    const key = newKey();
    const sent = await send(notice, { kind, to }, services({ fetch: standIn(key), ...more }));
    expect(sent.ok, sent.answer).toBe(true);
    const [received] = (await seen(key)) as [Received];
    return { ...received, path: received.path.replace(`/ok/${key}`, ''), json: JSON.parse(received.body) };
  }
  /** What a program that shows messages would take for an address of the reader's. */
  const live = /https?:\/\/(?!comments\.example)|www\.|[a-z]@[a-z]|evil\.example/;

  it('Slack', async () => {
    const { path, json } = await body('slack', 'https://hooks.slack.com/services/T0/B0/xyz');
    expect(path).toBe('/hooks.slack.com/services/T0/B0/xyz');
    expect(json).toMatchObject({ unfurl_links: false, unfurl_media: false });
    expect(json.text).toContain('Mallory &lt;b&gt;');
    expect(json.text).not.toMatch(/<|@everyone/);
    expect(json.text).toContain(`Approve: ${ITEM.approve}`);
    expect(json.text).not.toMatch(live);
  });

  it('Discord', async () => {
    const { json } = await body('discord', 'https://discord.com/api/webhooks/1/abc');
    expect(json).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
    expect(json.content).toContain(ITEM.approve);
    expect(json.content).not.toMatch(live);
    expect(json.content).not.toMatch(/[^\\]\]\(/);
    const items = Array.from({ length: 10 }, () => ({ ...ITEM, text: '*'.repeat(5_000) }));
    const long = await body('discord', 'https://discord.com/api/webhooks/1/abc', {}, { ...NOTICE, items });
    expect(long.json.content.length).toBeLessThanOrEqual(2_000);
  });

  it('Telegram', async () => {
    const { path, json } = await body('telegram', 'https://api.telegram.org/bot1:abc/sendMessage?chat_id=-5');
    expect(path).toBe('/api.telegram.org/bot1:abc/sendMessage');
    expect(json).toMatchObject({ chat_id: '-5', link_preview_options: { is_disabled: true } });
    expect(json.parse_mode).toBeUndefined();
    expect(json.text).not.toMatch(live);
  });

  it('ntfy', async () => {
    const { path, json } = await body('ntfy', 'https://ntfy.sh/my-comments');
    expect(path).toBe('/ntfy.sh/');
    expect(json).toMatchObject({
      topic: 'my-comments',
      click: NOTICE.desk,
      actions: [
        { action: 'view', label: 'Approve', url: ITEM.approve },
        { action: 'view', label: 'Spam', url: ITEM.spam },
      ],
    });
    expect(json.message).not.toMatch(live);
  });

  it('Resend, with a sender of its own to fall back on', async () => {
    const { path, json, headers } = await body('mail', 'ines@blog.example', { mailKey: 're_abc' });
    expect(path).toBe('/api.resend.com/emails');
    expect(headers).toMatchObject({ authorization: 'Bearer re_abc', 'idempotency-key': 'news-1' });
    expect(json).toMatchObject({ from: 'onboarding@resend.dev', to: ['ines@blog.example'] });
    expect(json.subject).toContain('on “A post” is waiting');
    expect(json).not.toHaveProperty('html');
    expect(json.text).not.toMatch(live);
    expect(json.text).toContain('> See https[:]//evil[.]example/?a=1');
  });

  it('Postmark', async () => {
    const mailKey = '01234567-89ab-cdef-0123-456789abcdef';
    const { path, json, headers } = await body('mail', 'ines@blog.example', { mailKey, mailFrom: 'c@blog.example' });
    expect(path).toBe('/api.postmarkapp.com/email');
    expect(headers['x-postmark-server-token']).toBe(mailKey);
    expect(json).toMatchObject({ From: 'c@blog.example', To: 'ines@blog.example', MessageStream: 'outbound' });
    expect(json).not.toHaveProperty('HtmlBody');
  });

  it('Cloudflare’s binding', async () => {
    const mails: unknown[] = [];
    const mail = { send: async (message: unknown) => mails.push(message) };
    const to = { kind: 'mail', to: 'ines@blog.example' } as const;
    expect(await send(NOTICE, to, services({ mail, mailFrom: 'c@blog.example' }))).toMatchObject({ ok: true });
    expect(mails).toMatchObject([{ from: 'c@blog.example', to: 'ines@blog.example' }]);
    const refusing = {
      send: () => Promise.reject(Object.assign(new Error('not verified'), { code: 'E_SENDER_NOT_VERIFIED' })),
    };
    expect(await send(NOTICE, to, services({ mail: refusing, mailFrom: 'c@blog.example' }))).toEqual({
      ok: false,
      answer: 'E_SENDER_NOT_VERIFIED: not verified',
    });
  });

  it('and mail that nobody can send says what is missing', async () => {
    const to = { kind: 'mail', to: 'ines@blog.example' } as const;
    expect((await send(NOTICE, to, services())).answer).toContain('provider’s key');
    const mail = { send: async () => undefined };
    expect((await send(NOTICE, to, services({ mail }))).answer).toContain('sender’s address');
  });
});

describe('many comments', () => {
  it('are one message that counts what it leaves out', async () => {
    const key = newKey();
    const items = Array.from({ length: 10 }, (_, n) => ({ ...ITEM, name: `Reader ${n}`, text: 'x'.repeat(500) }));
    const to = 'https://ntfy.sh/my-comments';
    await send({ ...NOTICE, items, more: 7 }, { kind: 'ntfy', to }, services({ fetch: standIn(key) }));
    const { title, message, actions } = JSON.parse((await seen(key))[0]!.body);
    expect(title).toBe('17 comments are waiting on blog.example');
    expect(message).toMatch(/And 1\d more\./);
    expect(message.length).toBeLessThan(1_100);
    expect(actions).toBeUndefined();
  });
});
