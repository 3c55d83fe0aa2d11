// A tag in the head inserts nothing of its own accord, but it fills the place that a page keeps for comments: ours, or
// that of the system that was there before, so that one tag in a base layout is enough.

import { newElement } from '../tag.ts';

const CONTAINERS =
  '#afterword,#comments,#disqus_thread,#cusdis_thread,#commento,#isso-thread,#remark42,.giscus,#waline';

/** What has words of its own: Markdown makes `<h2 id="afterword">` of "## Afterword". */
export const HEADINGS = 'h1,h2,h3,h4,h5,h6,p,a,li,dt,summary';

/** Call when the document is there. What stands in the container stays above the comments. */
export function placeInContainer(): void {
  const container = [...document.querySelectorAll(CONTAINERS)].find((each) => !each.matches(HEADINGS));
  const element = container && newElement();
  if (element) container.append(element);
}
