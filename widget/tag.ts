// Where the script tag stands decides what it does: in the body the comments come where it is. In the head it serves
// the elements it finds; containers and count links are found by counts/, which comes only where it is needed.

/** Links that say how many comments a page has. */
export const COUNT_LINKS = 'a[href$="#afterword"],a[href$="#disqus_thread"],a[data-afterword-count][href$="#comments"]';

/** The tag that is running; `currentScript` is null when another script runs us. Its name may have a hash. */
export function runningTag(): HTMLScriptElement | null {
  return (document.currentScript ?? document.querySelector('script[src*="/embed"]')) as HTMLScriptElement | null;
}

export function isInBody(tag: Element | null): boolean {
  return !!tag?.closest('body');
}

/** An element of ours, where a page has not put one itself; `among` says which of them count. */
export function newElement(among = ''): HTMLElement | null {
  if (document.querySelector(`afterword-comments${among}`)) return null;
  const element = document.createElement('afterword-comments');
  element.dataset.placed = '';
  // So that "12 comments", a link to `#afterword`, finds them.
  if (!document.getElementById('afterword')) element.id = 'afterword';
  return element;
}

/**
 * Puts the comments where a tag in the body stands; a second tag makes a second thread. Call when the element is
 * defined.
 */
export function placeAt(tag: Element): void {
  const element = newElement(':not([data-placed])');
  if (!element) return;
  for (const { name, value } of tag.attributes) if (/^data-/.test(name)) element.setAttribute(name, value);
  tag.after(element);
}
