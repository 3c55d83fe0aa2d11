// embed.js, the script that a page pastes. The only file that acts when it is loaded; every other one exports
// functions. Read next: tag.ts (where the comments go), element.ts, embed/app.ts.

import { askerOf } from './api.ts';
import type counts from './counts/index.ts';
import { defineElement } from './element.ts';
import type { Bring } from './embed/state.ts';
import { memoryOf } from './storage.ts';
import { COUNT_LINKS, isInBody, placeAt, runningTag } from './tag.ts';

/** The folder of all our other files, named by their hash by the build: an old embed never meets a new composer. */
declare const VERSION: string;

const tag = runningTag();
const inBody = isInBody(tag);
const { origin } = new URL(tag?.src ?? location.href);
const fetcher: typeof fetch = (address, init) => fetch(address, init);
const bring: Bring = (name, attempt = 0) => import(/* @vite-ignore */ `${origin}/${VERSION}/${name}.js?${attempt}`);
const isFirst = !customElements.get('afterword-comments');

if (isFirst) {
  defineElement(
    {
      origin,
      fetch: fetcher,
      memory: memoryOf(() => localStorage),
      now: Date.now,
      bring,
    },
    inBody ? null : tag,
  );
}
if (inBody) placeAt(tag as Element);

function whenThere(): void {
  const isIdle = !inBody && !document.querySelector('afterword-comments');
  if (isIdle || (isFirst && document.querySelector(COUNT_LINKS))) {
    bring<{ default: typeof counts }>('counts').then(
      (module) => module.default(askerOf(origin, fetcher), !inBody, bring, tag?.dataset.lang),
      () => {}, // the links keep their words
    );
  }
}
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenThere);
else whenThere();
