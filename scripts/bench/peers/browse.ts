// What a reader's browser goes through, measured in Chromium: when the comments show and when somebody can write, the
// longest task, and how far the page jumps. A fresh profile each time, so nothing is in a cache.

import { type Browser, chromium, type Page } from 'playwright';
import { browserArgs, browserPath } from '../../../tests/browser.ts';
import { add, type Host, NONE, type Sent } from './host.ts';
import { PROBE } from './system.ts';

/** Lighthouse's slow 4G, as it throttles a real browser, and a phone of a quarter of this machine's speed. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1_474.56 * 1_024) / 8,
  uploadThroughput: (675 * 1_024) / 8,
};
const SLOWER = 4;
const PATIENCE = 60_000;
/** After the last of it: what still moves or works then counts too. */
const REST = 2_000;

export interface Visit {
  /** Milliseconds since the page began to load. */
  shown: number;
  usable: number;
  longestTask: number;
  shift: number;
  /** Until the comments showed. */
  before: Sent;
  /** In all, a little later. */
  all: Sent;
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: browserArgs });
}

export async function visit(browser: Browser, host: Host): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 915 },
    deviceScaleFactor: 1.75,
    locale: 'en',
  });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(watch(PROBE));
    host.served.clear();
    const coming = page.goto(host.page, { waitUntil: 'commit', timeout: PATIENCE });
    await coming;
    await page.waitForFunction('window.seen?.shown', null, { polling: 20, timeout: PATIENCE });
    await page.waitForFunction('window.seen.usable', null, { polling: 50, timeout: PATIENCE });
    await page.waitForTimeout(REST);
    const seen = await figures(page);
    const loaded = (await page.evaluate(LOADED)) as { name: string; at: number }[];
    const early = new Set(loaded.filter(({ at }) => at <= seen.shown).map(({ name }) => name));
    const sum = (isIn: (address: string) => boolean) =>
      [...host.served]
        .filter(([key]) => isIn(key.replace(/^\w+ /, '')))
        .reduce((all, [, each]) => add(all, each), NONE);
    return { ...seen, before: sum((address) => early.has(address)), all: sum(() => true) };
  } finally {
    await context.close();
  }
}

async function figures(page: Page): Promise<Omit<Visit, 'before' | 'all'>> {
  return page.evaluate('window.seen') as Promise<Omit<Visit, 'before' | 'all'>>;
}

/** When each file had arrived in full. */
const LOADED = `performance.getEntriesByType('resource').map(({ name, responseEnd }) => ({ name, at: responseEnd }))`;

/** Runs in the page: looks at every frame whether a comment's words are painted, and whether a field takes keys. */
function watch(probe: string): string {
  return `
  const seen = window.seen = { shown: 0, usable: 0, longestTask: 0, shift: 0 };
  const note = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  note('longtask', ({ duration }) => { seen.longestTask = Math.max(seen.longestTask, duration); });
  note('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value; });
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible';
  };
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].flatMap((one) => one.shadowRoot ? roots(one.shadowRoot) : [])];
  const look = () => {
    for (const root of roots(document)) {
      if (!seen.shown) {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          if (!texts.currentNode.data.includes(${JSON.stringify(probe)})) continue;
          if (isSeen(texts.currentNode.parentElement)) { seen.shown = performance.now(); break; }
        }
      }
      if (!seen.usable) {
        const fields = [...root.querySelectorAll('textarea, [contenteditable="true"]')];
        if (fields.some((field) => isSeen(field) && !field.disabled && !field.readOnly)) seen.usable = performance.now();
      }
    }
    if (!seen.shown || !seen.usable) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;
}
