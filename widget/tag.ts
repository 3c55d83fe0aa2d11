// Where the script tag stands decides what it does: in the body the comments come where it is. In the head it serves
// the elements it finds; containers and count links are found by counts/, which comes only where it is needed.

import { pageHere, queryOf } from './page.ts';

/** Links that say how many comments a page has, and whatever else a page has say it. */
export const COUNT_LINKS = 'a[href$="#afterword"],a[href$="#disqus_thread"],[data-afterword-count]';

/** Places for the newest comments of the site. */
export const RECENT = 'afterword-recent';

/** How often a document that changes is looked through. */
export const PAUSE = 300;

/**
 * Our own file, under its stable name or the one with its hash, and where it lies: the worker's origin, or a path of
 * the blog that leads to the worker.
 */
const OURS = /(https?:\/\/[^?#\s]+)\/embed(-\w+)?\.js(?=[?#:]|$)/;

interface Running {
  /** Where the worker is, and so where the other files are fetched from: an origin, or a path of one. */
  origin: string;
  /** Null where none is in the document. */
  tag: HTMLScriptElement | null;
}

/**
 * The file that is running; null where it is part of another one, for then nobody can tell where the worker is. It is
 * never guessed: another site's embed.js may stand on the page, and what is fetched from there runs here.
 */
export function running(): Running | null {
  const { currentScript: tag } = document;
  const isTag = tag instanceof HTMLScriptElement;
  // A module is no current script, and an image of that name hides it, whoever wrote its HTML. But an error knows in
  // which file it was made.
  const [src, origin] = OURS.exec(isTag ? tag.src : `${new Error().stack}`) ?? [];
  return origin ? { origin, tag: isTag ? tag : document.querySelector(`script[src^="${src}"]`) } : null;
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
 * Puts the comments where a tag in the body stands; a second tag makes a second thread, of another page. Call when the
 * element is defined.
 */
export function placeAt(tag: Element): void {
  const page = queryOf(pageHere((name) => tag.getAttribute(name)));
  const placed = [...document.querySelectorAll<HTMLElement>('afterword-comments[data-placed]')];
  // Navigation libraries keep copies of a page, with what we put in, and run its scripts again.
  if (placed.some((one) => one.dataset.placed === page)) return;
  const next = tag.nextElementSibling as HTMLElement;
  if (placed.includes(next)) next.remove();
  const element = newElement(':not([data-placed])');
  if (!element) return;
  element.dataset.placed = page;
  for (const { name, value } of tag.attributes) if (/^data-/.test(name)) element.setAttribute(name, value);
  tag.after(element);
}
