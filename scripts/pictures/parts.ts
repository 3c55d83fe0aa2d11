// The pictures of docs/styling.md: which part is which, and the same comments in three styles. What is written
// over the page is drawn by this file; what is under it is the widget as readers get it.

import type { Page } from 'playwright';
import sharp from 'sharp';

/**
 * The same thread three times; each style is the whole of what an owner writes. docs/styling.md shows the second and
 * the third.
 */
export const STYLES: readonly string[] = [
  '',
  `afterword-comments {
  --afterword-accent: #0b6e4f;
  --afterword-radius: 1.5em;
}`,
  `afterword-comments { --afterword-accent: #8f2d56 }
afterword-comments::part(avatar) { display: none }
afterword-comments::part(comment) { padding: 1em; background: #8881; border-radius: 8px }
afterword-comments::part(name) { font-variant: small-caps; letter-spacing: .04em }`,
];

const WIDTH = 400;
const HEIGHT = 1_030;
const GAP = 24;

/**
 * Every part outlined where it is seen first, with its name. The thread is cut short, so that the form comes into
 * sight.
 */
export async function labelParts(page: Page): Promise<Buffer> {
  await page.setViewportSize({ width: 1000, height: 1200 });
  await openForm(page);
  await showOnly(page, 1);
  await page.evaluate(LABEL);
  return page.screenshot();
}

/** One picture: the styles beside each other. */
export async function stylesBesideEachOther(page: Page): Promise<Buffer> {
  await page.setViewportSize({ width: 1000, height: 1200 });
  await openForm(page);
  await showOnly(page, 0);
  const shots: Buffer[] = [];
  for (const style of STYLES) {
    const tag = await page.addStyleTag({ content: `${style}\nafterword-comments { max-width: ${WIDTH}px }` });
    await page.evaluate('document.querySelector("afterword-comments").scrollIntoView(); scrollBy(0, -8)');
    const box = (await page.locator('afterword-comments').boundingBox())!;
    const clip = { x: box.x - 8, y: Math.max(0, box.y - 8), width: WIDTH + 16, height: HEIGHT };
    shots.push(await page.screenshot({ clip }));
    await tag.evaluate((element) => (element as unknown as { remove: () => void }).remove());
  }
  const width = shots.length * (WIDTH + 16) + (shots.length - 1) * GAP;
  return sharp({ create: { width, height: HEIGHT, channels: 3, background: '#fdfdfb' } })
    .composite(shots.map((input, n) => ({ input, left: n * (WIDTH + 16 + GAP), top: 0 })))
    .png()
    .toBuffer();
}

async function openForm(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Leave a comment' }).fill('The quiet floor is where I learnt to whisper.');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
}

/** Only in the picture: the other comments are taken out of sight. */
async function showOnly(page: Page, which: number): Promise<void> {
  await page.evaluate(`(() => {
    const root = document.querySelector('afterword-comments').shadowRoot;
    root.querySelectorAll('ol:not(.replies) > li').forEach((item, n) => { item.hidden = n !== ${which}; });
    root.querySelectorAll('.replies .replies').forEach((list) => { list.hidden = true; });
  })()`);
}

// Runs in the page. A wide part has its name beside it, in the margin; a small one above it, or before it.
const LABEL = `(() => {
  const root = document.querySelector('afterword-comments').shadowRoot;
  const places = { heading: 'within', comment: 'after', avatar: 'before', name: 'above', badge: 'above', body: 'after', actions: 'after', form: 'after', field: 'after', button: 'before' };
  for (const [name, place] of Object.entries(places)) {
    const isIn = (one) => one.getClientRects().length > 0 && (name !== 'button' || one.type === 'submit');
    const element = [...root.querySelectorAll('[part~=' + name + ']')].find(isIn);
    if (!element) continue;
    const { left, right, top: shown, width, height } = element.getBoundingClientRect();
    const top = shown + scrollY; // at once: what is appended may make the page scroll
    const style = 'position:absolute;margin:0;pointer-events:none;z-index:9;';
    const outline = document.createElement('div');
    outline.style.cssText = style + 'outline:1.5px solid #c2255c;outline-offset:2px;left:' + (left + scrollX) + 'px;top:' + top + 'px;width:' + width + 'px;height:' + height + 'px';
    const label = document.createElement('div');
    label.textContent = name;
    label.style.cssText = style + 'font:600 13px/1.4 system-ui;color:#fff;background:#c2255c;padding:0 6px;border-radius:3px';
    document.body.append(outline, label);
    const x = place === 'before' ? left - label.offsetWidth - 8 : place === 'after' ? right + 10 : place === 'within' ? right - label.offsetWidth - 6 : left;
    const y = place === 'above' ? top - label.offsetHeight - 4 : place === 'after' ? top + (name === 'comment' || name === 'form' ? -3 : 5) : top + Math.max(2, height / 2 - 10);
    label.style.left = x + scrollX + 'px';
    label.style.top = y + 'px';
  }
  document.querySelector('afterword-comments').scrollIntoView();
  scrollBy(0, -24);
})()`;
