// The blog's address as a person types it, and the one line of wrangler.toml that holds it. Pure; scripts/deploy.ts
// asks.

export type Site = { origin: string } | { problem: string };

/** The origin of an address that a reader could visit, or a sentence that says what is wrong with it. */
export function parseSite(text: string): Site {
  const typed = text.trim();
  if (typed === '') return { problem: 'Please give your blog’s address, such as https://example.com' };
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return { problem: `“${typed}” is not a web address. It looks like https://example.com` };
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { problem: 'The address of a blog starts with https:// (or http://).' };
  }
  if (url.username || url.password) return { problem: 'Please give the address without a name or password in it.' };
  if (/^(localhost|127\.|\[)/.test(url.hostname) || !url.hostname.includes('.')) {
    return { problem: `${url.host} is only on your machine. Deploying needs the address that your readers use.` };
  }
  // A host may have these in it, and it goes between quotes in wrangler.toml.
  if (/["'\\\s,]/.test(url.origin))
    return { problem: `“${typed}” is not a web address. It looks like https://example.com` };
  return { origin: url.origin };
}

/** The same site with or without `www.`, or null where that makes no sense: `blog.example.com` has no twin. */
export function twinOf(origin: string): string | null {
  const url = new URL(origin);
  if (url.hostname.startsWith('www.')) url.hostname = url.hostname.slice(4);
  else if (url.hostname.split('.').length === 2) url.hostname = `www.${url.hostname}`;
  else return null;
  return url.origin;
}

const SITES_LINE = /^SITES = "([^"\n]*)"/m;

/** What wrangler.toml has for SITES, split; empty where nothing was set. */
export function sitesIn(toml: string): string[] {
  return (SITES_LINE.exec(toml)?.[1] ?? '').split(/[\s,]+/).filter((site) => site !== '');
}

/** wrangler.toml with the origins in its SITES line and everything else, comments too, as it was. */
export function withSites(toml: string, origins: string[]): string {
  if (!SITES_LINE.test(toml)) throw new Error('wrangler.toml has no line that begins with SITES = "');
  return toml.replace(SITES_LINE, () => `SITES = "${origins.join(' ')}"`);
}
