// What an action is handed: the store, the variables, one time for all that it does, and what the isolate remembers. An
// action knows no request and no answer; the routes make a Scope of a request (routes/context.ts), the cron of its run.
// There is no module state anywhere: two workers in one process share nothing.
// Read next: worker.ts, which makes the memory, and actions/judge.ts, the shortest action.

import type { Access } from './actions/memory/access.ts';
import type { EndedSessions } from './actions/memory/ended-sessions.ts';
import type { Languages } from './actions/memory/languages.ts';
import type { LastCopies } from './actions/memory/last-copy.ts';
import type { RecentAuthors } from './actions/memory/recent-authors.ts';
import type { RecentPresses } from './actions/memory/recent-presses.ts';
import type { RecentSites } from './actions/memory/recent-sites.ts';
import type { RecentWords } from './actions/memory/recent-words.ts';
import type { Secrets } from './actions/memory/secrets.ts';
import { sitesOfVariable } from './actions/sites.ts';
import type { Env, Runtime } from './env.ts';
import { type Sites, withFurther } from './rules/page/sites.ts';
import type { Settings, SettingsCache } from './store/settings/settings.ts';

/** What one isolate remembers, and the runtime that it was made with. Lost whenever Cloudflare ends the isolate. */
export interface Memory {
  readonly runtime: Runtime;
  readonly settings: SettingsCache;
  readonly secrets: Secrets;
  readonly recent: RecentWords;
  readonly givenSites: RecentSites;
  readonly authors: RecentAuthors;
  readonly presses: RecentPresses;
  readonly access: Access;
  readonly ended: EndedSessions;
  readonly copies: LastCopies;
  readonly languages: Languages;
}

/** One request, or one run of the cron, as the actions see it. */
export interface Scope {
  readonly kv: Env['COMMENTS'];
  readonly env: Env;
  /** Milliseconds since 1970; the same for everything that one request does. */
  readonly now: number;
  readonly memory: Memory;
  /** The site's rules. One bulk read at most once a minute in this isolate. */
  settings(): Promise<Settings>;
  /**
   * All sites there are. One read of one key, at most once a minute in this isolate and never twice for one request.
   */
  sites(): Promise<Sites>;
  /** Goes on after the answer, for 30 s at most. */
  background(work: Promise<unknown>): void;
}

export function createScope(env: Env, memory: Memory, waitUntil: (work: Promise<unknown>) => void): Scope {
  const kv = env.COMMENTS;
  const now = memory.runtime.now();
  const readSites = async () => withFurther(sitesOfVariable(env), await memory.settings.sites(kv, now));
  let sites: Promise<Sites> | undefined;
  return {
    kv,
    env,
    now,
    memory,
    settings: () => memory.settings.get(kv, env, now),
    sites: () => {
      sites ??= readSites();
      return sites;
    },
    // Only work that the sweep repairs runs here; an unhandled rejection would be logged with what it was about.
    background: (work) => waitUntil(work.catch(() => undefined)),
  };
}
