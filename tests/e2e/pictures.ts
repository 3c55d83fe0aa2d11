// Pictures of what the tests have before them, for people who want to see it: `PICTURES=1 npm test` puts them into
// .tmp. Drawing a whole page takes longer than most of what is asserted of it, so otherwise there are none.

import type { Locator, Page } from '@playwright/test';

/** Of a page from top to bottom, or of a part of one. */
export async function picture(of: Page | Locator, path: string): Promise<void> {
  if (process.env.PICTURES === undefined) return;
  await of.screenshot({ path: `.tmp/${path}.png`, ...('goto' in of && { fullPage: true }) });
}
