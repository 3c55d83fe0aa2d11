// One site as the owner writes it, made into the origin that browsers send. Pure.
// Read next: rules/page/sites.ts, rules/requests/settings.ts.

import { MAX_URL } from '../../contract/index.ts';

/** `https://` where no scheme is written; what comes after the host is left out. Null where it is no web address. */
export function originOf(entry: string): string | null {
  if (entry === '' || entry.includes('*')) return null;
  const text = entry.includes('://') ? entry : `https://${entry}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : null;
}

/** No name or password, no dot at the end, no address in brackets; http for the owner's own machine alone. */
const FURTHER = /^(?:https:\/\/(?:[a-z0-9_-]+\.)*[a-z0-9_-]+|http:\/\/(?:localhost|127\.0\.0\.1))(?::\d+)?$/;
const ANY_PORT = /^http:\/\/(?:localhost|127\.0\.0\.1):\*$/;

/**
 * A further site, as the desk takes it: stricter than SITES, which a deploy puts in front of its owner again. A word is
 * no site by a slip: without a scheme there has to be a dot in it. Null where it is none.
 */
export function furtherSiteOf(entry: string): string | null {
  if (entry.length > MAX_URL || entry.includes('@')) return null;
  if (ANY_PORT.test(entry)) return entry;
  const origin = /:\/\/|\./.test(entry) ? originOf(entry) : null;
  return origin !== null && FURTHER.test(origin) ? origin : null;
}
