// Where a reader was among the comments, for a reload and for the way back to the page: the browser scrolls there
// before the comments have come, when the page is too short for it. Kept for this tab alone, as the page is left, and
// only where she was below the first of them.

import type { App } from '../embed/state.ts';
import { memoryOf } from '../storage.ts';
import { reveal } from './show.ts';

interface Place {
  page: string;
  /** The comment at the top of the window, and how far from there. */
  id: string;
  top: number;
  /** How far the page was scrolled. */
  y: number;
}

/** Later than that she has been reading where she is. */
const LATEST = 10_000;

const NAME = 'place';
const tab = memoryOf(() => sessionStorage);

/** Call as the page is left. */
export function keepPlace({ root, query }: Pick<App, 'root' | 'query'>): void {
  const articles = [...root.querySelectorAll('article')];
  const first = articles.findIndex((article) => article.getBoundingClientRect().bottom > 0);
  const article = articles[first];
  if (!article || first === 0) return;
  const { top } = article.getBoundingClientRect();
  tab.keep(NAME, { page: query, id: article.id.replace('comment-', ''), top, y: scrollY } satisfies Place);
}

/** Call once, when the thread is drawn. */
export async function returnToPlace(app: App): Promise<void> {
  const place = tab.read(NAME) as Place | undefined;
  if (place?.page !== app.query) return;
  tab.keep(NAME, undefined);
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isAgain = /^(reload|back_forward)$/.test(visit?.type ?? '');
  const isThere = scrollY >= place.y;
  if (!isAgain || isThere || performance.now() > LATEST || location.hash.startsWith('#comment-')) return;
  const article = await reveal(app, place.id);
  if (article) scrollBy({ top: article.getBoundingClientRect().top - place.top, behavior: 'instant' });
}
