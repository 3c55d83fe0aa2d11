// The worker as it is deployed: the only file that takes the time and randomness from the system.

import { createWorker } from './create-worker.ts';
import type { Env } from './env.ts';

export default createWorker({
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(bytes),
}) satisfies ExportedHandler<Env>;
