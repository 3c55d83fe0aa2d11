// The moving picture of README.md: a reader writes, the owner approves on a phone, and it shows. Ten seconds, the two
// of them side by side. Read next: scripts/pictures.ts.

import type { Page } from 'playwright';
import sharp from 'sharp';

const READER = { width: 620, height: 600 };
const PHONE = { width: 320, height: 600 };
const GAP = 20;
const GROUND = '#e9e9e6';
const WIDTH = READER.width + PHONE.width + 3 * GAP;
const HEIGHT = READER.height + 2 * GAP;

const WORDS = 'We had one of those. It was under the radiator the whole time.';
/** Milliseconds: what fades in has done so by then. */
const SETTLED = 300;

/** Milliseconds for which a picture stands. */
const [BLINK, SHORT, LONG, LAST] = [220, 700, 1_300, 2_600] as const;

/** `reader` is on the post; `phone` is signed in, on what waits. Gives back an animated WebP. */
export async function tellStory(reader: Page, phone: Page): Promise<Buffer> {
  await reader.setViewportSize(READER);
  await phone.setViewportSize(PHONE);
  const frames: Buffer[] = [];
  const delay: number[] = [];
  const show = async (time: number) => {
    await reader.waitForTimeout(SETTLED);
    frames.push(await sideBySide(await reader.screenshot(), await phone.screenshot()));
    delay.push(time);
  };
  const box = reader.getByRole('textbox', { name: 'Leave a comment' });
  const toEnd = () =>
    reader.evaluate(
      'scrollTo(0, document.querySelector("afterword-comments").getBoundingClientRect().bottom + scrollY - innerHeight + 24)',
    );

  await box.click();
  await reader.getByRole('textbox', { name: 'Name' }).waitFor();
  await toEnd();
  await show(SHORT);
  const words = WORDS.split(' ');
  for (let n = 2; n < words.length + 2; n += 2) {
    await box.fill(words.slice(0, n).join(' '));
    await show(BLINK);
  }
  await reader.getByRole('textbox', { name: 'Name' }).fill('Mia');
  await show(SHORT);
  await reader.waitForTimeout(2_500); // a ticket must be two seconds old
  await reader.getByRole('button', { name: 'Post comment' }).click();
  await reader.getByText('Only you can see this').waitFor();
  await toEnd();
  await show(LONG);
  await phone.reload();
  const row = phone.getByRole('article').filter({ hasText: 'under the radiator' });
  await row.scrollIntoViewIfNeeded();
  await show(LONG);
  await row.getByRole('button', { name: /^Approve/ }).focus();
  await show(SHORT);
  await row.getByRole('button', { name: /^Approve/ }).click();
  await phone.getByRole('button', { name: 'Undo' }).waitFor();
  await show(SHORT);
  await reader.reload();
  await reader.getByText('under the radiator').waitFor();
  await reader.getByText('Only you can see this').waitFor({ state: 'detached' });
  await toEnd();
  await show(LAST);
  return sharp(frames, { join: { animated: true } })
    .webp({ quality: 70, effort: 6, delay, loop: 0 })
    .toBuffer();
}

async function sideBySide(reader: Buffer, phone: Buffer): Promise<Buffer> {
  return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: GROUND } })
    .composite([
      { input: await rounded(reader, READER, 10), left: GAP, top: GAP },
      { input: await rounded(phone, PHONE, 26), left: READER.width + 2 * GAP, top: GAP },
    ])
    .png()
    .toBuffer();
}

function rounded(
  picture: Buffer,
  { width, height }: { width: number; height: number },
  radius: number,
): Promise<Buffer> {
  const mask = `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${radius}"/></svg>`;
  return sharp(picture)
    .resize(width, height)
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer();
}
