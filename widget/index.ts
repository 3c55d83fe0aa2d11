// embed.js, the script that a page pastes. The only file that acts when it is loaded; every other one exports
// functions. Read next: tag.ts (where the comments go), element.ts, embed/app.ts.

import { askerOf } from './api.ts';
import type counts from './counts/index.ts';
import { defineElement } from './element.ts';
import type { Bring } from './embed/state.ts';
import { noteCanonical } from './page.ts';
import { memoryOf } from './storage.ts';
import { COUNT_LINKS, isInBody, PAUSE, placeAt, RECENT, running } from './tag.ts';

/** The folder of all our other files, named by their hash by the build: an old embed never meets a new composer. */
declare const VERSION: string;

const here = running();
if (here) begin(here);
else console.error('Afterword: embed.js must be a file of its own.');

function begin({ origin, tag }: NonNullable<typeof here>): void {
  const inBody = isInBody(tag);
  const bring: Bring = (name, attempt = 0) => import(/* @vite-ignore */ `${origin}/${VERSION}/${name}.js?${attempt}`);
  const isFirst = !customElements.get('afterword-comments');

  if (isFirst) {
    const memory = memoryOf(() => localStorage);
    defineElement({ origin, fetch, memory, now: Date.now, bring }, inBody ? null : tag);
  }
  noteCanonical();
  if (inBody) placeAt(tag as Element);
  if (!isFirst) return;

  // What a library or an endless list brings later counts as well. From then on counts.js looks after it.
  let waits = false;
  const watch = new MutationObserver(() => {
    if (!waits) setTimeout(look, PAUSE);
    waits = true;
  });

  function look(): void {
    waits = false;
    const isIdle = !inBody && !document.querySelector('afterword-comments');
    if (!isIdle && !document.querySelector(`${COUNT_LINKS},${RECENT}`)) return;
    watch.disconnect();
    bring<{ default: typeof counts }>('counts').then(
      (module) => module.default(askerOf(origin, fetch), bring, inBody ? null : tag, tag?.dataset.lang),
      () => {}, // the links keep their words
    );
  }
  function whenThere(): void {
    noteCanonical();
    watch.observe(document, { childList: true, subtree: true });
    look();
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenThere);
  else whenThere();
}
