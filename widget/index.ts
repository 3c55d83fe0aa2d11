// embed.js, the script that a page pastes. The only file that acts when it is loaded; every other one exports
// functions. Read next: tag.ts (where the comments go), element.ts, app.ts.

import { apiAt } from './api.ts';
import { fillCounts } from './counts.ts';
import { defineElement } from './element.ts';
import type { ComposerModule } from './kit.ts';
import { memoryOf } from './storage.ts';
import { isInHead, place, runningTag } from './tag.ts';

/** The hash of composer.js, put here by the build: an old embed never meets a new composer from a cache. */
declare const COMPOSER_VERSION: string;

const tag = runningTag();
const origin = new URL(tag?.src ?? location.href).origin;
const fetcher = window.fetch.bind(window);
const isFirst = !customElements.get('afterword-comments');

if (isFirst) {
  defineElement(
    {
      origin,
      fetch: fetcher,
      memory: memoryOf(() => localStorage),
      now: Date.now,
      importComposer: (attempt): Promise<ComposerModule> =>
        import(/* @vite-ignore */ `${origin}/composer.js?v=${COMPOSER_VERSION}${attempt ? `.${attempt}` : ''}`),
    },
    isInHead(tag) ? tag : null,
  );
}

function settle(): void {
  if (isInHead(tag)) place(tag);
  if (isFirst) fillCounts(apiAt(origin, fetcher));
}

if (!isInHead(tag)) place(tag);
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', settle);
else settle();
