// What every route and middleware is handed: the runtime, the isolate's memory (settings, derived keys),
// and the typed context. There is no module state anywhere: two workers in one process share nothing.
// Read next: create-worker.ts, which makes these, and app.ts, which mounts the routes.

import type { Context } from 'hono';
import type { Access } from './access.ts';
import type { Env, Runtime } from './env.ts';
import type { RecentAuthors } from './recent-authors.ts';
import type { RecentPresses } from './recent-presses.ts';
import type { RecentWords } from './recent-words.ts';
import type { LastCopies } from './routes/last-copy.ts';
import type { Sites } from './rules/sites.ts';
import type { Secrets } from './secrets.ts';
import type { SettingsCache } from './store/settings.ts';

export interface AppDeps {
  runtime: Runtime;
  settings: SettingsCache;
  secrets: Secrets;
  recent: RecentWords;
  authors: RecentAuthors;
  presses: RecentPresses;
  access: Access;
  copies: LastCopies;
}

export interface AppVariables {
  /** Goes into every error answer, so that a reader's report finds its line in the log. */
  requestId: string;
  /** The body of a write, parsed; set by middleware/json-body.ts. */
  json: unknown;
  /** The site-wide limit has tripped; set by middleware/throttle.ts. */
  isBusy: boolean;
  /** Asked for once a request; set by sites.ts. */
  sites?: Promise<Sites>;
}

export interface AppEnv {
  Bindings: Env;
  Variables: AppVariables;
}

/** Goes on after the answer, for 30 s at most. */
export function background(c: Context<AppEnv>, work: Promise<unknown>): void {
  // Only work that the sweep repairs runs here; an unhandled rejection would be logged with what it was about.
  c.executionCtx.waitUntil(work.catch(() => undefined));
}
