// Looks at the site's own pages (of SITES, of further sites, and of their threads), nothing that a reader chose:
// whether they answer and carry the tag, and whether their server's clock agrees with ours.
// Read next: actions/doctor/pinned-tag.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { siteOf } from '../../rules/page/sites.ts';
import { MINUTE, SECOND } from '../../rules/time.ts';
import { listThreads } from '../../store/views/threads.ts';
import { sitesOfVariable } from '../sites.ts';
import { hasAnyTag, hasTag, isOutdated } from './pinned-tag.ts';
import { fill, doctorSays as words } from './words.ts';

const PAGES_A_SITE = 3;
const MAX_SITES = 5;
/** Of them and the further sites: the free plan has 50 requests to elsewhere, and notices are tried, too. */
const MAX_LOOKS = 35;
const PATIENCE = 5 * SECOND;
const MAX_HTML = 500_000;
const CLOCK_SKEW = 2 * MINUTE;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A line for each site, and one for the clock. `origin`: the worker's own. */
export async function pages(scope: Scope, origin: string): Promise<DoctorLine[]> {
  const { env, kv, now, memory } = scope;
  const known = await scope.sites();
  const ofVariable = sitesOfVariable(env).origins;
  const origins = [...ofVariable.slice(0, MAX_SITES), ...known.origins.slice(ofVariable.length)];
  const pagesASite = Math.max(1, Math.min(PAGES_A_SITE, Math.floor(MAX_LOOKS / origins.length)));
  const { threads } = await listThreads(kv, null);
  const fetch: Fetch = memory.runtime.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const ofSites = await Promise.all(
    origins.map(async (site) => {
      const ofSite = threads.filter(({ page }) => URL.canParse(page) && siteOf(new URL(page), known) === site);
      const addresses = ofSite.length > 0 ? ofSite.slice(0, pagesASite).map(({ page }) => page) : [`${site}/`];
      const looks = await Promise.all(addresses.map((address) => lookAtPage(fetch, address, origin, env.ASSETS)));
      return siteLines(site, addresses, looks, ofSite.length > 0);
    }),
  );
  const dates = ofSites.flatMap((each) => each.dates);
  return [...ofSites.flatMap(({ lines }) => lines), ...clock(dates, now)];
}

interface PageLook {
  address: string;
  found: 'tag' | 'outdated' | 'other' | 'none' | 'unreachable';
  status?: number;
  date?: number;
}

async function lookAtPage(fetch: Fetch, address: string, own: string, assets: Fetcher | undefined): Promise<PageLook> {
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
  looks: PageLook[],
  hasThreads: boolean,
): { lines: DoctorLine[]; dates: number[] } {
  const dates = looks.flatMap(({ date }) => date ?? []);
  const name = new URL(origin).host;
  const line = (state: DoctorLine['state'], says: string) => ({ lines: [{ name, state, says }], dates });
  const found = (kind: PageLook['found']) => looks.find((look) => look.found === kind);
  const about = ({ address: site }: PageLook, sentence: string) => fill(sentence, { site });
  const gone = found('unreachable');
  if (gone) {
    const { status } = gone;
    return line(
      'look',
      status === undefined
        ? about(gone, words.pageSilent)
        : fill(words.pageRefused, { site: gone.address, title: String(status) }),
    );
  }
  const other = found('other');
  if (other) return line('wrong', about(other, words.pageOther));
  const outdated = found('outdated');
  if (outdated) return line('wrong', about(outdated, words.pageOutdated));
  const without = found('none');
  if (without) return line('look', about(without, hasThreads ? words.pageLost : words.pageNone));
  const [site = ''] = addresses;
  return line(
    'fine',
    addresses.length === 1 ? fill(words.pageCarries, { site }) : fill(words.pagesCarry, { n: addresses.length }),
  );
}

function clock(dates: number[], now: number): DoctorLine[] {
  const [date] = dates;
  const name = words.clock;
  if (date === undefined) return [{ name, state: 'fine', says: words.clockUnknown }];
  const apart = Math.abs(date - now);
  if (apart <= CLOCK_SKEW) return [{ name, state: 'fine', says: words.clockAgrees }];
  return [{ name, state: 'look', says: fill(words.clockApart, { n: Math.round(apart / MINUTE) }) }];
}
