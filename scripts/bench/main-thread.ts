// What a page does with its main thread, for benches: it is slowed down as a telephone is, and the browser's own record
// tells how long each task took. A page is asked by the debugger itself: what Playwright injects to ask with is a task
// of a tenth of a second.

import type { Browser, CDPSession, Page } from 'playwright';

export interface Task {
  /** Milliseconds, of the processor and of the clock. */
  cpu: number;
  clock: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  tdur?: number;
  args: { data?: { url?: string } };
}

export class SlowPage {
  readonly page: Page;
  private readonly browser: Browser;
  private readonly cdp: CDPSession;

  private constructor(browser: Browser, page: Page, cdp: CDPSession) {
    this.browser = browser;
    this.page = page;
    this.cdp = cdp;
  }

  /** `times` slower; `script` runs in it before anything else. */
  static async open(browser: Browser, times: number, script: string): Promise<SlowPage> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    await page.addInitScript(script);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: times });
    return new SlowPage(browser, page, cdp);
  }

  async ask<T>(expression: string): Promise<T> {
    const { result } = await this.cdp.send('Runtime.evaluate', { expression, returnByValue: true });
    return result.value as T;
  }

  /** Until it holds, and a while longer. Asked seldom: to look is work for the page. `root` is the comments' own. */
  async until(holds: string): Promise<void> {
    const expression = `(() => { const root = document.querySelector('afterword-comments')?.shadowRoot; return !!(${holds}); })()`;
    const end = Date.now() + 120_000;
    while (!(await this.ask(expression))) {
      if (Date.now() > end) throw new Error(`never held: ${holds}`);
      await pause(400);
    }
    await pause(500);
  }

  /** The longest task of the main thread while this happens: from the first that `begins`, by name and address. */
  async longest(begins: (name: string, url: string) => boolean, act: () => Promise<void>): Promise<Task> {
    await this.browser.startTracing(this.page, { categories: ['toplevel', 'devtools.timeline'] });
    await act();
    const { traceEvents } = JSON.parse((await this.browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const first = traceEvents
      .filter(({ name, args }) => begins(name, args?.data?.url ?? ''))
      .sort((a, b) => a.ts - b.ts)[0];
    const tasks = traceEvents.filter(
      ({ name, ph, pid, tid, ts, dur }) =>
        name === 'ThreadControllerImpl::RunTask' &&
        ph === 'X' &&
        pid === first?.pid &&
        tid === first.tid &&
        ts + dur > first.ts,
    );
    if (tasks.length === 0) throw new Error('The browser recorded no task.');
    return {
      cpu: Math.max(...tasks.map(({ tdur, dur }) => tdur ?? dur)) / 1000,
      clock: Math.max(...tasks.map(({ dur }) => dur)) / 1000,
    };
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
