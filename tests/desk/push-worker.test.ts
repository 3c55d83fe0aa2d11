// The desk's service worker as it is built, run as a browser runs it: with an imitation of what a browser gives it, and
// nothing else.

import { existsSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';

const BUILT = 'dist/assets/admin/push.js';

const ORIGIN = 'https://comments.example';

interface Shown {
  title: string;
  options: {
    body: string;
    tag?: string;
    actions: { action: string; title: string }[];
    data: Record<string, string | undefined>;
  };
}

function serviceWorker() {
  const listeners = new Map<string, (event: unknown) => void>();
  const shown: Shown[] = [];
  const opened: string[] = [];
  const self = {
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    skipWaiting: () => undefined,
    location: new URL(`${ORIGIN}/admin/push.js`),
    registration: {
      showNotification: async (title: string, options: Shown['options']) => void shown.push({ title, options }),
    },
    clients: { openWindow: async (url: string) => void opened.push(url) },
  };
  expect(existsSync(BUILT), 'npm run build makes it').toBe(true);
  runInNewContext(readFileSync(BUILT, 'utf8'), { self, URL });
  /** Waits for what the event waits for: a browser may end the worker after that. */
  const happen = async (type: string, event: object) => {
    const waits: Promise<unknown>[] = [];
    listeners.get(type)?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) });
    expect(waits.length).toBe(type === 'install' ? 0 : 1);
    await Promise.all(waits);
  };
  const push = (text: string | null) =>
    happen('push', { data: text === null ? null : { json: () => JSON.parse(text) as unknown } });
  const click = async (action = '', data: unknown = shown.at(-1)?.options.data) => {
    let isClosed = false;
    const close = () => {
      isClosed = true;
    };
    await happen('notificationclick', { action, notification: { data, close } });
    expect(isClosed).toBe(true);
    return opened.at(-1);
  };
  return { listeners, shown, push, click };
}

const MESSAGE = {
  title: 'A comment is waiting',
  body: 'Ada on “A post”',
  tag: 'news-1',
  open: '/admin',
  acts: [{ act: 'approve', title: 'Approve', open: '/act?token=v1.a.b' }],
};

test('is served under the policy of the desk’s pages, and asked for anew each time', () => {
  const policy = /'Content-Security-Policy',\s+"(.+)",/.exec(
    readFileSync('worker/routes/middleware/owner.ts', 'utf8'),
  )?.[1];
  const headers = /^\/admin\/push\.js\n((?: {2}.+\n)+)/m.exec(readFileSync('dist/assets/_headers', 'utf8'))?.[1];
  expect(headers?.trimEnd().split('\n')).toEqual([
    '  Cache-Control: no-cache',
    `  Content-Security-Policy: ${policy}`,
    '  Referrer-Policy: same-origin',
    '  X-Content-Type-Options: nosniff',
  ]);
});

describe('the service worker', () => {
  test('listens to pushes and presses, and has no hand in any request', () => {
    expect([...serviceWorker().listeners.keys()].sort()).toEqual(['install', 'notificationclick', 'push']);
  });

  test('shows what a push brings', async () => {
    const { shown, push } = serviceWorker();
    await push(JSON.stringify(MESSAGE));
    expect(shown).toMatchObject([
      {
        title: 'A comment is waiting',
        options: {
          body: 'Ada on “A post”',
          tag: 'news-1',
          actions: [{ action: 'approve', title: 'Approve' }],
        },
      },
    ]);
  });

  // A browser that is shown nothing for a push takes the permission away.
  test.each([null, 'no JSON', '{}', '{"title":"","body":null}'])('shows something whatever comes: %j', async (text) => {
    const { shown, push, click } = serviceWorker();
    await push(text);
    expect(shown[0]?.title).toBe('News of your comments');
    expect(await click()).toBe(`${ORIGIN}/admin`);
  });

  test('opens the desk when pressed, and the page that asks once more from its button', async () => {
    const { push, click } = serviceWorker();
    await push(JSON.stringify(MESSAGE));
    expect(await click()).toBe(`${ORIGIN}/admin`);
    expect(await click('approve')).toBe(`${ORIGIN}/act?token=v1.a.b`);
    expect(await click('unknown')).toBe(`${ORIGIN}/admin`);
  });

  test.each(['https://evil.example/', '//evil.example/', 'javascript:alert(1)', 'http://[', '\\\\evil.example'])(
    'opens nobody else’s address: %s',
    async (open) => {
      const { push, click } = serviceWorker();
      await push(JSON.stringify({ ...MESSAGE, open }));
      expect(await click()).toMatch(/^https:\/\/comments\.example\//);
    },
  );

  test('opens the desk from a notice that says nothing', async () => {
    expect(await serviceWorker().click('', null)).toBe(`${ORIGIN}/admin`);
  });
});
