// What a page does around us, and to us: it keeps what is its own, and we keep what is ours.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ROOT } from '../../scripts/local/development.ts';
import { comment, heading, open, post, widget, write } from './people.ts';
import { picture } from './pictures.ts';
import { BLOG, POSTS, WORKER } from './places.ts';
import { writePage } from './sites.ts';

const EMPTY = 'No comments yet. Yours would be the first.';
const box = (page: Page) => page.getByRole('textbox', { name: 'Leave a comment' });

const tag = (more = '') => `<script async src="${WORKER}/embed.js" ${more}></script>`;
const INTERVIEW = tag(`data-page-url="${POSTS.interview}"`);

/** An empty thread with all that can be done with it. */
async function isTaken(page: Page): Promise<void> {
  await expect(page.getByText(EMPTY)).toBeVisible();
  await expect(page.getByRole('status').first()).toBeAttached();
}

/** The comments of the interview come in slices. */
async function allDrawn(page: Page): Promise<void> {
  await expect.poll(() => page.getByRole('article').count()).toBeGreaterThanOrEqual(18);
}

/** A page of its own, in English. */
function pageWith(name: string, body: string, head = ''): string {
  const start = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>${head}</head>`;
  return writePage(`${name}.html`, `${start}<body>${body}</body></html>`);
}

test.describe('the page’s keys', () => {
  test.beforeAll(() => {
    // The usual guard of themes and documentation: keys in fields are left alone.
    pageWith(
      'keys',
      `<input id="search">${INTERVIEW}<script>
       window.heard = [];
       const isField = ({ localName, isContentEditable }) => /^(input|textarea|select)$/.test(localName) || isContentEditable;
       for (const type of ['keydown', 'keypress', 'keyup']) {
         document.addEventListener(type, (event) => {
           if (isField(event.target)) return;
           heard.push(type + ' ' + event.key);
           if (/^[/jk ]$/.test(event.key)) { event.preventDefault(); document.getElementById('search').focus(); }
         });
       }
       </script>`,
    );
  });
  const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard);

  test('leave what is typed alone, in every field of ours, and ours leave the page alone', async ({ page }) => {
    await open(page, `${BLOG}/written/keys.html`);
    const words = 'just see https://a.example/x';
    await box(page).click();
    await page.keyboard.type(words);
    await page.keyboard.press('Control+b');
    await expect(box(page)).toHaveValue(`${words}****`);
    await page.getByRole('textbox', { name: 'Name' }).click();
    await page.keyboard.type('j/k');
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('j/k');
    await comment(page, 'Any news?')
      .getByRole('button', { name: /^Report/ })
      .click();
    await page.keyboard.type('j/k');
    await expect(page.getByRole('textbox', { name: 'What is wrong with this comment?' })).toHaveValue('j/k');
    await page.getByRole('combobox').focus();
    await page.keyboard.press('j');
    expect(await heard(page)).toEqual([]);
    // What closes a dialog, and what moves the focus, is the page's too.
    await box(page).focus();
    await page.keyboard.press('Escape');
    expect(await heard(page)).toContain('keydown Escape');
    await page.locator('#search').focus();
    await page.locator('#search').blur();
    await page.keyboard.press('j');
    // Not toBeFocused: Firefox's window is not in front.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('search');
  });
});

test.describe('a page hides it', () => {
  const element = (more: string) =>
    `<afterword-comments data-page-url="${POSTS.interview}" ${more}></afterword-comments>`;

  for (const [how, more, style] of [
    ['by the attribute', 'hidden', ''],
    ['by its style', 'style="display: none"', ''],
    ['by a class', 'class="away"', '.away { display: none }'],
    ['by a class, and unsets everything', 'hidden class="away"', '* { all: unset } .away { display: none !important }'],
  ] as const) {
    test(`${how}, and shows it again`, async ({ page }) => {
      const address = pageWith(
        'hidden',
        `<p>Before</p>${element(more)}<p id="after">After</p>`,
        `<style>${style}</style>${tag()}`,
      );
      await page.goto(address);
      await page.waitForFunction(() =>
        document.querySelector('afterword-comments')?.shadowRoot?.querySelector('section'),
      );
      await expect(widget(page)).toBeHidden();
      const { y = 0 } = (await page.locator('#after').boundingBox()) ?? {};
      expect(y).toBeLessThan(120);
      await widget(page).evaluate((one) => {
        one.removeAttribute('hidden');
        one.removeAttribute('class');
        one.removeAttribute('style');
      });
      await expect(comment(page, 'Any news?')).toBeVisible();
    });
  }

  test('in a tab, a <details>, a cell or a dialog it has its width, no spare room, and loads when it shows', async ({
    page,
  }) => {
    const quiet = '<afterword-comments></afterword-comments>';
    for (const [name, body, show] of [
      ['tab', `<button onclick="panel.hidden = false">Show</button><div id="panel" hidden>${quiet}</div>`, 'button'],
      ['details', `<details><summary>Show</summary>${quiet}</details>`, 'summary'],
      ['cell', `<button>Show</button><table><td>Words<td>${quiet}</table>`, 'button'],
      ['dialog', `<button onclick="box.showModal()">Show</button><dialog id="box">${quiet}</dialog>`, 'button'],
    ] as const) {
      await page.goto(pageWith(`in-${name}`, body, tag()));
      await page.waitForFunction(() =>
        document.querySelector('afterword-comments')?.shadowRoot?.querySelector('section'),
      );
      await page.locator(show).click();
      await isTaken(page);
      const spare = await widget(page).evaluate((one) => {
        const section = one.shadowRoot?.querySelector('section') as HTMLElement;
        return one.getBoundingClientRect().bottom - section.getBoundingClientRect().bottom;
      });
      if (name !== 'cell') expect(spare, name).toBeLessThan(2);
      expect((await widget(page).boundingBox())?.width, name).toBeGreaterThanOrEqual(288);
    }
  });

  test('and moves it, with all that is open in it', async ({ page }) => {
    await page.goto(pageWith('moves', `<div id="one">${element('')}</div><div id="two"></div>`, tag()));
    await comment(page, 'Any news?')
      .getByRole('button', { name: /^Reply/ })
      .click();
    const reply = page.getByRole('textbox', { name: /^Reply to/ });
    await reply.fill('Half a thought');
    const asked = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /api.thread/.test(name)).length,
      );
    const before = await asked();
    await page.evaluate(() =>
      document.getElementById('two')?.append(document.querySelector('afterword-comments') as Element),
    );
    await page.waitForTimeout(200);
    await expect(reply).toHaveValue('Half a thought');
    expect(await asked()).toBe(before);
  });
});

test.describe('room', () => {
  test('that is kept for comments is given back when the reader does something', async ({ page }) => {
    await page.setViewportSize({ width: 1400, height: 1800 });
    await page.goto(pageWith('short', `<h1>Short</h1>${tag()}<footer>The end</footer>`));
    await isTaken(page);
    const end = async () => (await page.locator('footer').boundingBox())?.y ?? 0;
    expect(await end()).toBeGreaterThan(1_700);
    await page.mouse.wheel(0, 100);
    await expect.poll(end).toBeLessThan(800);
    await picture(page, 'places/short');
    const { scrollHeight, clientHeight } = await page
      .locator('html')
      .evaluate(({ scrollHeight, clientHeight }) => ({ scrollHeight, clientHeight }));
    expect(scrollHeight).toBeLessThanOrEqual(clientHeight);
  });

  test('is not given back under a finger: what is pressed stays where it is', async ({ page }) => {
    await page.goto(pageWith('pressed', `<h1>Pressed</h1>${tag()}<footer>The end</footer>`));
    await isTaken(page);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(100);
    await box(page).click();
    const { x, y } = (await page.getByRole('button', { name: 'Preview' }).boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    expect((await page.getByRole('button', { name: 'Preview' }).boundingBox())?.y).toBe(y);
    await page.mouse.up();
    await expect(page.getByText('Please write a few words.')).toBeVisible();
  });

  test('is given back at once where the thread fills the window', async ({ page }) => {
    await page.goto(pageWith('long', `<h1>Long</h1>${INTERVIEW}<footer>The end</footer>`));
    await expect(page.getByRole('link', { name: /RSS/ })).toBeVisible();
    await page.waitForFunction(
      () =>
        (document.querySelector('afterword-comments')?.shadowRoot?.firstElementChild as HTMLElement | null)?.style
          .minBlockSize === '',
    );
  });

  // The heading row in a large serif and long words, which took three lines where two were kept.
  const inGerman = () =>
    pageWith(
      'german-serif',
      `<style>body { font: 19px/1.6 serif }</style>${tag(`data-lang="de" data-page-url="${POSTS.interview}"`)}<p>Below</p>`,
      '<meta name="viewport" content="width=device-width">',
    );

  for (const [width, height, place, look] of [
    [320, 640, () => `${BLOG}/places/first.html`, ''],
    [390, 844, () => `${BLOG}/places/first.html`, ''],
    [412, 915, () => `${BLOG}/places/first.html`, ''],
    [1100, 900, () => `${BLOG}/places/first.html`, ''],
    [320, 640, inGerman, ', in German and a serif'],
  ] as const) {
    test(`once it is kept, nothing moves any more at ${width} pixels${look}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.route(`${WORKER}/api/thread**`, async (route) => {
        await new Promise((done) => setTimeout(done, 600));
        await route.continue();
      });
      await page.goto(place());
      await page.waitForFunction(() =>
        document.querySelector('afterword-comments')?.shadowRoot?.querySelector('section'),
      );
      await page.evaluate(() => {
        Object.assign(window, { shift: 0 });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
            Object.assign(window, { shift: (window as unknown as { shift: number }).shift + entry.value });
        }).observe({ type: 'layout-shift' });
      });
      await expect(widget(page).getByRole('combobox')).toBeVisible();
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.005);
    });
  }
});

test.describe('room that the page keeps', () => {
  const room = '<afterword-comments style="display: block; min-height: 100vh"';
  const text = '<p>Text below the comments, where they would push it away.</p>'.repeat(3);

  for (const width of [320, 390, 412, 1100]) {
    test(`is there before the script, and next to nothing moves from the first on at ${width} pixels`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.route(`${WORKER}/embed.js`, async (route) => {
        await new Promise((done) => setTimeout(done, 600));
        await route.continue();
      });
      await page.goto(
        pageWith(
          'kept-room',
          `<h1>First</h1>${room} data-page-url="${POSTS.interview}"></afterword-comments>${text}`,
          tag(),
        ),
      );
      await expect(widget(page).getByRole('combobox')).toBeVisible();
      const shift = await page.evaluate(
        () =>
          new Promise<number>((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 300);
          }),
      );
      console.log(`layout shift in the worst place, with room, at ${width} pixels: ${shift.toFixed(4)}`);
      expect(shift).toBeLessThanOrEqual(0.05);
      expect(await widget(page).getAttribute('style')).not.toContain('min-height');
    });
  }

  test('is given back when the reader does something', async ({ page }) => {
    await page.setViewportSize({ width: 1400, height: 1800 });
    await page.goto(pageWith('kept-short', `${room}></afterword-comments><footer>The end</footer>`, tag()));
    await isTaken(page);
    const end = async () => (await page.locator('footer').boundingBox())?.y ?? 0;
    expect(await end()).toBeGreaterThan(1_700);
    await page.mouse.wheel(0, 100);
    await expect.poll(end).toBeLessThan(800);
  });
});

test.describe('on paper', () => {
  const post = (more = '') => pageWith('paper', `<h1>Post</h1>${'<p>Words.</p>'.repeat(150)}${tag(more)}`);

  test('nothing shows of comments that are not loaded, nor where there are none', async ({ page }) => {
    await page.goto(post());
    await page.emulateMedia({ media: 'print' });
    await page.waitForFunction(() =>
      document.querySelector('afterword-comments')?.shadowRoot?.querySelector('section'),
    );
    for (const loaded of [false, true]) {
      if (loaded) {
        await page.emulateMedia({ media: 'screen' });
        await widget(page).scrollIntoViewIfNeeded();
        await expect(page.getByText(EMPTY)).toBeVisible();
        await page.emulateMedia({ media: 'print' });
      }
      await expect(heading(page)).toBeHidden();
      await expect(box(page)).toBeHidden();
    }
  });

  test('no name ends a page whose comment is on the next', async ({ page }) => {
    await page.goto(pageWith('broken', `<main>${INTERVIEW}</main>`));
    await allDrawn(page);
    await page.emulateMedia({ media: 'print' });
    // Columns break as pages do, and can be measured.
    const torn = await page.evaluate(() => {
      const main = document.querySelector('main') as HTMLElement;
      const articles = [
        ...(document.querySelector('afterword-comments')?.shadowRoot?.querySelectorAll('article') ?? []),
      ];
      const left = (article: Element, part: string) => article.querySelector(part)?.getClientRects()[0]?.left ?? 0;
      let torn = 0;
      for (let height = 250; height < 500; height += 10) {
        main.style.cssText = `width: 500px; columns: 500px; column-fill: auto; height: ${height}px`;
        torn += articles.filter((article) => Math.abs(left(article, '.by') - left(article, '.body')) > 250).length;
      }
      return { torn, all: articles.length };
    });
    expect(torn.all).toBeGreaterThan(10);
    expect(torn.torn).toBe(0);
  });

  test('no room is kept for comments that are on their way', async ({ page }) => {
    await page.route(`${WORKER}/api/thread**`, () => {});
    await page.goto(pageWith('on-their-way', `<h1>Post</h1>${tag()}<footer>The end</footer>`));
    await page.waitForFunction(() =>
      document.querySelector('afterword-comments')?.shadowRoot?.querySelector('section'),
    );
    const height = async () => (await widget(page).boundingBox())?.height ?? 0;
    expect(await height()).toBeGreaterThan(500);
    await page.emulateMedia({ media: 'print' });
    expect(await height()).toBe(0);
  });

  test('comments are there, and no form, even where reading.js is not', async ({ page }) => {
    await page.route(`${WORKER}/*/reading.js*`, (route) => route.abort());
    await page.goto(post(`data-page-url="${POSTS.interview}" data-lazy="off"`));
    await page.waitForFunction(() =>
      document.querySelector('afterword-comments')?.shadowRoot?.querySelector('article'),
    );
    await page.emulateMedia({ media: 'print' });
    await expect(comment(page, 'Any news?')).toBeVisible();
    await expect(box(page)).toBeHidden();
  });
});

test.describe('whose code runs', () => {
  const FOREIGN = 'https://www.instagram.com';
  const bundle = () => readFileSync(join(ROOT, 'dist/assets/embed.js'), 'utf8');

  /** Every address of elsewhere that was asked for, but for what the page itself names. */
  async function visit(page: Page, body: string, head = ''): Promise<{ asked: string[]; said: string[] }> {
    const asked: string[] = [];
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.route(`${FOREIGN}/**`, (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: 'text/javascript', body: '' });
    });
    page.on('request', (request) => {
      if (request.url().startsWith(`${BLOG}/api`)) asked.push(request.url());
    });
    await page.goto(pageWith('whose', body, head));
    return { asked, said };
  }

  test('ours alone, where an image has the name of the script that runs', async ({ page }) => {
    const image = `<img name="currentScript" src="${FOREIGN}/embed.js" alt="">`;
    const { asked } = await visit(page, `${image}<p>Words</p>${INTERVIEW}`);
    await expect(comment(page, 'Any news?')).toBeVisible();
    expect(new Set(asked)).toEqual(new Set(['/embed.js']));
  });

  for (const [how, script] of [
    ['as a module', `<script type="module" src="${WORKER}/embed.js" data-page-url="${POSTS.interview}"></script>`],
    [
      'imported by another module',
      `<afterword-comments data-page-url="${POSTS.interview}"></afterword-comments><script type="module">await import('${WORKER}/embed.js')</script>`,
    ],
  ] as const) {
    test(`ours alone, ${how} on a page with another site’s embed.js`, async ({ page }) => {
      const { asked } = await visit(page, `${script}`, `<script async src="${FOREIGN}/embed.js"></script>`);
      await expect(comment(page, 'Any news?')).toBeVisible();
      expect(asked).toEqual(['/embed.js']);
    });
  }

  test('nobody’s, where it is merged into another file: it says so, and a link in the element shows', async ({
    page,
  }) => {
    writePage('bundle.js', `window.before = 1;\n${bundle()}`);
    const { asked, said } = await visit(
      page,
      `<afterword-comments><a href="${WORKER}/thread">Comments</a></afterword-comments>${tag().replace(`${WORKER}/embed.js`, 'bundle.js')}`,
      `<script async src="${FOREIGN}/embed.js"></script>`,
    );
    await expect.poll(() => said.join()).toContain('Afterword: embed.js must be a file of its own.');
    await expect(page.getByRole('link', { name: 'Comments' })).toBeVisible();
    expect(asked).toEqual(['/embed.js']);
  });
});

const FAR = 3 * 60 * 60_000;
for (const [how, shift] of [
  ['three hours ahead', FAR],
  ['eleven years behind', -11 * 365 * 24 * 60 * 60_000],
] as const) {
  test(`on a device whose clock is ${how}, times are the worker’s and one’s own can be edited`, async ({ page }) => {
    await page.addInitScript((shift) => {
      const { now } = Date;
      const Real = Date;
      const Shifted = ((...given: []) =>
        given.length > 0 ? new Real(...given) : new Real(now() + shift)) as unknown as DateConstructor;
      Object.assign(Shifted, { now: () => now() + shift, parse: Real.parse, UTC: Real.UTC, prototype: Real.prototype });
      Object.assign(window, { Date: Shifted });
    }, shift);
    const address = pageWith(`clock-${shift > 0}`, tag());
    const refused: number[] = [];
    page.on('response', (answer) => {
      if (answer.status() >= 400 && answer.url().startsWith(WORKER)) refused.push(answer.status());
    });
    await open(page, address);
    const words = `By whose clock? ${performance.now()}`;
    await write(page, 'Ada', words);
    await post(page);
    const own = comment(page, words);
    await expect(own.getByText('just now')).toBeVisible();
    await expect(own.getByRole('button', { name: 'Edit' })).toBeVisible();
    expect(refused).toEqual([]);
    await page.goto(POSTS.interview);
    await widget(page).scrollIntoViewIfNeeded();
    await expect(comment(page, 'Any news?').getByRole('link', { name: /^\d+ .*ago$/ })).toBeVisible();
  });
}

test('a link in the post to a comment leads there, though nothing was loaded yet', async ({ page }) => {
  await open(page, POSTS.interview);
  const id = await comment(page, 'Any news?').getAttribute('id');
  const long = `<p><a href="#${id}">A reader said below</a></p>${'<p>Words.</p>'.repeat(150)}`;
  await page.goto(pageWith('in-page', `<h1>Post</h1>${long}${INTERVIEW}`));
  await page.waitForFunction(() => document.querySelector('afterword-comments')?.shadowRoot?.querySelector('section'));
  await expect(page.getByRole('article')).toHaveCount(0);
  const link = page.getByRole('link', { name: 'A reader said below' });
  for (let n = 0; n < 2; n++) {
    await link.click();
    await expect(comment(page, 'Any news?')).toBeFocused();
    await expect(comment(page, 'Any news?')).toBeInViewport();
    await page.evaluate(() => scrollTo(0, 0));
  }
});

test('a reload, and the way back, lead to where one was among the comments', async ({ page }) => {
  await open(page, POSTS.interview);
  await allDrawn(page);
  const deep = page.getByRole('article').nth(8);
  const at = async () => Math.round((await deep.boundingBox())?.y ?? 0);
  await deep.evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 100));
  await expect.poll(at).toBe(100);
  await page.reload();
  await expect.poll(at).toBe(100);
  // Not out of the browser's own memory of the page.
  await page.evaluate(() => addEventListener('unload', () => {}));
  await page.goto(POSTS.quiet);
  await page.goBack();
  await expect.poll(at).toBe(100);
  // Whoever comes anew begins at the top.
  await page.goto(POSTS.quiet);
  await page.goto(POSTS.interview);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('a post that came out elsewhere first takes comments at its own address', async ({ page }) => {
  const link = '<link rel="canonical" href="https://medium.example/@me/post-123">';
  const address = pageWith('cross-post', `<h1>Post</h1>${tag()}`, link);
  await open(page, address);
  await write(page, 'Ada', 'Said where it was read');
  await post(page);
  await expect(comment(page, 'Said where it was read')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto(pageWith('cross-post', `<h1>Post</h1>${tag()}`));
  await expect(comment(page, 'Said where it was read')).toBeVisible();
});

test.describe('where nothing can be written', () => {
  test('by another name of the site there is no form, but a link to where it is', async ({ page }) => {
    const address = pageWith('alias', tag()).replace('//localhost', '//www.localhost');
    await page.goto(address);
    const link = page.getByRole('link', { name: 'Leave a comment' });
    await expect(link).toHaveAttribute('href', `${BLOG}/written/alias#afterword`.replace('alias#', 'alias.html#'));
    await expect(box(page)).toHaveCount(0);
    await link.click();
    await expect(box(page)).toBeVisible();
  });

  test('in a frame in a sandbox neither: the link leads out of it', async ({ page }) => {
    const inner = pageWith('inner', tag());
    await page.goto(
      pageWith('outer', `<iframe sandbox="allow-scripts allow-popups" src="${inner}" width="800" height="600">`),
    );
    const frame = page.frameLocator('iframe');
    const link = frame.getByRole('link', { name: 'Leave a comment' });
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(frame.getByRole('textbox')).toHaveCount(0);
  });
});

test('what a page says of all its text does not break ours', async ({ page }) => {
  const style = 'text-indent: 2em; line-height: 0; text-align: center; white-space: nowrap; letter-spacing: 0.1em';
  await page.goto(pageWith('inherits', `<div style="${style}">${INTERVIEW}</div>`));
  await expect(page.getByRole('link', { name: /RSS/ })).toBeVisible();
  await picture(page, 'places/inherits');
  const found = await widget(page).evaluate((one) => {
    const root = one.shadowRoot as ShadowRoot;
    const body = root.querySelector('.body p') as HTMLElement;
    const { lineHeight, fontSize, textIndent } = getComputedStyle(body);
    const align = getComputedStyle(root.querySelector('.body') as HTMLElement).textAlign;
    return { lines: Number.parseFloat(lineHeight) / Number.parseFloat(fontSize), textIndent, align };
  });
  expect(found.lines).toBeGreaterThanOrEqual(1.19);
  expect(found).toMatchObject({ textIndent: '0px', align: 'start' });
});

test('an older browser, on a page with a strict policy: everything can be done, and the trap is out of sight', async ({
  page,
}) => {
  // As Safari 15: no sheets by script, and none of what came to the language since.
  await page.addInitScript(() => {
    const gone = [
      [window, 'CSSStyleSheet'],
      [String.prototype, 'at'],
      [Array.prototype, 'at'],
      [Object, 'hasOwn'],
      [Element.prototype, 'replaceChildren'],
      [DocumentFragment.prototype, 'replaceChildren'],
      [Element.prototype, 'checkVisibility'],
      [window, 'structuredClone'],
    ] as const;
    for (const [of, name] of gone) Reflect.deleteProperty(of, name);
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => {
    // That the policy refuses a style sheet is what this is about; Firefox tells it as an error.
    if (!/style-src/.test(String(error))) errors.push(String(error));
  });
  await page.goto(`${BLOG}/places/strict.html`);
  await expect(comment(page, 'Any news?')).toBeVisible();
  await box(page).click();
  await page.keyboard.type('bold');
  await expect(page.getByRole('button', { name: 'Post comment' })).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+b');
  await expect(box(page)).toHaveValue('**bold**');
  const trap = await widget(page)
    .locator('[name=subject]')
    .evaluate((one) => {
      const { width, height } = (one.closest('[aria-hidden=true]') as Element).getBoundingClientRect();
      return [width, height];
    });
  expect(trap).toEqual([1, 1]);
  await widget(page).evaluate((one) => one.remove());
  await page.waitForTimeout(100);
  expect(errors).toEqual([]);
});

test('a page that asks for its comments early is not asked for them twice', async ({ page }) => {
  const address = `${WORKER}/api/thread?page=${encodeURIComponent(POSTS.interview)}`;
  const early = `<link rel="preload" as="fetch" crossorigin href="${address}">`;
  pageWith('early', INTERVIEW, early);
  const asked: string[] = [];
  page.on('request', (request) => request.url().startsWith(`${WORKER}/api/thread`) && asked.push(request.url()));
  await open(page, `${BLOG}/written/early.html`);
  await expect(comment(page, 'Any news?')).toBeVisible();
  expect(asked).toEqual([address]);
});

test('the worker may lie under a path of the blog: all that is asked for is asked there', async ({ page }) => {
  const base = `${BLOG}/_comments`;
  pageWith('path', `<script async src="${base}/embed.js" data-page-url="${POSTS.interview}"></script>`);
  await page.route(`${base}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(base, WORKER) });
    await route.fulfill({ response });
  });
  const elsewhere: string[] = [];
  page.on('request', (request) => request.url().startsWith(WORKER) && elsewhere.push(request.url()));
  await open(page, `${BLOG}/written/path.html`);
  await expect(comment(page, 'Any news?')).toBeVisible();
  await write(page, 'Ada', 'Under a path of the blog');
  await post(page);
  await expect(comment(page, 'Under a path of the blog')).toBeVisible();
  await expect(page.getByRole('link', { name: /RSS/ })).toHaveAttribute('href', new RegExp(`^${base}/feed\\?`));
  expect(elsewhere).toEqual([]);
});
