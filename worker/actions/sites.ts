// Which origins are the owner's: those of the variable SITES, and the further ones that the desk adds in a setting.
// Nobody else can read the variable: its type says nothing, so that whoever forgets the setting does not compile. What
// SITES alone can tell costs no read. Read next: rules/page/sites.ts, store/settings/settings.ts.

import type { Scope } from '../deps.ts';
import type { Env } from '../env.ts';
import { isSiteAddress, parseSites, type Sites } from '../rules/page/sites.ts';

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

/** What SITES alone says to a question, where it says something; else what all sites there are say. */
export async function askSites<T>(scope: Pick<Scope, 'env' | 'sites'>, ask: (sites: Sites) => T): Promise<T> {
  return ask(sitesOfVariable(scope.env)) || ask(await scope.sites());
}

/** Whether an address is on one of them. */
export function isOnSite(scope: Pick<Scope, 'env' | 'sites'>, address: string): Promise<boolean> {
  return askSites(scope, (sites) => isSiteAddress(address, sites));
}

function textOf({ SITES }: Variable): string {
  return typeof SITES === 'string' ? SITES : '';
}
