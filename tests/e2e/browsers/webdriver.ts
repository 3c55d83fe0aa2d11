// A small W3C WebDriver client for WebKit's MiniBrowser, of which Playwright knows nothing. What it finds it finds by
// role and by what can be read, through open shadow roots; what it does it does by real keys and a real pointer.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const DRIVERS = ['/usr/bin/WebKitWebDriver', '/usr/local/bin/WebKitWebDriver'];
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'];
const PATIENCE = 15_000;

export const KEYS = { enter: '\uE007', tab: '\uE004', shift: '\uE008', control: '\uE009', right: '\uE014' };

export interface WebKit {
  driver: string;
  browser: string;
}

/** Null where it is not installed (Debian: webkit2gtk-driver). */
export function findWebKit(): WebKit | null {
  const driver = DRIVERS.find((path) => existsSync(path));
  const folders = LIBRARIES.filter((path) => existsSync(path)).flatMap((path) =>
    readdirSync(path)
      .filter((name) => /^webkit2?gtk-/.test(name))
      .map((name) => join(path, name, 'MiniBrowser')),
  );
  const browser = folders.sort().findLast((path) => existsSync(path));
  return driver && browser ? { driver, browser } : null;
}

/** A value of a page's function has to be JSON. */
type PageFunction = (...args: never[]) => unknown;

export class Browser {
  private readonly process: ChildProcess;
  private readonly session: string;

  private constructor(process: ChildProcess, session: string) {
    this.process = process;
    this.session = session;
  }

  static async open({ driver, browser }: WebKit, display: string): Promise<Browser> {
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' };
    // As root it has no sandbox to run in.
    const more = process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {};
    const child = spawn(driver, [`--port=${port}`], { env: { ...env, ...more }, stdio: 'ignore', detached: true });
    const address = `http://127.0.0.1:${port}`;
    for (const last = Date.now() + PATIENCE; !(await isUp(address)); await setTimeout(100)) {
      if (Date.now() > last) throw new Error('WebKitWebDriver does not answer');
    }
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } };
    const { sessionId } = (await ask('POST', `${address}/session`, { capabilities })) as { sessionId: string };
    return new Browser(child, `${address}/session/${sessionId}`);
  }

  async goTo(url: string): Promise<void> {
    await ask('POST', `${this.session}/url`, { url });
  }

  async run<T>(job: PageFunction, ...args: unknown[]): Promise<T> {
    return (await ask('POST', `${this.session}/execute/sync`, {
      script: `return (${job}).apply(null, arguments)`,
      args,
    })) as T;
  }

  /** Until the page's function returns something. */
  async until<T>(what: string, job: PageFunction, ...args: unknown[]): Promise<NonNullable<T>> {
    for (const last = Date.now() + PATIENCE; ; await setTimeout(100)) {
      const value = await this.run<T>(job, ...args);
      if (value) return value as NonNullable<T>;
      if (Date.now() > last) throw new Error(`never there: ${what}`);
    }
  }

  /** Text that can be read on the page, ours included. */
  async reads(text: string): Promise<void> {
    await this.until(`“${text}”`, READS, text);
  }

  /** Presses the button, link or field with this name. */
  async press(name: string): Promise<void> {
    let at = '';
    let [x, y] = [0, 0];
    // Once it stands still: what is loading above it may move it.
    while (at !== `${x} ${y}`) {
      at = `${x} ${y}`;
      [x, y] = await this.until<[number, number]>(`“${name}” to press`, FIND, name);
      await setTimeout(200);
    }
    const actions = [
      { type: 'pointerMove', duration: 0, x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  }

  async type(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.act([{ type: 'key', id: 'keys', actions }]);
  }

  /** Keys that are held together. */
  async hold(...keys: string[]): Promise<void> {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
    await this.act([{ type: 'key', id: 'keys', actions: [...down, ...up] }]);
  }

  /** The name of what has the focus, and what stands in it. */
  focused(): Promise<{ name: string; value: string }> {
    return this.run(FOCUSED);
  }

  async close(): Promise<void> {
    await ask('DELETE', this.session).catch(() => {});
    if (this.process.pid) process.kill(-this.process.pid, 'SIGTERM');
  }

  private async act(actions: object[]): Promise<void> {
    await ask('POST', `${this.session}/actions`, { actions });
  }
}

async function ask(method: string, address: string, body?: object): Promise<unknown> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(address, { method, ...init });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

function isUp(address: string): Promise<boolean> {
  return fetch(`${address}/status`).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

// ---- what runs in the page: each is sent as its own text, so none may name anything of this file ----

const READS = (text: string): boolean => {
  const all = (root: ParentNode): string =>
    [...root.querySelectorAll('*')]
      .map((one) => (one.shadowRoot ? all(one.shadowRoot) : ''))
      .concat(
        (root as HTMLElement).innerText ?? [...root.children].map((one) => (one as HTMLElement).innerText).join(' '),
      )
      .join(' ');
  return all(document.body).replace(/\s+/g, ' ').includes(text);
};

const FIND = (name: string): [number, number] | null => {
  const found: HTMLElement[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const one of root.querySelectorAll<HTMLElement>('a,button,input,textarea,select,summary')) {
      const labels = [...((one as HTMLInputElement).labels ?? [])].map(({ textContent }) => textContent);
      const names = [one.getAttribute('aria-label'), ...labels, one.innerText].map((text) =>
        text?.replace(/\s+/g, ' ').trim(),
      );
      if (names.includes(name) && one.getClientRects().length > 0) found.push(one);
    }
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) look(shadowRoot);
  };
  look(document);
  const [one] = found;
  if (!one) return null;
  one.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = one.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

const FOCUSED = (): { name: string; value: string } => {
  let one = document.activeElement as HTMLInputElement;
  while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement as HTMLInputElement;
  const label = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.innerText;
  return { name: label.replace(/\s+/g, ' ').trim(), value: one.value ?? '' };
};
