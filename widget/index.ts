// embed.js, the script that a page pastes. The only file that acts when it is loaded; every other one exports
// functions. Read next: tag.ts (where the comments go), element.ts, app.ts.

import { askerOf } from './api.ts';
import { fillCounts } from './counts.ts';
import { defineElement } from './element.ts';
import { memoryOf } from './storage.ts';
import { isInBody, place, runningTag } from './tag.ts';

/** The hash of composer.js, put here by the build: an old embed never meets a new composer from a cache. */
declare const COMPOSER_VERSION: string;

const tag = runningTag();
const inBody = isInBody(tag);
const { origin } = new URL(tag?.src ?? location.href);
const fetcher: typeof fetch = (address, init) => fetch(address, init);
const isFirst = !customElements.get('afterword-comments');

if (isFirst) {
  defineElement(
    {
      origin,
      fetch: fetcher,
      memory: memoryOf(() => localStorage),
      now: Date.now,
      importComposer: (attempt) => import(/* @vite-ignore */ `${origin}/composer.js?v=${COMPOSER_VERSION}-${attempt}`),
    },
    inBody ? null : tag,
  );
}
if (inBody) place(tag);

function whenThere(): void {
  if (!inBody) place(tag);
  if (isFirst) fillCounts(askerOf(origin, fetcher));
}
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenThere);
else whenThere();
