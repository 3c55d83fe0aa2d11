// What the doctor can say of how the worker is set up: its version, ADMIN_TOKEN, SITES and the bindings that count.
// Read next: actions/doctor/index.ts, env.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { parseSites } from '../../rules/page/sites.ts';
import { VERSION } from '../../version.ts';
import { adminTokens } from '../memory/secrets.ts';
import { entriesOfVariable } from '../sites.ts';

export function version(): DoctorLine[] {
  return [{ name: 'Version', state: 'fine', says: `${VERSION}. What is new in it: CHANGELOG.md.` }];
}

/** What repeats itself is easily guessed: 32 random bytes in base64 have some 26 different letters. */
export function token({ env }: Pick<Scope, 'env'>): DoctorLine[] {
  const tokens = adminTokens(env);
  const name = 'Token';
  if (tokens.some((each) => new Set(each).size < 12)) {
    const says =
      'ADMIN_TOKEN has few different letters. Make one with openssl rand -base64 32 and set it: npx wrangler secret put ADMIN_TOKEN';
    return [{ name, state: 'look', says }];
  }
  const second = 'Two are set. Once every device is signed in with the first, set that one alone.';
  return [{ name, state: 'fine', says: tokens.length > 1 ? second : `${tokens[0]?.length ?? 0} characters.` }];
}

/** `origin`: the worker's own. */
export async function sites(scope: Pick<Scope, 'env' | 'sites'>, origin: string): Promise<DoctorLine[]> {
  const name = 'Sites';
  const entries = entriesOfVariable(scope.env);
  const { origins, anyPort } = await scope.sites();
  const all = [...origins, ...anyPort.map((each) => `${each}:*`)];
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
    const says = `Not an origin, so left out: ${unread.join(' ')}. One looks like https://example.com`;
    return [{ name, state: 'wrong', says }];
  }
  const local = all.filter((each) => /^http:/.test(each));
  const isPublic = origin.startsWith('https:');
  if (local.length > 0 && isPublic) {
    const says = `Not encrypted: ${local.join(' ')}. Fine while you try things; take it out then, of SITES or under Settings.`;
    return [{ name, state: 'look', says }];
  }
  return [{ name, state: 'fine', says: all.join(', ') }];
}

const LIMITS = ['POST_LIMIT', 'SITE_LIMIT', 'LOGIN_LIMIT'] as const;

/** Asks each of them once: a binding may be there and not count. */
export async function limits({ env }: Pick<Scope, 'env'>): Promise<DoctorLine[]> {
  const name = 'Rate limits';
  const found = await Promise.all(
    LIMITS.map(async (binding) => {
      if (env[binding] === undefined) return `${binding} is absent`;
      const counts = await env[binding].limit({ key: 'doctor' }).then(
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
