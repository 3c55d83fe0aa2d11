// The blog's address, and the worker's domain, as a person types them. Pure; scripts/deploy/questions.ts asks.

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

/** A domain for the worker, as it is typed; an address is taken for its host. Null where it is none. */
export function parseDomain(text: string): string | null {
  const typed = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
  return /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/.test(typed) ? typed : null;
}
