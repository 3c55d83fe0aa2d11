// Gives a verdict and publishes what it changes in the background: what the JSON endpoint and the desk's forms share.
// Read next: store/facts/verdicts.ts.

import type { VerdictAnswer, VerdictRequest } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { asksOf } from '../rules/page/asks.ts';
import { acceptVerdicts } from '../store/facts/verdicts.ts';
import { publishBehind } from './publish-behind.ts';

/** One publish a thread, however many of its comments were judged. */
export async function judge(scope: Scope, request: VerdictRequest): Promise<VerdictAnswer> {
  const { comments, verdict, ...flags } = request;
  const { kv, now } = scope;
  // The same comment twice would be the same keys twice in a second, which KV refuses.
  const targets = [...new Map(comments.map((target) => [`${target.thread} ${target.id}`, target])).values()];
  const settings = await scope.settings();
  const { done, failed, changes } = await acceptVerdicts(kv, targets, verdict, flags, now, settings.readers);
  for (const [thread, facts] of changes) publishBehind(scope, thread, facts, asksOf(settings));
  return { done, failed };
}
