// The room that is kept in the first window until the comments are there: by the page, in the element's own style, from
// the first on, and by the embed from when it runs (embed/app.ts). It is given back as soon as that moves nothing that
// shows.

import type { App } from '../embed/state.ts';

/** What happens before what is below may come into sight. Not a press: what moves under a finger is missed. */
const TOUCHES = ['scroll', 'wheel', 'touchmove', 'click', 'keydown', 'resize', 'beforeprint'];

/**
 * Gives it back: at once where the thread reaches to the window's end, so that all below is out of sight. Where it is
 * shorter, it waits until the reader does something; and while she writes or presses, until the page need not scroll
 * for it.
 */
export function giveBack({ host, into }: Pick<App, 'host' | 'into'>): () => void {
  const stop = () => {
    for (const type of TOUCHES) removeEventListener(type, free, true);
  };
  const free = (event?: Event) => {
    const spare = host.offsetHeight - ((into.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0);
    const most = Math.max(0, document.documentElement.scrollHeight - spare - innerHeight);
    if (/click|key/.test(event?.type ?? '') && scrollY > most) return;
    into.style.minBlockSize = '';
    host.style.minHeight = '';
    stop();
  };
  // Scrolling does not bubble.
  for (const type of TOUCHES) addEventListener(type, free, { capture: true, passive: true });
  if ((into.firstElementChild?.getBoundingClientRect().bottom ?? 0) >= innerHeight) free();
  return stop;
}
