// When to try again what another side did not take: later and later, and never before it asked. Pure.

import { DAY, HOUR, MINUTE, SECOND } from './time.ts';

/** `failures`: with this one. `retryAfter`: seconds, where the other side named them. */
export function nextTry(failures: number, retryAfter: number | undefined, now: number): number {
  const pause = Math.min(6 * HOUR, 5 * MINUTE * 2 ** (failures - 1));
  const asked = (retryAfter ?? 0) * SECOND;
  // A little less: the sweep comes by on the minute, and must not come too early by a second.
  return now + Math.min(DAY, Math.max(pause, asked)) - 30 * SECOND;
}
