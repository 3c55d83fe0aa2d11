// What the doctor can say of how the worker is set up: its version, ADMIN_TOKEN, SITES and the bindings that count.
// Read next: actions/doctor/index.ts, env.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { parseSites } from '../../rules/page/sites.ts';
import { VERSION } from '../../version.ts';
import { adminTokens } from '../memory/secrets.ts';
import { entriesOfVariable } from '../sites.ts';
import { fill, doctorSays as words } from './words.ts';

export function version(): DoctorLine[] {
  return [{ name: words.version, state: 'fine', says: fill(words.versionIs, { name: VERSION }) }];
}

/** What repeats itself is easily guessed: 32 random bytes in base64 have some 26 different letters. */
export function token({ env }: Pick<Scope, 'env'>): DoctorLine[] {
  const tokens = adminTokens(env);
  const name = words.token;
  if (tokens.some((each) => new Set(each).size < 12)) {
    return [{ name, state: 'look', says: words.tokenWeak }];
  }
  const says = tokens.length > 1 ? words.tokenTwo : fill(words.tokenLength, { n: tokens[0]?.length ?? 0 });
  return [{ name, state: 'fine', says }];
}

/** `origin`: the worker's own. */
export async function sites(scope: Pick<Scope, 'env' | 'sites'>, origin: string): Promise<DoctorLine[]> {
  const name = words.sites;
  const entries = entriesOfVariable(scope.env);
  const { origins, anyPort } = await scope.sites();
  const all = [...origins, ...anyPort.map((each) => `${each}:*`)];
  if (entries.length === 0) {
    return [{ name, state: 'wrong', says: all.length === 0 ? words.sitesEmptyAll : words.sitesEmpty }];
  }
  const unread = entries.filter((entry) => {
    const one = parseSites(entry);
    return one.origins.length + one.anyPort.length === 0;
  });
  if (unread.length > 0) {
    return [{ name, state: 'wrong', says: fill(words.sitesUnread, { title: unread.join(' ') }) }];
  }
  const local = all.filter((each) => /^http:/.test(each));
  const isPublic = origin.startsWith('https:');
  if (local.length > 0 && isPublic) {
    return [{ name, state: 'look', says: fill(words.sitesPlain, { title: local.join(' ') }) }];
  }
  return [{ name, state: 'fine', says: all.join(', ') }];
}

const LIMITS = ['POST_LIMIT', 'SITE_LIMIT', 'STRANGER_LIMIT', 'LOGIN_LIMIT'] as const;

/** Asks each of them once: a binding may be there and not count. */
export async function limits({ env }: Pick<Scope, 'env'>): Promise<DoctorLine[]> {
  const name = words.limits;
  const found = await Promise.all(
    LIMITS.map(async (binding) => {
      if (env[binding] === undefined) return fill(words.limitAbsent, { name: binding });
      const counts = await env[binding].limit({ key: 'doctor' }).then(
        () => true,
        () => false,
      );
      return counts ? null : fill(words.limitSilent, { name: binding });
    }),
  );
  const wrong = found.filter((each) => each !== null);
  if (wrong.length === 0) return [{ name, state: 'fine', says: words.limitsCount }];
  return [{ name, state: 'look', says: fill(words.limitsMissing, { title: wrong.join(', ') }) }];
}
