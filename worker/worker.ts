// Makes a worker out of a clock and a source of randomness. All that an isolate remembers (settings for a minute,
// derived keys) hangs on what is made here, so that several can live in one process, as in the simulation.
// Read next: app.ts for what it answers, store/sweep/sweep.ts for what it does on its own.

import { Access } from './actions/memory/access.ts';
import { EndedSessions } from './actions/memory/ended-sessions.ts';
import { Languages } from './actions/memory/languages.ts';
import { LastCopies } from './actions/memory/last-copy.ts';
import { Ledger } from './actions/memory/ledger.ts';
import { RecentAuthors } from './actions/memory/recent-authors.ts';
import { RecentCounts } from './actions/memory/recent-counts.ts';
import { RecentPresses } from './actions/memory/recent-presses.ts';
import { RecentSites } from './actions/memory/recent-sites.ts';
import { RecentWords } from './actions/memory/recent-words.ts';
import { Secrets } from './actions/memory/secrets.ts';
import { askForRebuild } from './actions/notices/rebuild.ts';
import { tellOwner } from './actions/notices/tell-owner.ts';
import { tellReaders } from './actions/notices/tell-readers.ts';
import { createApp } from './app.ts';
import { createScope, type Memory } from './deps.ts';
import type { Env, Runtime } from './env.ts';
import { backUp } from './store/backup/daily.ts';
import { SettingsCache } from './store/settings/settings.ts';
import { isSlotOf } from './store/sweep/slots.ts';
import { sweep } from './store/sweep/sweep.ts';

export interface Worker {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response>;
  scheduled(controller: ScheduledController, env: Env, ctx: ExecutionContext): Promise<void>;
}

export function createWorker(runtime: Runtime): Worker {
  const memory = createMemory(runtime);
  const app = createApp(memory);
  return {
    async fetch(request, env, ctx) {
      return app.fetch(request, env, ctx);
    },
    async scheduled(_controller, env, ctx) {
      const scope = createScope(env, memory, (work) => ctx.waitUntil(work));
      const { kv, now } = scope;
      let hasSwept = false;
      try {
        const { threads, views, due } = await sweep(kv, now, {
          owner: (touches) => tellOwner(scope, touches),
          readers: (touches) => tellReaders(scope, touches),
          site: (touches) => askForRebuild(scope, touches),
        });
        hasSwept = threads + views + due > 0;
      } finally {
        // Not beside much else, for all of a run has 10 ms; but a third of all runs at least, however busy the site is,
        // and also while the sweep fails.
        if (env.BACKUPS && (!hasSwept || isSlotOf('lessons', now))) await backUp(env.BACKUPS, kv, now);
      }
    },
  };
}

/** What one isolate remembers, all of it. */
export function createMemory(runtime: Runtime): Memory {
  return {
    runtime,
    settings: new SettingsCache(),
    secrets: new Secrets(),
    recent: new RecentWords(),
    givenSites: new RecentSites(),
    authors: new RecentAuthors(),
    ledger: new Ledger(),
    counts: new RecentCounts(),
    presses: new RecentPresses(),
    access: new Access(runtime),
    ended: new EndedSessions(),
    copies: new LastCopies(edgeCache()),
    languages: new Languages(),
  };
}

/** Other hosts, and the simulation, have none. */
function edgeCache(): Cache | null {
  return typeof caches === 'undefined' ? null : caches.default;
}
