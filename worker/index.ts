// The worker as it is deployed: the only file that takes time, randomness and the network from the system.

import type { Env } from './env.ts';
import { createWorker } from './worker.ts';

export default createWorker({
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(bytes),
  fetch: (url, init) => fetch(url, init),
}) satisfies ExportedHandler<Env>;
