// Which origins are the owner's: those of the variable SITES, and the further ones that the desk adds in a setting. Nobody
// else can read the variable: its type says nothing, so that whoever forgets the setting does not compile.
// What SITES alone can tell costs no read. Read next: rules/page/sites.ts, store/settings/settings.ts.

import type { Context } from 'hono';
import type { AppDeps, AppEnv } from '../deps.ts';
import type { Env } from '../env.ts';
import { isSiteAddress, parseSites, type Sites, withFurther } from '../rules/page/sites.ts';

type Variable = Pick<Env, 'SITES'>;

/** As they stand in wrangler.toml: what a reader's GET begins with, and what the site is called by. No others. */
export function sitesOfVariable(env: Variable): Sites {
  return parseSites(textOf(env));
}

/** What is written there, right or not. */
export function entriesOfVariable(env: Variable): string[] {
  return textOf(env)
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
}

/** What the owner calls the place: the host of the first site in SITES. */
export function nameOfSite(env: Variable): string | undefined {
  const [first] = sitesOfVariable(env).origins;
  return first && new URL(first).host;
}

/** All sites there are. One read of one key, at most once a minute in this isolate and never twice for one request. */
export function allSites(c: Context<AppEnv>, { settings, runtime }: Deps): Promise<Sites> {
  const read = async () => withFurther(sitesOfVariable(c.env), await settings.sites(c.env.COMMENTS, runtime.now()));
  const sites = c.get('sites') ?? read();
  c.set('sites', sites);
  return sites;
}

/** What SITES alone says to a question, where it says something; else what all sites there are say. */
export async function askSites<T>(c: Context<AppEnv>, deps: Deps, ask: (sites: Sites) => T): Promise<T> {
  return ask(sitesOfVariable(c.env)) || ask(await allSites(c, deps));
}

/** Whether an address is on one of them. */
export function isOnSite(c: Context<AppEnv>, deps: Deps, address: string): Promise<boolean> {
  return askSites(c, deps, (sites) => isSiteAddress(address, sites));
}

type Deps = Pick<AppDeps, 'settings' | 'runtime'>;

function textOf({ SITES }: Variable): string {
  return typeof SITES === 'string' ? SITES : '';
}
