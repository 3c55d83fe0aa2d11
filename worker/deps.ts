// What every route and middleware is handed: the runtime, the isolate's memory (settings, derived keys),
// and the typed context. There is no module state anywhere: two workers in one process share nothing.
// Read next: worker.ts, which makes these, and app.ts, which mounts the routes.

import type { Context } from 'hono';
import type { Access } from './actions/memory/access.ts';
import type { LastCopies } from './actions/memory/last-copy.ts';
import type { RecentAuthors } from './actions/memory/recent-authors.ts';
import type { RecentPresses } from './actions/memory/recent-presses.ts';
import type { RecentWords } from './actions/memory/recent-words.ts';
import type { Secrets } from './actions/memory/secrets.ts';
import type { Env, Runtime } from './env.ts';
import type { Sites } from './rules/page/sites.ts';
import type { SettingsCache } from './store/settings/settings.ts';

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
  /** The body of a write, parsed; set by routes/middleware/json-body.ts. */
  json: unknown;
  /** The site-wide limit has tripped; set by routes/middleware/throttle.ts. */
  isBusy: boolean;
  /** Asked for once a request; set by actions/sites.ts. */
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
