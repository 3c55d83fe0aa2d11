// Which page an address is: the many addresses of one page become one canonical address and one key, so that they share
// one thread. A thread's id is a hash of the key and comments live under it for good: what changes a key here loses
// the comments of everyone who has some. Add to the table of tests, never alter a line of it.
// Pure. Read next: rules/page/sites.ts; rules/comment/hash.ts makes the thread's id from the key.

import { PERMALINK_PREFIX } from '../../contract/index.ts';
import { hostKey, type Sites, siteOf } from './sites.ts';

export interface Page {
  /** Identifies the thread. */
  key: string;
  /** The canonical address, on the site's origin as SITES writes it. */
  address: string;
  /** False where an address of elsewhere (localhost, a deploy preview) was mapped to the first site, for reading. */
  isOnSite: boolean;
}

/** Longer ones would not fit into a ticket; an address of 2,000 characters may grow by percent-encoding. */
const MAX_CANONICAL = 4_000;

/** What advertisers, messengers, translators and gatekeepers append; `from` only as WeChat has it. */
const TRACKING =
  /^(?:(?:utm_.*|mtm_.*|pk_(?:campaign|kwd|source|medium|content)|fbclid|gclid|gbraid|wbraid|dclid|msclkid|mc_[ce]id|igshid?|yclid|ysclid|twclid|ttclid|li_fat_id|mkt_tok|_hs(?:enc|mi)|_gl|_ga|srsltid|ref|ref_src|__cf_chl_.*|_x_tr_.*|replytocom|isappinstalled)(?:=|$)|from=(?:singlemessage|groupmessage|timeline)$)/i;

/** Null where the text is no http(s) address, or too long a one. */
export function pageOf(text: string, id: string | undefined, sites: Sites): Page | null {
  const url = parse(text);
  if (!url) return null;
  const site = siteOf(url, sites);
  const origin = site ?? sites.origins[0] ?? url.origin;
  const path = canonicalPath(url.pathname) + canonicalQuery(url.search) + routeOf(url.hash);
  const address = origin + path;
  if (address.length > MAX_CANONICAL) return null;
  return { key: keyOf(hostKey(new URL(origin)), path, id), address, isOnSite: site !== null };
}

/** As the page of a site that is its own origin: what it is whichever sites there are. */
export function pageByItself(text: string, id: string | undefined): Page | null {
  const url = parse(text);
  return url && pageOf(text, id, { origins: [url.origin], anyPort: [] });
}

/** Where a comment is to be seen on its page; the page alone where a router reads what stands behind the `#`. */
export function commentLink(page: string, id: string): string {
  const [address, fragment = ''] = page.split('#');
  return routeOf(`#${fragment}`) === '' ? `${address}#${PERMALINK_PREFIX}${id}` : page;
}

/** An address as people write it down: no scheme, no `www.`, and no slash at the end. */
export function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

// JSON keeps the fields apart and the first one says which kind it is: no id can be chosen to equal an address, nor
// to reach over into another site.
function keyOf(host: string, path: string, id: string | undefined): string {
  return JSON.stringify(id === undefined ? ['address', host, path] : ['id', host, id]);
}

function parse(text: string): URL | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username || url.password || !url.hostname ? null : url;
}

/** Doubled and trailing slashes and the index's name do not make another page. */
export function canonicalPath(path: string): string {
  const segments = normalEncoding(path)
    .split('/')
    .filter((segment) => segment !== '');
  while (/^index\.(?:html?|php)$/i.test(segments.at(-1) ?? '')) segments.pop();
  return `/${segments.join('/')}`;
}

/** Tracking parameters go, the rest is sorted by name; of several of one name the order stays. */
export function canonicalQuery(search: string): string {
  const pairs = search
    .slice(1)
    .split('&')
    .map((pair) => normalEncoding(pair.replaceAll('+', '%20')).replace(/=$/, ''))
    .map((pair) => ({ pair, name: pair.split('=', 1)[0]! }))
    .filter(({ pair, name }) => name !== '' && !TRACKING.test(pair));
  pairs.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return pairs.length === 0 ? '' : `?${pairs.map(({ pair }) => pair).join('&')}`;
}

/** A fragment names a place in a page, but for the routes of apps that keep them there: `#/post` and `#!/post`. */
function routeOf(hash: string): string {
  const [route = ''] = /^#[/!][^#]*/.exec(hash) ?? [];
  return normalEncoding(route).replace(/[#/!]+$/, '');
}

/**
 * `%7e` and `~` are one, and so are `%c3` and `%C3` (RFC 3986, 6.2.2), and the signs that messengers write in percent
 * form and browsers do not. Nothing else is decoded: `%2F` is no slash, and bytes that are no UTF-8 stay as they are
 * instead of all becoming the same replacement character.
 */
function normalEncoding(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (code) => {
    const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9\-._~!'()*,:@]/.test(letter) ? letter : code.toUpperCase();
  });
}
