// The doctor: looks at everything that can go wrong with a deployed worker, and says what to do. Each look is one small
// function that never throws: what cannot be known is a line too.
// It fetches the site's own pages (of SITES, of further sites, and of their threads), nothing that a reader chose.

import type { Context } from 'hono';
import type { DoctorLine } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { type AppEnv, scopeOf } from '../../routes/context.ts';
import { examineNotices } from '../../routes/desk/notices.ts';
import { parseSites, siteOf } from '../../rules/page/sites.ts';
import { checkStore, oldestWaiting } from '../../store/backup/health.ts';
import { findUnreadable } from '../../store/backup/unreadable.ts';
import { StoreError } from '../../store/kv/errors.ts';
import { listThreads } from '../../store/views/threads.ts';
import { VERSION } from '../../version.ts';
import { ago } from '../../views/time.ts';
import { adminTokens } from '../memory/secrets.ts';
import { entriesOfVariable, sitesOfVariable } from '../sites.ts';
import { hasAnyTag, hasTag, isOutdated } from './pinned-tag.ts';
import { quota } from './quota.ts';
import { examineReaders } from './readers.ts';

const MINUTE = 60_000;
/** The cron comes every five minutes; what it found unready it takes up eleven minutes later. */
const SWEEP_LATE = 25 * MINUTE;
const PAGES_A_SITE = 3;
const MAX_SITES = 5;
/** Of them and the further sites: the free plan has 50 requests to elsewhere, and notices are tried, too. */
const MAX_LOOKS = 35;
const PATIENCE = 5_000;
const MAX_HTML = 500_000;
const CLOCK_SKEW = 2 * MINUTE;
/** Of a key's name, in a sentence. */
const MAX_KEY = 100;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export async function examine(c: Context<AppEnv>, deps: Memory): Promise<DoctorLine[]> {
  const looks = [version, token, store, sweep, records, sites, limits, examineNotices, examineReaders, quota].map(
    (look) => attempt(() => look(c, deps)),
  );
  const [first, pages] = await Promise.all([Promise.all(looks), attempt(() => pagesOf(c, deps))]);
  return [...first.flat(), ...pages];
}

async function attempt(look: () => Promise<DoctorLine[]> | DoctorLine[]): Promise<DoctorLine[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [{ name: 'Store', state: 'wrong', says: 'KV did not answer. Try again in a minute.' }];
  }
}

function version(): DoctorLine[] {
  return [{ name: 'Version', state: 'fine', says: `${VERSION}. What is new in it: CHANGELOG.md.` }];
}

/** What repeats itself is easily guessed: 32 random bytes in base64 have some 26 different letters. */
function token(c: Context<AppEnv>): DoctorLine[] {
  const tokens = adminTokens(c.env);
  const name = 'Token';
  if (tokens.some((each) => new Set(each).size < 12)) {
    const says =
      'ADMIN_TOKEN has few different letters. Make one with openssl rand -base64 32 and set it: npx wrangler secret put ADMIN_TOKEN';
    return [{ name, state: 'look', says }];
  }
  const second = 'Two are set. Once every device is signed in with the first, set that one alone.';
  return [{ name, state: 'fine', says: tokens.length > 1 ? second : `${tokens[0]?.length ?? 0} characters.` }];
}

async function store(c: Context<AppEnv>, { runtime }: Memory): Promise<DoctorLine[]> {
  const nonce = [...runtime.random(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const failed = await checkStore(c.env.COMMENTS, nonce);
  const name = 'Store';
  if (failed === null) return [{ name, state: 'fine', says: 'A record was written, read back and deleted.' }];
  const says = {
    write:
      'KV takes nothing. On the free plan that is what a day’s used-up writes look like; they begin anew at midnight UTC. Else look at the binding COMMENTS in wrangler.toml.',
    read: 'What was just written could not be read back. KV may lag: try again in a minute.',
    delete: 'KV deletes nothing. On the free plan a day’s deletes may be used up; they begin anew at midnight UTC.',
  };
  return [{ name, state: failed === 'read' ? 'look' : 'wrong', says: says[failed] }];
}

async function sweep(c: Context<AppEnv>, { runtime }: Memory): Promise<DoctorLine[]> {
  const now = runtime.now();
  const since = await oldestWaiting(c.env.COMMENTS, now);
  const name = 'Sweep';
  if (since === null) {
    return [{ name, state: 'fine', says: 'Nothing is waiting for it. (A sweep that finds nothing leaves no trace.)' }];
  }
  const minutes = Math.floor((now - since) / MINUTE);
  if (now - since <= SWEEP_LATE)
    return [{ name, state: 'fine', says: `The oldest thing it has to do came ${ago(since, now)}.` }];
  const says = `It has had something to do for ${minutes} minutes. Look at the cron trigger “*/5 * * * *” in wrangler.toml and in Cloudflare’s dashboard; locally there is none.`;
  return [{ name, state: 'wrong', says }];
}

async function records(c: Context<AppEnv>, { runtime }: Memory): Promise<DoctorLine[]> {
  const { count, names, isPartial } = await findUnreadable(c.env.COMMENTS, runtime.now());
  const name = 'Records';
  const some = isPartial ? ' (There are many: of each kind the first were looked at.)' : '';
  if (count === 0) return [{ name, state: 'fine', says: `All can be read.${some}` }];
  const shown = names.map((each) => (each.length > MAX_KEY ? `${each.slice(0, MAX_KEY)}…` : each)).join(', ');
  const more = count > names.length ? `${shown === '' ? '' : ' and '}${count - names.length} more` : '';
  const found = `${count === 1 ? '1 record' : `${count} records`} could not be read: ${shown}${more}.${some}`;
  const says = `${found} What to do: nothing else is touched by it. If you went back to an older version, deploy the newer one again; if another program writes into this namespace, give it one of its own. To delete one: npx wrangler kv key delete --binding COMMENTS --remote "its name"`;
  return [{ name, state: 'look', says }];
}

async function sites(c: Context<AppEnv>, deps: Memory): Promise<DoctorLine[]> {
  const name = 'Sites';
  const entries = entriesOfVariable(c.env);
  const { origins, anyPort } = await scopeOf(c, deps).sites();
  const all = [...origins, ...anyPort.map((origin) => `${origin}:*`)];
  if (entries.length === 0) {
    const none = all.length === 0 ? ', so no page may have comments' : '';
    const says = `SITES is empty${none}. Set it in wrangler.toml: SITES = "https://example.com"`;
    return [{ name, state: 'wrong', says }];
  }
  const unread = entries.filter((entry) => {
    const one = parseSites(entry);
    return one.origins.length + one.anyPort.length === 0;
  });
  if (unread.length > 0) {
    return [
      {
        name,
        state: 'wrong',
        says: `Not an origin, so left out: ${unread.join(' ')}. One looks like https://example.com`,
      },
    ];
  }
  const local = all.filter((origin) => /^http:/.test(origin));
  const isPublic = new URL(c.req.url).protocol === 'https:';
  if (local.length > 0 && isPublic) {
    return [
      {
        name,
        state: 'look',
        says: `Not encrypted: ${local.join(' ')}. Fine while you try things; take it out then, of SITES or under Settings.`,
      },
    ];
  }
  return [{ name, state: 'fine', says: all.join(', ') }];
}

const LIMITS = ['POST_LIMIT', 'SITE_LIMIT', 'LOGIN_LIMIT'] as const;

/** Asks each of them once: a binding may be there and not count. */
async function limits(c: Context<AppEnv>): Promise<DoctorLine[]> {
  const name = 'Rate limits';
  const found = await Promise.all(
    LIMITS.map(async (binding) => {
      if (c.env[binding] === undefined) return `${binding} is absent`;
      const counts = await c.env[binding].limit({ key: 'doctor' }).then(
        () => true,
        () => false,
      );
      return counts ? null : `${binding} does not answer`;
    }),
  );
  const wrong = found.filter((each) => each !== null);
  if (wrong.length === 0)
    return [{ name, state: 'fine', says: 'They count each visitor, the whole site, and tries to sign in.' }];
  const says = `There is no limit where ${wrong.join(', ')}. See [[ratelimits]] in wrangler.toml.`;
  return [{ name, state: 'look', says }];
}

// ---- the site's pages ----

async function pagesOf(c: Context<AppEnv>, deps: Memory): Promise<DoctorLine[]> {
  const known = await scopeOf(c, deps).sites();
  const ofVariable = sitesOfVariable(c.env).origins;
  const origins = [...ofVariable.slice(0, MAX_SITES), ...known.origins.slice(ofVariable.length)];
  const pagesASite = Math.max(1, Math.min(PAGES_A_SITE, Math.floor(MAX_LOOKS / origins.length)));
  const { threads } = await listThreads(c.env.COMMENTS, null);
  const own = new URL(c.req.url).origin;
  const fetch: Fetch = deps.runtime.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const ofSites = await Promise.all(
    origins.map(async (origin) => {
      const ofSite = threads.filter(({ page }) => URL.canParse(page) && siteOf(new URL(page), known) === origin);
      const addresses = ofSite.length > 0 ? ofSite.slice(0, pagesASite).map(({ page }) => page) : [`${origin}/`];
      const looks = await Promise.all(addresses.map((address) => lookAtPage(fetch, address, own, c.env.ASSETS)));
      return siteLines(origin, addresses, looks, ofSite.length > 0);
    }),
  );
  return [
    ...ofSites.flatMap(({ lines }) => lines),
    clock(
      ofSites.flatMap(({ dates }) => dates),
      deps.runtime.now(),
    ),
  ].flat();
}

interface Look {
  address: string;
  found: 'tag' | 'outdated' | 'other' | 'none' | 'unreachable';
  status?: number;
  date?: number;
}

async function lookAtPage(fetch: Fetch, address: string, own: string, assets: Fetcher | undefined): Promise<Look> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(PATIENCE) });
    const text = (await answer.text()).slice(0, MAX_HTML);
    const date = Date.parse(answer.headers.get('Date') ?? '');
    const at = Number.isNaN(date) ? {} : { date };
    if (!answer.ok) return { address, found: 'unreachable', status: answer.status, ...at };
    if (await isOutdated(text, own, assets)) return { address, found: 'outdated', ...at };
    if (hasTag(text, own)) return { address, found: 'tag', ...at };
    return { address, found: hasAnyTag(text) ? 'other' : 'none', ...at };
  } catch {
    // Whatever it is (no such host, no answer in time), it is told as this.
    return { address, found: 'unreachable' };
  }
}

function siteLines(
  origin: string,
  addresses: string[],
  looks: Look[],
  hasThreads: boolean,
): { lines: DoctorLine[]; dates: number[] } {
  const dates = looks.flatMap(({ date }) => date ?? []);
  const name = new URL(origin).host;
  const line = (state: DoctorLine['state'], says: string) => ({ lines: [{ name, state, says }], dates });
  const gone = looks.find(({ found }) => found === 'unreachable');
  if (gone) {
    const why = gone.status === undefined ? 'did not answer' : `answered ${gone.status}`;
    return line('look', `${gone.address} ${why}. If the page moved, say so under Threads.`);
  }
  const other = looks.find(({ found }) => found === 'other');
  if (other)
    return line(
      'wrong',
      `${other.address} has a tag, but of another worker. Its src must be the embed.js of this one.`,
    );
  const outdated = looks.find(({ found }) => found === 'outdated');
  if (outdated)
    return line(
      'wrong',
      `${outdated.address} has a tag whose integrity is that of an earlier deploy, so browsers run nothing. Paste the one that npm run build prints.`,
    );
  const without = looks.find(({ found }) => found === 'none');
  if (without && hasThreads)
    return line('look', `${without.address} no longer carries the tag, or only a script puts it there.`);
  if (without)
    return line(
      'look',
      `${without.address} carries no tag; a front page need not. Nobody has commented on a page of this site yet.`,
    );
  const what =
    addresses.length === 1 ? `${addresses[0]} carries` : `${addresses.length} pages that have comments carry`;
  return line('fine', `${what} the tag.`);
}

function clock(dates: number[], now: number): DoctorLine[] {
  const [date] = dates;
  const name = 'Clock';
  if (date === undefined)
    return [{ name, state: 'fine', says: 'Cloudflare’s. No page of yours said what time it is.' }];
  const apart = Math.abs(date - now);
  if (apart <= CLOCK_SKEW) return [{ name, state: 'fine', says: 'Agrees with that of your site.' }];
  return [
    {
      name,
      state: 'look',
      says: `It is ${Math.round(apart / MINUTE)} minutes apart from that of your site. Cloudflare’s is right: look at your server, or a cache before it.`,
    },
  ];
}
