// Where the script tag stands decides what it does: in the body the comments come where it is; in the head it
// serves the elements and containers it finds, and inserts nothing of its own accord.

const TAG = 'afterword-comments';
const CONTAINERS =
  '#afterword,#comments,#disqus_thread,#cusdis_thread,#commento,#isso-thread,#remark42,.giscus,#waline';

/** The tag that is running; null in a module or when another script runs us. */
export function runningTag(): HTMLScriptElement | null {
  return (
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[src*="/embed.js"]')
  );
}

export function isInHead(tag: Element | null): boolean {
  return !tag?.closest('body');
}

/** Call after the element is defined, and for a tag in the head when the document is there. */
export function place(tag: Element | null): void {
  const already = document.querySelector(`${TAG}:not([data-placed])`);
  if (already) return;
  const element = document.createElement(TAG);
  // A second tag in the body makes a second thread; a second one in the head must not.
  element.dataset.placed = '';
  if (!isInHead(tag)) {
    for (const { name, value } of tag?.attributes ?? []) {
      if (name.startsWith('data-')) element.setAttribute(name, value);
    }
    name(element);
    tag?.after(element);
  } else if (!document.querySelector(TAG)) {
    const container = document.querySelector(CONTAINERS);
    if (!container) return;
    name(element);
    container.append(element);
  }
}

/** So that "12 comments", a link to `#afterword`, finds them. */
function name(element: HTMLElement): void {
  if (!document.getElementById('afterword')) element.id = 'afterword';
}
