// The doctor: looks at everything that can go wrong with a deployed worker, and says what to do. Each look is one small
// function of a file beside this one; none of them throws, for what cannot be known is a line too.
// Read next: actions/doctor/store.ts, actions/doctor/pages.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { StoreError } from '../../store/kv/errors.ts';
import { backups } from './backups.ts';
import { notices, readers } from './notices.ts';
import { pages } from './pages.ts';
import { quota } from './quota.ts';
import { limits, sites, token, version } from './setup.ts';
import { records, store, sweep } from './store.ts';
import { doctorSays as words } from './words.ts';

type Look = (scope: Scope, origin: string) => Promise<DoctorLine[]> | DoctorLine[];

/** In the order of their lines. */
const LOOKS: readonly Look[] = [
  version,
  token,
  store,
  sweep,
  records,
  backups,
  sites,
  limits,
  notices,
  readers,
  quota,
  pages,
];

/** `origin`: the worker's own, as whoever asks knows it. */
export async function examine(scope: Scope, origin: string): Promise<DoctorLine[]> {
  const found = await Promise.all(LOOKS.map((look) => attempt(() => look(scope, origin))));
  return found.flat();
}

async function attempt(look: () => Promise<DoctorLine[]> | DoctorLine[]): Promise<DoctorLine[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [{ name: words.store, state: 'wrong', says: words.noAnswer }];
  }
}
