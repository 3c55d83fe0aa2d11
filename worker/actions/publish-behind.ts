// Publishes what an act changed, after its answer. What this isolate remembers of the thread is forgotten then, so that
// whoever has just written is counted on the next page.
// Read next: store/views/publish.ts.

import type { Ask } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import type { Change } from '../store/facts/list.ts';
import { publish } from '../store/views/publish.ts';

export function publishBehind(scope: Scope, thread: string, changes: Change[], asks?: Ask[]): void {
  const { kv, now, memory } = scope;
  scope.background(publish(kv, thread, changes, now, asks).finally(() => memory.counts.forget(thread)));
}
