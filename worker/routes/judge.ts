// Gives a verdict and publishes what it changes in the background: what the JSON endpoint and the desk's forms share.
// Read next: store/verdicts.ts.

import type { Context } from 'hono';
import { type AppDeps, type AppEnv, background } from '../app-env.ts';
import type { VerdictAnswer, VerdictRequest } from '../contract/index.ts';
import { asksOf } from '../rules/asks.ts';
import { publish } from '../store/publish.ts';
import { acceptVerdicts } from '../store/verdicts.ts';

/** One publish a thread, however many of its comments were judged. */
export async function judge(c: Context<AppEnv>, deps: AppDeps, request: VerdictRequest): Promise<VerdictAnswer> {
  const { comments, verdict, ...flags } = request;
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  // The same comment twice would be the same keys twice in a second, which KV refuses.
  const targets = [...new Map(comments.map((target) => [`${target.thread} ${target.id}`, target])).values()];
  const settings = await deps.settings.get(kv, c.env, now);
  const { done, failed, changes } = await acceptVerdicts(kv, targets, verdict, flags, now, settings.readers);
  for (const [thread, facts] of changes) background(c, publish(kv, thread, facts, now, asksOf(settings)));
  return { done, failed };
}
