// The walks of readers and of the owner in WebKit: reading, writing, the keyboard and the desk, each in a browser of
// its own. Run by run.ts, against the same servers as the browser's suite.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from '../../../scripts/local/development.ts';
import { DESK } from '../owner.ts';
import { ONLY_YOU, THANKS } from '../people.ts';
import { BLOG, POSTS, TOKEN } from '../places.ts';
import { Browser, KEYS, type WebKit } from './webdriver.ts';

export interface Walk {
  name: string;
  /** Throws where it does not come through. */
  walk(browser: Browser): Promise<void>;
}

async function openPost(browser: Browser, url: string): Promise<void> {
  await browser.goTo(url);
  await browser.run(() => document.querySelector('afterword-comments')?.scrollIntoView());
  await browser.until('what can be done', () => {
    return !!document.querySelector('afterword-comments')?.shadowRoot?.querySelector('[role=status]');
  });
}

function same(is: unknown, should: unknown): void {
  const [one, other] = [is, should].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one}, and not ${other}`);
}

async function expectFocus(browser: Browser, name: string, value = ''): Promise<void> {
  const last = Date.now() + 5_000;
  let found = await browser.focused();
  while (Date.now() < last && (found.name !== name || found.value !== value)) {
    await setTimeout(100);
    found = await browser.focused();
  }
  same(found, { name, value });
}

/** All hard places but those that wait to be told what to show. */
const PLACES = readdirSync(join(ROOT, 'demo/places')).filter((name) => /^(?!app|moved).*\.html$/.test(name));

export const WALKS: Walk[] = [
  {
    name: 'a reader reads, in every hard place',
    async walk(browser) {
      await openPost(browser, POSTS.interview);
      await browser.reads('Any news?');
      for (const place of PLACES) {
        await browser.goTo(`${BLOG}/places/${place}`);
        await browser.run(() => document.querySelector('afterword-comments')?.scrollIntoView());
        await browser.until(`comments in ${place}`, () => {
          const root = document.querySelector('afterword-comments')?.shadowRoot;
          return root?.querySelector('article .acts button') && root.querySelector('select');
        });
      }
      // Arabic stands at the right, and English below it at the left.
      await browser.goTo(`${BLOG}/places/rtl.html`);
      const sides = await browser.until<boolean>('comments from right to left', () => {
        const bodies = [...(document.querySelector('afterword-comments')?.shadowRoot?.querySelectorAll('.body') ?? [])];
        return bodies.length > 0 && bodies.every((body) => getComputedStyle(body).textAlign === 'start');
      });
      same(sides, true);
    },
  },
  {
    name: 'a reader writes: a comment waits, stays with its author and is withdrawn',
    async walk(browser) {
      await openPost(browser, POSTS.quiet);
      await browser.press('Leave a comment');
      await browser.type('Written in WebKit');
      await browser.press('Name');
      await browser.type('Kit');
      await browser.press('Post comment');
      await browser.reads(THANKS);
      await browser.reads(ONLY_YOU);
      await openPost(browser, POSTS.quiet);
      await browser.reads('Written in WebKit');
      await browser.press('Edit');
      await browser.hold(KEYS.control, 'a');
      await browser.type('Written otherwise');
      await browser.press('Save');
      await browser.reads('Written otherwise');
      await browser.press('Delete');
      await browser.reads('Delete this comment?');
      await browser.press('Delete');
      await browser.until('that it is gone', () => {
        return !document.querySelector('afterword-comments')?.shadowRoot?.textContent?.includes('Written otherwise');
      });
    },
  },
  {
    name: 'by keyboard: tools, an error beside its field, and a post',
    async walk(browser) {
      await openPost(browser, POSTS.found);
      await browser.press('Leave a comment');
      await browser.type('By keyboard');
      await browser.reads('Post comment');
      await browser.hold(KEYS.control, 'a');
      await browser.hold(KEYS.control, 'b');
      await expectFocus(browser, 'Leave a comment', '**By keyboard**');
      await browser.type(KEYS.tab);
      await expectFocus(browser, 'Bold');
      await browser.type(KEYS.right);
      await expectFocus(browser, 'Italic');
      await browser.type(KEYS.tab);
      await expectFocus(browser, 'Preview');
      await browser.hold(KEYS.shift, KEYS.tab);
      await browser.hold(KEYS.shift, KEYS.tab);
      await expectFocus(browser, 'Leave a comment', '**By keyboard**');
      await browser.hold(KEYS.control, KEYS.enter);
      await expectFocus(browser, 'Name');
      await browser.type(`Keys${KEYS.enter}`);
      await browser.reads(THANKS);
    },
  },
  {
    name: 'the owner signs in at the desk, approves and takes it back',
    async walk(browser) {
      await browser.goTo(DESK);
      await browser.press('Token');
      await browser.type(TOKEN);
      await browser.press('Sign in');
      await browser.reads('Waiting: ');
      await browser.press('Approve');
      await browser.reads('Undo');
      await browser.press('Undo');
      await browser.reads('Undone.');
      await browser.goTo(`${DESK}/settings`);
      const rule = await browser.until<number>('settings', () => {
        const legend = document.querySelector('.settings legend');
        return legend && Number.parseFloat(getComputedStyle(legend).borderTopWidth);
      });
      same(rule, 1);
    },
  },
];

/** Those that did not come through, and why. */
export async function walkInWebKit(webkit: WebKit): Promise<{ name: string; message: string }[]> {
  const failed: { name: string; message: string }[] = [];
  const display = `:${90 + (process.pid % 900)}`;
  const screen = spawn('Xvfb', [display, '-screen', '0', '1280x1024x24'], { stdio: 'ignore' });
  try {
    await setTimeout(1_000);
    for (const { name, walk } of WALKS) {
      const browser = await Browser.open(webkit, display);
      try {
        await walk(browser);
      } catch (error) {
        failed.push({ name, message: error instanceof Error ? error.message : String(error) });
      } finally {
        await browser.close();
      }
    }
  } finally {
    screen.kill();
  }
  return failed;
}
