// What an action is handed: the store, the variables, one time for all that it does, and what the isolate remembers. An
// action knows no request and no answer; the routes make a Scope of a request (routes/context.ts), the cron of its run.
// There is no module state anywhere: two workers in one process share nothing.
// Read next: worker.ts, which makes the memory, and actions/judge.ts, the shortest action.

import type { Access } from './actions/memory/access.ts';
import type { EndedSessions } from './actions/memory/ended-sessions.ts';
import type { Languages } from './actions/memory/languages.ts';
import type { LastCopies } from './actions/memory/last-copy.ts';
import { type Bill, type Customer, isSpent, type Ledger } from './actions/memory/ledger.ts';
import type { RecentAuthors } from './actions/memory/recent-authors.ts';
import type { RecentCounts } from './actions/memory/recent-counts.ts';
import type { RecentPresses } from './actions/memory/recent-presses.ts';
import type { RecentSites } from './actions/memory/recent-sites.ts';
import type { RecentWords } from './actions/memory/recent-words.ts';
import type { Secrets } from './actions/memory/secrets.ts';
import { sitesOfVariable } from './actions/sites.ts';
import type { Env, Runtime } from './env.ts';
import { type Sites, withFurther } from './rules/page/sites.ts';
import { isShut, levelAt } from './rules/screening/spending.ts';
import { meteredKv } from './store/kv/metered.ts';
import type { Settings, SettingsCache } from './store/settings/settings.ts';

/** What one isolate remembers, and the runtime that it was made with. Lost whenever Cloudflare ends the isolate. */
export interface Memory {
  readonly runtime: Runtime;
  readonly settings: SettingsCache;
  readonly secrets: Secrets;
  readonly recent: RecentWords;
  readonly givenSites: RecentSites;
  readonly authors: RecentAuthors;
  readonly ledger: Ledger;
  readonly counts: RecentCounts;
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
  /** What this request spends, as long as it is a stranger's; the cron has none. */
  readonly bill: Bill | null;
  /**
   * The site's rules. One bulk read at most once a minute in this isolate, which is on nobody's bill. The level is the
   * sweep's, or a higher one where this isolate knows that more was spent since.
   */
  settings(): Promise<Settings & { isShut: boolean }>;
  /**
   * All sites there are. One read of one key, at most once a minute in this isolate and never twice for one request.
   */
  sites(): Promise<Sites>;
  /** Whether there is still something left of the day for a read that a page view could do without. */
  mayLook(): boolean;
  /** Goes on after the answer, for 30 s at most. */
  background(work: Promise<unknown>): void;
}

export function createScope(
  env: Env,
  memory: Memory,
  waitUntil: (work: Promise<unknown>) => void,
  customer: Customer | null = null,
): Scope {
  const now = memory.runtime.now();
  const bill = customer && memory.ledger.bill(customer, now);
  const kv = bill ? meteredKv(env.COMMENTS, bill) : env.COMMENTS;
  const readSites = async () => withFurther(sitesOfVariable(env), await memory.settings.sites(env.COMMENTS, now));
  let sites: Promise<Sites> | undefined;
  return {
    kv,
    env,
    now,
    memory,
    bill,
    mayLook: () => customer === null || !isSpent(memory, { ...customer, looks: true }, now),
    settings: async () => {
      const settings = await memory.settings.get(env.COMMENTS, env, now);
      const { units } = memory.ledger.total(settings.shares, now);
      return { ...settings, level: levelAt(units, settings.level, settings), isShut: isShut(units, settings) };
    },
    sites: () => {
      sites ??= readSites();
      return sites;
    },
    // Only work that the sweep repairs runs here; an unhandled rejection would be logged with what it was about.
    background: (work) => waitUntil(work.catch(() => undefined)),
  };
}
