// Where the script tag stands decides what it does: in the body the comments come where it is; in the head it
// serves the elements and containers it finds, and inserts nothing of its own accord.

const CONTAINERS =
  '#afterword,#comments,#disqus_thread,#cusdis_thread,#commento,#isso-thread,#remark42,.giscus,#waline';

/** The tag that is running; `currentScript` is null when another script runs us. */
export function runningTag(): HTMLScriptElement | null {
  return (document.currentScript ?? document.querySelector('script[src*="/embed.js"]')) as HTMLScriptElement | null;
}

export function isInBody(tag: Element | null): boolean {
  return !!tag?.closest('body');
}

/** Call when the element is defined; for a tag in the head, when the document is there. */
export function place(tag: Element | null): void {
  const inBody = isInBody(tag);
  // A page that says itself where the comments go is obeyed, wherever a framework put the tag. A second tag in the
  // body makes a second thread, a second one in the head does not.
  if (document.querySelector(`afterword-comments${inBody ? ':not([data-placed])' : ''}`)) return;
  const container = inBody ? null : document.querySelector(CONTAINERS);
  const element = document.createElement('afterword-comments');
  element.dataset.placed = '';
  // So that "12 comments", a link to `#afterword`, finds them.
  if (!document.getElementById('afterword')) element.id = 'afterword';
  for (const { name, value } of inBody ? (tag?.attributes ?? []) : []) {
    if (/^data-/.test(name)) element.setAttribute(name, value);
  }
  if (inBody) tag?.after(element);
  else container?.append(element);
}
