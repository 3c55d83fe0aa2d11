// Axe over a page or a part of it: what a machine can judge, such as names, roles and contrast.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Within the widget, and nothing of the page around it. */
export const WIDGET = 'afterword-comments';

/** What it finds, a line for each rule that is broken. */
export async function violations(page: Page, part?: string): Promise<string[]> {
  // Run in the page itself, and without a report of the thousand nodes that pass, it takes a quarter of the time. What
  // it misses then are frames of other origins.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (part !== undefined) axe.include(part);
  const { violations, passes } = await axe.analyze();
  expect(passes.length, 'axe has looked at something').toBeGreaterThan(5);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
