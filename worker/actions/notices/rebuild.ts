// The deploy hook: where the comments stand in a site's own HTML (docs/in-the-page.md), the site has to be built anew
// when one became public or is public no longer. The sweep calls the hook for all that happened since the last time, at
// most every 15 minutes; what fails is tried again. The hook hears that there is news, and no word of anybody's.
// Read next: store/outbox/rebuild.ts, routes/desk/rebuild.ts.

import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { outsideAddress } from '../../notify/address.ts';
import { createTransport } from '../../notify/send.ts';
import { signed } from '../../notify/signature.ts';
import { nextTry } from '../../rules/retry-after.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { seal } from '../../rules/signed/sealed.ts';
import { MINUTE, SECOND } from '../../rules/time.ts';
import type { ListedTouch } from '../../store/facts/touches.ts';
import { acceptRebuild, putRebuildLog, type RebuildLog, readRebuild } from '../../store/outbox/rebuild.ts';
import { NO_TRIES } from '../../store/outbox/tries.ts';
import { unsealField, webhookSecret } from './destinations.ts';

/** Shorter than a touch stays, so that each is seen by a run that may call. */
const PAUSE = 15 * MINUTE;
/** A location that has just read a thread goes on with that for a minute, and the build may be such a one. */
const SPREAD = 2 * MINUTE;
const PATIENCE = 10 * SECOND;
const FIELD = 'rebuildTo';

/** `touches`: of what became public, or is public no longer. Two reads, and one write where the hook is called. */
export async function askForRebuild(scope: Scope, touches: ListedTouch[]): Promise<void> {
  const { kv, now, memory } = scope;
  const { sealed, log } = await readRebuild(kv);
  const until = now - SPREAD;
  const isNews = log.failures > 0 || touches.some(({ time }) => time > log.until && time <= until);
  if (sealed === '' || !isNews || now < log.nextAt) return;
  const [to, secret] = await Promise.all([unsealField(scope, FIELD, sealed), webhookSecret(scope)]);
  const { fetch } = memory.runtime;
  if (to === null || secret === null || !fetch) return;
  const request = { url: to, body: JSON.stringify({ type: 'rebuild' }) };
  const { url, body, headers = {} } = await signed(request, `rebuild-${until}`, secret, now);
  const sent = await createTransport({ fetch, patience: PATIENCE })(url, body, headers);
  const tried = { triedAt: now, answer: sent.answer };
  // A little less than the pause: the sweep comes by on the minute, and must not come too early by a second.
  if (sent.ok)
    await putRebuildLog(kv, { ...NO_TRIES, ...tried, sentAt: now, nextAt: now + PAUSE - 30 * SECOND, until });
  else {
    const failures = log.failures + 1;
    await putRebuildLog(kv, { ...log, ...tried, failures, nextAt: nextTry(failures, sent.retryAfter, now) });
  }
}

export interface RebuildState {
  /** '' where there is none. */
  to: string;
  /** There is an address, sealed with another ADMIN_TOKEN. */
  isLost: boolean;
  log: RebuildLog;
}

export async function readRebuildState(scope: Scope): Promise<RebuildState> {
  const { sealed, log } = await readRebuild(scope.kv);
  const to = await unsealField(scope, FIELD, sealed);
  return { to: to ?? '', isLost: sealed !== '' && to === null, log };
}

/** '' takes the hook away. False, and nothing is saved, where it is no address on the web by https. */
export async function saveRebuild({ kv, env, memory }: Scope, to: string): Promise<boolean> {
  if (to !== '' && outsideAddress(to) === null) return false;
  const keys = await memory.secrets.sealingKeys(env, LABELS.notices);
  if (keys === null) throw new ApiError('unavailable');
  await acceptRebuild(kv, to === '' ? '' : await seal(keys.seal, to, FIELD, memory.runtime.random(new Uint8Array(12))));
  return true;
}
