// Saves the site's rules. They hold in this isolate at once; other isolates follow within a minute or two.
// Read next: store/settings/settings.ts, rules/requests/settings.ts for the checks.

import type { SiteSettings } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { notAmong } from '../rules/page/sites.ts';
import { acceptSettings } from '../store/settings/settings.ts';
import { sitesOfVariable } from './sites.ts';

/** One write a field. Returns what was saved: further sites that are in SITES are left out. */
export async function saveSettings(
  { kv, env, memory }: Pick<Scope, 'kv' | 'env' | 'memory'>,
  sent: Partial<SiteSettings>,
): Promise<Partial<SiteSettings>> {
  const settings = sent.sites ? { ...sent, sites: notAmong(sitesOfVariable(env), sent.sites) } : sent;
  await acceptSettings(kv, settings);
  memory.settings.learn(settings);
  return settings;
}
