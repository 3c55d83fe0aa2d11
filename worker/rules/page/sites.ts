// The origins whose pages may have comments: the variable SITES, read strictly, and the further ones of the desk. Pure.
// Read next: rules/page/page.ts, which makes an address on one of them into the key of a thread; actions/sites.ts,
// which knows both.

import { originOf } from './origin.ts';

export interface Sites {
  /** In the order of SITES, then those of the desk, each as `URL.origin` writes it. */
  origins: string[];
  /** 'http://localhost' and 'http://127.0.0.1', where SITES says `:*` of them: any port will do. */
  anyPort: string[];
}

const ANY_PORT = /^(http:\/\/(?:localhost|127\.0\.0\.1)):\*$/;

/** Origins separated by spaces or commas. What is no origin is left out: nothing opens by a slip. */
export function parseSites(text: string | undefined): Sites {
  const sites: Sites = { origins: [], anyPort: [] };
  for (const entry of (text ?? '').split(/[\s,]+/)) {
    const local = ANY_PORT.exec(entry)?.[1];
    const origin = originOf(entry);
    if (local) sites.anyPort.push(local);
    else if (origin) sites.origins.push(origin);
  }
  return sites;
}

/** With those of the desk behind them. */
export function withFurther({ origins, anyPort }: Sites, further: string[]): Sites {
  const more = parseSites(further.join(' '));
  return { origins: [...origins, ...more.origins], anyPort: [...anyPort, ...more.anyPort] };
}

/** Those that are not allowed already. */
export function notAmong(sites: Sites, further: string[]): string[] {
  return further.filter((entry) => !isSiteOrigin(entry, sites) && !sites.anyPort.includes(entry.replace(/:\*$/, '')));
}

/** Whether an `Origin` header is exactly one of the site's. */
export function isSiteOrigin(origin: string, sites: Sites): boolean {
  if (sites.origins.includes(origin)) return true;
  const [, host = ''] = /^(http:\/\/[a-z0-9.]+)(?::\d{1,5})?$/.exec(origin) ?? [];
  return sites.anyPort.includes(host);
}

/** The site's origin that an address is on, as SITES writes it; scheme and `www.` do not matter. */
export function siteOf(address: URL, sites: Sites): string | null {
  const host = hostKey(address);
  const origin = sites.origins.find((site) => hostKey(new URL(site)) === host);
  return origin ?? (isSiteOrigin(address.origin, sites) ? address.origin : null);
}

/** Whether an address is on one of the site's origins. */
export function isSiteAddress(address: string, sites: Sites): boolean {
  return URL.canParse(address) && siteOf(new URL(address), sites) !== null;
}

/** Whether two addresses are on one host, as keys have it. */
export function isSameHost(one: string, other: string): boolean {
  const [first, second] = [one, other].map((address) => URL.canParse(address) && hostKey(new URL(address)));
  return first !== false && first === second;
}

/** Host and port as they stand in keys: no `www.`, no dot at the end. */
export function hostKey(address: URL): string {
  const name = address.hostname.replace(/\.$/, '').replace(/^www\.(?=[^.]+\.)/, '');
  return address.port === '' ? name : `${name}:${address.port}`;
}
